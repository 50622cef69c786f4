"""Files of accounts: previewed, confirmed, taken row by row; nothing gets in that a form would not let in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.people import taking
from cms.access.people.models import AccountImport
from cms.jobs.models import Mail
from cms.organisation.models import RoleGroup, User
from cms.organisation.roles import Role
from tests.access.people.conftest import fresh
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HEAD = ["name", "account", "department", "roles", "mail"]


def content(*rows, head=HEAD, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def upload(client, data):
    """Send a file; the answer leads to the preview, or shows the form with errors."""
    return client.post(reverse("people_import"), {"file": SimpleUploadedFile("accounts.csv", data)})


def preview(client, *rows):
    response = upload(client, content(*rows))
    return response.url, client.get(response.url)


def confirm(client, *rows):
    """Import the rows; the page that tells what came of it."""
    address, _shown = preview(client, *rows)
    return client.post(address, follow=True)


def reasons(response):
    """The refused rows of a preview by line."""
    return {plan.row.line: " ".join(plan.reasons) for plan in response.context["plans"] if plan.reasons}


def row(name="zhang", department="jiaoyu", roles="webmaster", person="张三", mail="zhang@example.cn"):
    return [person, name, department, roles, mail]


def test_import__makes_accounts_with_roles_and_links_when_confirmed(admin, own):
    address, shown = preview(admin, row(), row("li", roles="reviewer；webmaster"))
    assert not User.objects.filter(username="zhang").exists()
    assert dict(shown.context["numbers"])[gettext("New")] == 2
    response = admin.post(address, follow=True)
    assert response.context["file"].made == 2
    account = User.objects.get(username="zhang")
    assert (account.last_name, account.first_name, account.department) == ("张", "三", own.department)
    assert set(User.objects.get(username="li").groups.values_list("role_group__role", flat=True)) == {
        "reviewer",
        "webmaster",
    }
    assert [mail.to for mail in Mail.objects.all()] == [["zhang@example.cn"]] * 2
    assert AuditEntry.objects.filter(event=Event.ACCOUNT_CREATED, account=own.admin.username).count() == 2
    assert AccountImport.objects.get().text == ""


def test_import__reads_heads_and_roles_in_words_and_in_gb18030(admin, own):
    head = [gettext("Full name"), gettext("Account"), gettext("Department"), gettext("Roles"), gettext("Mail")]
    data = content(row(roles=str(Role.WEBMASTER.label)), head=head, encoding="gb18030")
    address = upload(admin, data).url
    assert reasons(admin.get(address)) == {}
    admin.post(address)
    assert User.objects.get(username="zhang").last_name == "张"


def test_import__changes_an_own_account_and_leaves_others(admin, own):
    rows = [row("jiaoyu-writer", person="王五", roles="webmaster;signer", mail="wang@example.cn")]
    assert confirm(admin, *rows).context["file"].changed == 1
    account = fresh(own.writer)
    assert (str(account), account.email) == ("王五", "wang@example.cn")
    assert account.groups.filter(role_group__role="signer").exists()
    assert fresh(own.reader).groups.filter(role_group__role="reviewer").exists()
    _address, shown = preview(admin, *rows)
    assert dict(shown.context["numbers"])[gettext("Unchanged")] == 1
    assert shown.context["changing"] == 0


@pytest.mark.parametrize(
    "refused",
    [
        row(department="caizheng"),
        row(department="nowhere"),
        row(department=""),
        row(roles="administrator"),
        row(roles="supervisor"),
        row(roles="king"),
        row("caizheng-writer"),
        row("CAIZHENG-WRITER"),
        row("caizheng-writer", department="caizheng"),
        row("jiaoyu-admin"),
        row("jiaoyu-admin", roles="administrator;webmaster"),
        row("second-of-admin"),
        row("second-administrator", roles="webmaster;administrator"),
        row("closed"),
        row(""),
        row("with blank"),
        row(person=""),
        row(person="=HYPERLINK(1)"),
        row(person="+1"),
        row(person="a\x1b"),
        row(mail="nobody"),
        row(mail=""),
        row("n" * 151),
        row(person="长" * 152),
    ],
)
def test_import__leaves_out_a_row_with_its_line_and_takes_the_others(admin, own, foreign, refused):
    make_user("second-of-admin", own.department, Role.WEBMASTER, person=own.admin.person)
    make_user("second-administrator", own.department, Role.ADMINISTRATOR)
    make_user("closed", own.department, is_active=False)
    before = list(User.objects.order_by("pk").values())
    roles = set(RoleGroup.objects.values_list("pk", "group__user"))
    address, shown = preview(admin, row("good"), refused)
    assert set(reasons(shown)) == {3}
    response = admin.post(address, follow=True)
    file = response.context["file"]
    assert (file.made, file.changed, file.refused) == (1, 0, 1)
    assert file.refusals[0][0] == 3
    good = User.objects.get(username="good")
    assert list(User.objects.exclude(pk=good.pk).order_by("pk").values()) == before
    assert set(RoleGroup.objects.exclude(group__user=good).values_list("pk", "group__user")) <= roles | {
        (pk, None) for pk in RoleGroup.objects.values_list("pk", flat=True)
    }


def test_import__says_the_same_of_every_name_that_cannot_be_used(admin, own, foreign, security):
    names = ["caizheng-writer", "anquan", "CAIZHENG-reader"]
    _address, shown = preview(admin, *(row(name) for name in names))
    assert len(set(reasons(shown).values())) == 1


def test_import__says_the_same_of_a_foreign_department_as_of_none(admin, own, foreign):
    _address, shown = preview(admin, row("a", department="caizheng"), row("b", department="nowhere"))
    sentences = reasons(shown)
    assert sentences[2].replace("caizheng", "nowhere") == sentences[3]


def test_import__refuses_every_later_row_of_the_same_account(admin, own):
    _address, shown = preview(admin, row("a"), row("b"), row("A"), row("a"))
    assert set(reasons(shown)) == {4, 5}
    assert "2" in reasons(shown)[4]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00\x00",
        content(),
        content(row(), head=["name", "account"]),
        content(row()).replace(b"zhang,", b'"zh"ang,', 1),
        "姓名".encode("utf-16"),
        b"PK\x03\x04\x00\x00",
        b"\x81\xff" * 20,
    ],
)
def test_import__refused_beside_the_file_when_it_cannot_be_read(admin, own, data):
    response = upload(admin, data)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"file"}
    assert not AccountImport.objects.exists()


def test_import__refused_beside_the_file_when_it_holds_more_than_ten_thousand(admin, own):
    response = upload(admin, content(*([str(number)] * 5 for number in range(10_001))))
    assert "10000" in str(response.context["form"].errors["file"])


def test_import__refused_without_a_file(admin, own):
    assert set(admin.post(reverse("people_import")).context["form"].errors) == {"file"}


def test_preview__not_there_for_anybody_else(client, admin, own, foreign):
    address, _shown = preview(admin, row())
    client.force_login(foreign.admin)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    client.force_login(own.writer)
    assert client.get(address).status_code == 404


def test_confirmation__shows_again_when_something_changed_meanwhile(admin, own):
    address, _shown = preview(admin, row())
    User.objects.create(username="zhang", department=own.department, email="x@example.cn")
    response = admin.post(address)
    assert response.status_code == 200
    assert AccountImport.objects.get().confirmed_at is None
    assert admin.post(address, follow=True).context["file"].changed == 1


def test_confirmation__imports_nothing_when_every_row_is_refused(admin, own, foreign):
    address, shown = preview(admin, row(department="caizheng"))
    assert shown.context["changing"] == 0
    assert admin.post(address).status_code == 200
    assert AccountImport.objects.get().confirmed_at is None


def test_confirmation__happens_once(admin, own):
    address, _shown = preview(admin, row())
    admin.post(address)
    assert admin.post(address).status_code == 404
    assert User.objects.filter(username="zhang").count() == 1


def many(number):
    return [row(f"u{each}", mail=f"u{each}@example.cn") for each in range(number)]


def test_long_file__waits_for_the_background_and_shows_how_far_it_is(admin, own, task_queue):
    response = confirm(admin, *many(taking.MOST_AT_ONCE + 1))
    assert response.context["file"].finished_at is None
    assert response.context["file"].total == taking.MOST_AT_ONCE + 1
    assert not User.objects.filter(username="u0").exists()
    call_command("work", once=True)
    response = admin.get(response.request["PATH_INFO"])
    assert response.context["file"].made == taking.MOST_AT_ONCE + 1
    assert gettext("Back to the accounts") in response.content.decode()
    entry = AuditEntry.objects.get(event=Event.ROLE_GIVEN, facts__contains='"u0"')
    assert entry.account == own.admin.username


def test_long_file__goes_on_where_it_was_interrupted(admin, own, task_queue, monkeypatch):
    address = confirm(admin, *many(taking.MOST_AT_ONCE + 1)).request["PATH_INFO"]
    number = AccountImport.objects.get().pk
    make = taking._make

    def dies(planner, plan):
        if plan.row.account == "u20":
            raise KeyboardInterrupt
        make(planner, plan)

    monkeypatch.setattr(taking, "_make", dies)
    with pytest.raises(KeyboardInterrupt):
        taking.take(number)
    file = AccountImport.objects.get()
    assert (file.done, file.made, file.finished_at) == (20, 20, None)
    assert not User.objects.filter(username="u20").exists()
    monkeypatch.setattr(taking, "_make", make)
    admin.post(address)
    call_command("work", once=True)
    assert AccountImport.objects.get().made == taking.MOST_AT_ONCE + 1
    assert Mail.objects.count() == taking.MOST_AT_ONCE + 1
    taking.take(number)
    assert AccountImport.objects.get().made == taking.MOST_AT_ONCE + 1


def test_long_file__refuses_rows_when_who_confirmed_it_lost_the_right_meanwhile(admin, own, task_queue):
    confirm(admin, *many(taking.MOST_AT_ONCE + 1))
    own.admin.groups.clear()
    call_command("work", once=True)
    file = AccountImport.objects.get()
    assert (file.made, file.refused) == (0, taking.MOST_AT_ONCE + 1)
    assert not User.objects.filter(username="u0").exists()


def test_row__leaves_nothing_behind_when_its_account_is_taken_meanwhile(admin, own, monkeypatch):
    make = taking._make

    def races(planner, plan):
        if plan.row.account == "b":
            make(planner, plan)
        make(planner, plan)

    monkeypatch.setattr(taking, "_make", races)
    response = confirm(admin, row("a"), row("b"), row("c"))
    file = response.context["file"]
    assert (file.made, file.refused, file.refusals[0][0]) == (2, 1, 3)
    assert set(User.objects.filter(username__in="abc").values_list("username", flat=True)) == {"a", "c"}


def test_file__left_to_another_process_when_that_one_took_the_row(admin, own, monkeypatch):
    make = taking._make

    def overtaken(planner, plan):
        make(planner, plan)
        AccountImport.objects.update(done=2)

    monkeypatch.setattr(taking, "_make", overtaken)
    file = confirm(admin, row("a"), row("b"), row("c")).context["file"]
    assert (file.done, file.made, file.finished_at) == (2, 1, None)
    assert not User.objects.filter(username__in="bc").exists()


def test_progress__not_there_for_anybody_else(client, admin, own, foreign):
    address = confirm(admin, row()).request["PATH_INFO"]
    client.force_login(foreign.admin)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_preview__statements_do_not_depend_on_rows(admin, own):
    counts = []
    for number in (3, 30):
        address = upload(admin, content(*many(number))).url
        with CaptureQueriesContext(connection) as found:
            admin.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_import__of_the_office_makes_accounts_of_departments_and_portal(client, own, foreign, office):
    client.force_login(office)
    rows = row("a"), row("b", department="caizheng"), row("c", department="", roles="")
    assert confirm(client, *rows).context["file"].made == 3
    assert User.objects.get(username="b").department == foreign.department
    assert User.objects.get(username="c").department is None


def export(client):
    response = client.get(reverse("people_export"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_export__holds_the_own_accounts_and_no_others(admin, own, foreign, office):
    rows = export(admin)
    assert {cells[1] for cells in rows[1:]} == {"jiaoyu-admin", "jiaoyu-writer", "jiaoyu-reader"}
    assert AuditEntry.objects.filter(event=Event.EXPORTED, account=own.admin.username).exists()


def test_export__guards_cells_that_begin_like_a_formula(admin, own):
    User.objects.filter(pk=own.writer.pk).update(last_name="=cmd|'/c calc'!A1", first_name="", username="@sum")
    cells = next(cells for cells in export(admin) if cells[1].endswith("sum"))
    assert cells[0].startswith("'=")
    assert cells[1] == "'@sum"


def test_export__is_a_file_that_the_import_reads_as_unchanged(admin, own):
    make_user("+plus", own.department, Role.WEBMASTER, email="p@example.cn", last_name="李", first_name="四")
    data = b"".join(admin.get(reverse("people_export")).streaming_content)
    shown = admin.get(upload(admin, data).url)
    numbers = dict(shown.context["numbers"])
    assert numbers[gettext("Unchanged")] == 3
    assert numbers[gettext("New")] == 0
    assert list(reasons(shown).values()) == [gettext("This is an account of your own.")]


def test_export__statements_do_not_depend_on_accounts(admin, own):
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as found:
            export(admin)
        counts.append(len(found))
        for number in range(27):
            make_user(f"x{turn}-{number}", own.department, Role.WEBMASTER)
    assert counts[0] == counts[1]
