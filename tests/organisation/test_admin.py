"""The supervising office keeps departments, the plan and thresholds; nobody else reaches them."""

import datetime

import pytest
from django.urls import reverse

from cms.organisation.models import Department, DepartmentKind, PlannedColumn
from cms.organisation.roles import Role
from cms.organisation.validators import credit_code_check_character
from tests.factories import make_department, make_planned_column, make_user

pytestmark = pytest.mark.django_db
BODY = "11440000MB0000999"
CREDIT_CODE = BODY + credit_code_check_character(BODY)


@pytest.fixture
def office(client):
    """A client signed in for the supervising office."""
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    return client


def department_form(**facts):
    """What the department's form sends."""
    inlines = {}
    for prefix in ("complaint_lines", "liaison_officers"):
        inlines |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return {
        "name": "广东省新设厅",
        "short_name": "省新设厅",
        "slug": "xinshe",
        "status": "hosted",
        "order": "1",
        **inlines,
        **facts,
    }


def test_add_department__saves_it_with_lines_and_officers(office):
    kind = DepartmentKind.objects.create(code="office", name="办公厅")
    form = department_form(
        **{
            "kinds": [kind.pk],
            "credit_code": CREDIT_CODE,
            "complaint_lines-TOTAL_FORMS": "1",
            "complaint_lines-0-name": "投诉电话",
            "complaint_lines-0-phone": "020-0000 0000",
            "complaint_lines-0-ORDER": "1",
        }
    )
    response = office.post(reverse("departments:add"), form)
    assert response.status_code == 302
    department = Department.objects.get(slug="xinshe")
    assert list(department.kinds.all()) == [kind]
    assert department.complaint_lines.get().phone == "020-0000 0000"


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("credit_code", {"credit_code": BODY + "!"}),
        ("credit_code", {"credit_code": "taken"}),
        ("site_code", {"site_code": "12"}),
        ("slug", {"slug": "UPPER_case"}),
        ("slug", {"slug": "jiaoyu"}),
        ("website", {"status": "self_hosted"}),
        ("status", {"status": "closed"}),
        ("name", {"name": ""}),
    ],
)
def test_add_department__says_so_beside_the_field_when_it_is_wrong(office, field, facts):
    make_department("jiaoyu", credit_code=CREDIT_CODE)
    if facts.get("credit_code") == "taken":
        facts = {"credit_code": CREDIT_CODE}
    response = office.post(reverse("departments:add"), department_form(**facts))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {field}
    assert not Department.objects.filter(name="广东省新设厅").exists()


def test_edit_department__refused_when_parents_would_run_in_a_circle(office):
    top = make_department("top")
    child = make_department("child", parent=top)
    form = department_form(name=top.name, short_name=top.short_name, parent=child.pk)
    response = office.post(reverse("departments:edit", args=[top.pk]), form)
    assert set(response.context["form"].errors) == {"parent"}


def test_edit_department__keeps_the_slug_when_another_is_sent(office):
    department = make_department("jiaoyu")
    form = department_form(name=department.name, short_name=department.short_name, slug="other")
    assert office.post(reverse("departments:edit", args=[department.pk]), form).status_code == 302
    department.refresh_from_db()
    assert department.slug == "jiaoyu"


def test_edit_plan__refused_when_the_code_is_taken(office):
    make_planned_column("ZCWJ")
    form = {"code": "ZCWJ", "slug": "x", "name": "x", "block": "open_government", "order": "1"}
    response = office.post(reverse("column_plan:add"), {**form, "valid_from": "2026-01-01"})
    assert set(response.context["form"].errors) == {"code"}


def test_edit_plan__keeps_kinds_of_content_as_a_list(office):
    form = {"code": "NEW", "slug": "x", "name": "x", "block": "open_government", "order": "1"}
    form |= {"valid_from": "2026-01-01", "content_kinds": ["plan", "news"]}
    assert office.post(reverse("column_plan:add"), form).status_code == 302
    assert PlannedColumn.objects.get(code="NEW").content_kinds == ["news", "plan"]


def test_delete_department__says_that_it_is_in_use_when_it_has_others_below_it(office):
    top = make_department("top")
    make_department("child", parent=top)
    response = office.post(reverse("departments:delete", args=[top.pk]), follow=True)
    assert Department.objects.filter(pk=top.pk).exists()
    assert top.short_name in " ".join(str(message) for message in response.context["messages"])


ADDRESSES = [
    ("departments:index", False),
    ("departments:add", False),
    ("departments:edit", True),
    ("departments:delete", True),
    ("departments:history", True),
    ("departments:usage", True),
    ("column_plan:index", False),
    ("department_kinds:index", False),
    ("thresholds:index", False),
    ("wagtailusers_users:index", False),
    ("wagtailusers_users:add", False),
]


@pytest.mark.parametrize(("name", "with_object"), ADDRESSES)
def test_organisation__open_to_the_supervising_office(office, name, with_object):
    department = make_department("jiaoyu")
    assert office.get(reverse(name, args=[department.pk] if with_object else [])).status_code == 200


@pytest.mark.parametrize("role", [Role.WEBMASTER, Role.REVIEWER, Role.SIGNER])
@pytest.mark.parametrize(("name", "with_object"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_organisation__denied_when_the_user_is_of_the_department(client, role, name, with_object, method):
    department = make_department("jiaoyu")
    client.force_login(make_user("member", department, role))
    address = reverse(name, args=[department.pk] if with_object else [])
    response = getattr(client, method)(address, department_form(name="改名"))
    assert response.status_code in (302, 403, 404)
    assert response.headers.get("Location", reverse("wagtailadmin_home")) == reverse("wagtailadmin_home")
    assert Department.objects.get().name == department.name


def test_organisation__absent_from_the_menu_when_the_user_is_a_webmaster(client):
    client.force_login(make_user("member", make_department("jiaoyu"), Role.WEBMASTER))
    assert reverse("departments:index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_list_departments__takes_the_same_statements_at_any_number(office, django_assert_max_num_queries):
    for number in range(40):
        make_department(f"d{number}", parent=Department.objects.first())
    with django_assert_max_num_queries(20):
        assert office.get(reverse("departments:index")).status_code == 200


def test_valid_on__counts_the_first_and_the_last_day():
    column = make_planned_column("ZCWJ", valid_from=datetime.date(2026, 1, 1), valid_to=datetime.date(2026, 1, 2))
    days = [datetime.date(2025, 12, 31) + datetime.timedelta(days=n) for n in range(4)]
    found = [PlannedColumn.objects.valid_on(day).filter(pk=column.pk).exists() for day in days]
    assert found == [False, True, True, False]


def test_edit_department__offers_its_own_people_as_head_of_the_office(office):
    department, other = make_department("jiaoyu"), make_department("caizheng")
    head, stranger = make_user("head", department), make_user("stranger", other)
    form = office.get(reverse("departments:edit", args=[department.pk])).context["form"]
    offered = set(form.fields["office_head"].queryset)
    assert head in offered
    assert stranger not in offered
