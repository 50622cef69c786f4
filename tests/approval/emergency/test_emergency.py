"""Publication in an emergency: two named people, a reason, seen by the supervising office, reviewed within a day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cms.approval.gate.admission import NotApproved
from cms.approval.log.verify import verify
from cms.approval.models import Emergency
from cms.approval.release.emergency import EmergencyRefused, confirm, propose, refuse, review, second_people
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from cms.workdays import due_at
from tests.approval.helpers import is_public, submit
from tests.approval.log.helpers import events, newest
from tests.factories import make_article, make_column, make_document, make_user

pytestmark = pytest.mark.django_db
REASON = "台风红色预警，来不及走程序"


@pytest.fixture
def office(db):
    return [make_user(f"office{number}", None, Role.SUPERVISOR, email=f"o{number}@example.cn") for number in (1, 2)]


@pytest.fixture
def page(column, people):
    page = make_article(column, "停课通知", live=False)
    page.save_revision(user=people["webmaster"])
    return fresh(page)


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def proposed(page, people, office):
    return propose(page, people["webmaster"], people["signer"], REASON)


@pytest.fixture
def confirmed(proposed, people):
    return confirm(proposed, people["signer"])


def test_proposal__publishes_nothing(proposed, page):
    assert proposed.is_proposed
    assert not fresh(page).live


def test_confirmation__publishes_the_named_text_at_once(client, confirmed, page):
    assert is_public(client, page)
    assert fresh(page).live_revision_id == confirmed.revision_id


def test_confirmation__is_entered_with_both_names_and_the_reason(confirmed, page):
    entry = newest(page)
    assert (entry.event, entry.reason) == ("emergency", REASON)
    assert [(one["role"], one["account"]) for one in entry.actor_list] == [("propose", "w"), ("confirm", "s")]
    assert fresh(page).first_published_at == entry.at == entry.shown_at
    assert verify().findings == []


def test_confirmation__informs_the_office_at_once(proposed, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        confirm(proposed, people["signer"])
    assert len(mail.outbox) == 1
    assert sorted(mail.outbox[0].to) == ["o1@example.cn", "o2@example.cn"]
    assert REASON in mail.outbox[0].body
    assert Emergency.objects.get(pk=proposed.pk).informed_at


def test_confirmation__stands_when_the_mail_server_is_down(
    proposed, people, page, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("cms.approval.release.emergency.send_mail", fail)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(proposed, people["signer"])
    assert fresh(page).live
    assert "no mail server" in caplog.text
    assert Emergency.objects.get(pk=proposed.pk).informed_at is None


def test_review__due_within_one_working_day(confirmed):
    assert confirmed.due_at == due_at(confirmed.confirmed_at, 1)
    assert not confirmed.is_overdue
    confirmed.due_at = timezone.now() - timedelta(minutes=1)
    assert confirmed.is_overdue


def test_proposal__ends_the_running_procedure_when_confirmed(column, people, office):
    page = submit(make_article(column, live=False), people["webmaster"])
    confirm(propose(page, people["reviewer"], people["signer"], REASON), people["signer"])
    assert fresh(page).live
    assert fresh(page).current_workflow_state is None


def test_second_person__is_neither_the_first_nor_an_author(page, people, office, site):
    page.save_revision(user=people["signer"])
    other_signer = make_user("s9", site.department, Role.SIGNER)
    found = set(second_people(people["webmaster"], fresh(page)))
    assert found == {other_signer, *office}
    assert other_signer not in second_people(other_signer, fresh(page))


def test_second_person__is_not_the_first_under_another_account(page, people, office, site):
    again = make_user("w-qianfa", site.department, Role.SIGNER, person=people["webmaster"].person)
    with pytest.raises(EmergencyRefused):
        propose(page, people["webmaster"], again, REASON)


@pytest.mark.parametrize("second", ["webmaster", "reviewer", "superuser"])
def test_proposal__refused_when_second_person_has_no_right_to_it(page, people, second):
    with pytest.raises(EmergencyRefused):
        propose(page, people["signer"], people[second], REASON)


def test_proposal__refused_when_first_person_has_no_role_here(page, people, other):
    for person in (people["superuser"], other.webmaster, other.signer):
        with pytest.raises(EmergencyRefused):
            propose(page, person, people["signer"], REASON)


def test_proposal__refused_when_second_person_is_of_another_department(page, people, other):
    with pytest.raises(EmergencyRefused):
        propose(page, people["webmaster"], other.signer, REASON)


def test_proposal__refused_without_a_reason(page, people):
    with pytest.raises(EmergencyRefused):
        propose(page, people["webmaster"], people["signer"], "  ")


def test_proposal__refused_when_the_document_may_never_be_public(column, people):
    page = make_document(column, live=False, disclosure="none", disclosure_reason="涉及个人隐私")
    with pytest.raises(EmergencyRefused):
        propose(page, people["webmaster"], people["signer"], REASON)


def test_proposal__refused_when_the_column_is_not_public(site, people):
    page = make_article(make_column(site, "ZCWJ", live=False), live=False)
    with pytest.raises(NotApproved):
        propose(page, people["webmaster"], people["signer"], REASON)


@pytest.mark.parametrize("person", ["webmaster", "reviewer", "superuser"])
def test_confirmation__refused_to_everybody_but_the_named_one(proposed, page, people, person, office):
    for user in (people[person], office[0]):
        with pytest.raises(EmergencyRefused):
            confirm(proposed, user)
    assert not fresh(page).live


def test_confirmation__refused_when_the_text_changed_since(proposed, page, people):
    page.title = "换过的标题"
    page.save_revision(user=people["webmaster"])
    with pytest.raises(EmergencyRefused):
        confirm(proposed, people["signer"])
    assert not fresh(page).live


def test_confirmation__refused_when_the_second_person_wrote_meanwhile_or_lost_the_role(proposed, page, people):
    people["signer"].groups.clear()
    with pytest.raises(EmergencyRefused):
        confirm(proposed, people["signer"])


def test_confirmation__happens_once(confirmed, page, people):
    with pytest.raises(EmergencyRefused):
        confirm(confirmed, people["signer"])
    assert events(page) == ["emergency"]


def test_refusal__leaves_the_text_to_the_procedure(proposed, page, people):
    refuse(proposed, people["signer"])
    with pytest.raises(EmergencyRefused):
        confirm(proposed, people["signer"])
    assert not fresh(page).live


def test_review__upholds_it_and_is_entered(confirmed, page, office):
    review(confirmed, office[0], Emergency.Outcome.UPHELD, "情况属实")
    assert events(page) == ["emergency", "reviewed"]
    assert fresh(page).live
    assert not Emergency.objects.to_review().exists()
    assert verify().findings == []


def test_review__withdraws_what_was_wrong(client, confirmed, page, office):
    review(confirmed, office[0], Emergency.Outcome.WITHDRAWN, "并非紧急")
    assert not is_public(client, page)
    assert events(page) == ["emergency", "reviewed", "withdrawn"]
    assert verify().findings == []


def test_review__refused_to_one_of_the_two_and_to_who_is_not_of_the_office(page, people, office):
    emergency = confirm(propose(page, people["webmaster"], office[0], REASON), office[0])
    for person in (office[0], people["signer"], people["superuser"]):
        with pytest.raises(PermissionDenied):
            review(emergency, person, Emergency.Outcome.UPHELD, "")
    review(emergency, office[1], Emergency.Outcome.UPHELD, "")


def test_review__happens_once(confirmed, office):
    review(confirmed, office[0], Emergency.Outcome.UPHELD, "")
    with pytest.raises(EmergencyRefused):
        review(confirmed, office[1], Emergency.Outcome.WITHDRAWN, "并非紧急")


def address(emergency):
    return reverse("approval_emergency", args=[emergency.pk])


def test_pages__walk_from_proposal_to_review(client, page, people, office):
    url = reverse("approval_emergency_propose", args=[page.pk])
    client.force_login(people["webmaster"])
    assert str(people["signer"]) in client.get(url).content.decode()
    client.post(url, {"reason": REASON, "second": people["signer"].pk})
    emergency = Emergency.objects.get()
    client.force_login(people["signer"])
    assert "停课通知" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert REASON in client.get(address(emergency)).content.decode()
    client.post(address(emergency), {"step": "confirm"})
    assert fresh(page).live
    client.force_login(office[1])
    assert "停课通知" in client.get(reverse("wagtailadmin_home")).content.decode()
    response = client.post(address(emergency), {"step": "review", "outcome": "withdrawn", "note": ""})
    assert response.context["form"].errors["note"]
    client.post(address(emergency), {"step": "review", "outcome": "upheld", "note": "属实"})
    assert Emergency.objects.get().outcome == "upheld"
    assert "停课通知" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_proposal_page__says_beside_the_field_what_is_missing(client, page, people):
    client.force_login(people["webmaster"])
    url = reverse("approval_emergency_propose", args=[page.pk])
    response = client.post(url, {"reason": "", "second": people["reviewer"].pk})
    assert response.context["form"].errors["reason"]
    assert response.context["form"].errors["second"]


def test_pages__not_found_or_refused_for_another_department(client, proposed, page, other, people):
    client.force_login(other.signer)
    assert client.get(address(proposed)).status_code == 404
    assert client.get(reverse("approval_emergency_text", args=[proposed.pk])).status_code == 404
    assert client.get(reverse("approval_emergency_propose", args=[page.pk])).status_code == 404
    assert "停课通知" not in client.get(reverse("approval_emergencies")).content.decode()
    client.force_login(people["reviewer"])
    response = client.post(address(proposed), {"step": "confirm"})
    assert response.status_code == 403
    assert not fresh(page).live


def test_confirmation__refused_until_the_two_decided_about_the_hits(client, column, people, office):
    page = make_article(column, "防汛演练通知", live=False)
    page.body = [("text", {"text": "<p>绝密★10年</p>"})]
    page.save_revision(user=people["webmaster"])
    emergency = propose(fresh(page), people["webmaster"], people["signer"], REASON)
    address = reverse("approval_emergency", args=[emergency.pk])
    client.force_login(people["signer"])
    client.post(address, {"step": "confirm"})
    assert not fresh(page).live
    hit = emergency.revision.findings.undecided_blocking().get()
    assert hit.passage in client.get(address).content.decode()
    data = {"step": "decide", f"hit-{hit.pk}-decision": "accept", f"hit-{hit.pk}-reason": ""}
    assert "error-message" in client.post(address, data).content.decode()
    client.post(address, {**data, f"hit-{hit.pk}-reason": "演练用语"})
    client.post(address, {"step": "confirm"})
    assert fresh(page).live
