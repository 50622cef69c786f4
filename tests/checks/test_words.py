"""Watched expressions: the product's first lists, the offices' own, and who keeps which."""

import pytest
from django.urls import reverse

from cms.approval.models import Term
from cms.organisation.roles import Role
from tests.checks.helpers import check, draft, read
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def found(page, code="mistaken"):
    return [(f.passage, f.suggestion) for f in check(page) if f.check_code == code]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("做好布署", "布署"),
        ("加强社会综合治里工作", "综合治里"),
        ("坚持党的领到", "党的领到"),
        ("优化赢商环境", "优化赢商环境"),
        ("实事求事", "实事求事"),
        ("双方签定的", "签定"),
    ],
)
def test_mistaken_word__found(line, wrong):
    assert read("mistaken", line) == [wrong]


@pytest.mark.parametrize(
    "line",
    [
        "做好工作部署",
        "明知已感染仍外出",
        "应当组织公路管理机构",
        "促销费用",
        "建设社会主义法治国家",
        "监督检查机关",
        "申请认定",
        "设施功能",
    ],
)
def test_mistaken_word__not_found_when_it_is_right_or_spans_two_words(line):
    assert read("mistaken", line) == []


def test_forbidden_expression__found_with_what_to_write_instead(column):
    page = draft(column, "为残废人提供服务。")
    assert found(page, "forbidden") == [("残废人", "残疾人")]


def test_term__of_a_department_applies_to_its_own_texts_only(column, other):
    Term.objects.create(kind="forbidden", text="超级园区", replacement="示范园区", department=column.department)
    assert found(draft(column, "建设超级园区。"), "forbidden") == [("超级园区", "示范园区")]
    assert found(draft(other.column, "建设超级园区。"), "forbidden") == []


def test_term__allowed_here_is_never_reported(column):
    Term.objects.create(kind="allowed", text="签定", department=column.department)
    assert found(draft(column, "双方签定合同。")) == []


def test_term__fixed_expression_reports_one_changed_character(column):
    Term.objects.create(kind="fixed", text="百县千镇万村", department=column.department)
    assert found(draft(column, "实施百县千镇晚村工程。")) == [("百县千镇晚村", "百县千镇万村")]
    assert found(draft(column, "实施百县千镇万村工程。")) == []


def post(client, department, **facts):
    data = {"kind": "mistaken", "text": "错字", "replacement": "对字", "note": "", "is_active": "on", **facts}
    url = reverse(Term.snippet_viewset.get_url_name("add"))
    return client.post(url, data | {"department": department.pk if department else ""})


def test_term__added_by_the_webmaster_for_the_own_department(client, column, people):
    client.force_login(people["webmaster"])
    assert post(client, column.department).status_code == 302
    assert Term.objects.filter(text="错字", department=column.department).exists()


def test_term__refused_when_a_webmaster_adds_it_for_all_or_for_another_department(client, column, people, other):
    client.force_login(people["webmaster"])
    assert post(client, None).context["form"].errors["department"]
    assert post(client, other.department).context["form"].errors["department"]
    assert not Term.objects.filter(text="错字").exists()


def test_term__added_for_all_by_the_supervising_office(client):
    client.force_login(make_user("sup", None, Role.SUPERVISOR))
    assert post(client, None).status_code == 302
    assert Term.objects.filter(text="错字", department=None).exists()


def test_term__refused_without_what_to_write_instead(client):
    client.force_login(make_user("sup", None, Role.SUPERVISOR))
    assert post(client, None, replacement="").context["form"].errors["replacement"]


def test_terms__of_another_department_are_not_seen_and_those_of_the_province_are(client, column, people, other):
    foreign = Term.objects.create(kind="forbidden", text="别家词语", department=other.department)
    client.force_login(people["webmaster"])
    html = client.get(reverse(Term.snippet_viewset.get_url_name("list")) + "?q=布署").content.decode()
    assert "部署" in html
    assert "别家词语" not in client.get(reverse(Term.snippet_viewset.get_url_name("list")) + "?q=别家").content.decode()
    edit = Term.snippet_viewset.get_url_name("edit")
    assert client.get(reverse(edit, args=[foreign.pk])).status_code == 404
    provincial = Term.objects.get(text="布署")
    assert client.get(reverse(edit, args=[provincial.pk])).status_code == 404
