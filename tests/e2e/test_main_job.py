"""The main job in a real browser: written, approved by four others, listed by reference, corrected, withdrawn."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from cms.content.models import OfficialDocumentPage, Topic
from cms.organisation.roles import Role
from home.models import SectionPage, TopicPage
from home.portal import build_portal
from tests.e2e.people import Person, ensure_roots
from tests.factories import make_column, make_department, make_planned_column, make_site, make_user, publish
from tests.home.helpers import add_below, make_portal_column

TITLE = "关于做好秋季开学工作的通知"
CORRECTED = "关于做好秋季开学工作的补充通知"


@pytest.fixture
def installation(live_sites):
    """A portal with a column and a topic, two departments with their sites, and their people."""
    ensure_roots()
    make_planned_column("ZCWJ", name="政策文件", content_kinds=["document", "interpretation"])
    home = publish(build_portal())
    section = add_below(home, SectionPage(title="政务公开", slug="zhengwu", block="open_government", live=False))
    portal_column = make_portal_column(section, ["ZCWJ"], title="部门文件")
    rule = {"planned_columns": [str(make_planned_column("ZCWJ").pk)]}
    bands = [{"type": "rule_list", "value": {"heading": "最新文件", "rule": rule, "limit": 6}}]
    topic = add_below(home, TopicPage(title="开学专题", slug="kaixue", sentence="秋季开学", bands=bands, live=False))
    Topic.objects.get_or_create(code="edu", defaults={"name": "教育"})
    sites = {slug: make_site(make_department(slug)) for slug in ("jiaoyu", "caizheng")}
    column = make_column(sites["jiaoyu"], "ZCWJ")
    make_column(sites["caizheng"], "ZCWJ")
    department, other = sites["jiaoyu"].department, sites["caizheng"].department
    live_sites.refresh()
    return SimpleNamespace(
        column=column,
        portal_column=portal_column,
        topic=topic,
        webmaster=make_user("wangzhan", department, Role.WEBMASTER),
        reviewer=make_user("shenhe", department, Role.REVIEWER),
        second=make_user("fushen", department, Role.SECOND_REVIEWER),
        secrecy=make_user("baomi", department, Role.SECRECY_REVIEWER),
        signer=make_user("qianfa", department, Role.SIGNER),
        stranger=make_user("waibu", other, Role.WEBMASTER),
    )


def document():
    """The document as it is stored now."""
    return OfficialDocumentPage.objects.get()


def submit(person):
    """Hand the text in the editor to approval."""
    person.tab.locator("footer [data-w-dropdown-target=toggle]").click()
    person.tab.locator("[name=action-submit]").click()
    person.tab.wait_for_url("**/admin/pages/*/")


def write(person, column, title):
    """Write a document in the column, keep it as a draft, and hand it to approval."""
    person.open(reverse("wagtailadmin_pages:add", args=["content", "officialdocumentpage", column.pk]))
    person.press("Promote", role="tab")
    person.tab.locator("#id_slug").fill("kaixue-tongzhi")
    person.press("Content", role="tab")
    person.tab.locator("#id_title").fill(title)
    person.press("Save draft")
    person.tab.wait_for_url("**/edit/")
    person.open(reverse("wagtailadmin_pages:edit", args=[document().pk]))
    submit(person)


def correct(person, title):
    """Change the title of the published document and hand the correction to approval."""
    person.open(reverse("wagtailadmin_pages:edit", args=[document().pk]))
    person.tab.locator("#id_title").fill(title)
    submit(person)


def approve(person, title, verb):
    """From the start page to the decision: the text that waits is opened and approved."""
    person.open("/admin/")
    person.tab.get_by_role("link", name=title).first.click()
    person.press(verb)
    person.tab.wait_for_url("**/admin/**")


def clear(person, title):
    """The secrecy review: without every question answered it goes no further."""
    person.open("/admin/")
    person.tab.get_by_role("link", name=title).first.click()
    person.press("Nothing secret: approve")
    person.tab.locator(".w-field__errors .error-message").first.wait_for()
    for question in person.tab.locator("[name=checklist]").all():
        question.check()
    person.press("Nothing secret: approve")
    person.tab.wait_for_url("**/admin/**")


def withdraw(person, reason):
    """Take the document off, for a reason: without one it stays."""
    person.open(reverse("approval_withdraw", args=[document().pk]))
    person.press("Withdraw now")
    person.tab.locator(".w-field__errors .error-message").wait_for()
    assert document().live
    person.tab.locator("[name=reason]").fill(reason)
    person.press("Withdraw now")
    person.tab.wait_for_url("**/admin/")


def refuse_everything(stranger):
    """Another department's webmaster tries each step; nothing of the document changes."""
    before = OfficialDocumentPage.objects.filter(pk=document().pk).values()[0]
    page, state = document(), document().current_workflow_state
    waiting = state.current_task_state_id if state else 0
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert stranger.open(edit).status == 404
    assert page.draft_title not in stranger.tab.content()
    attempts = [
        (edit, {"title": "夺", "slug": page.slug, "action-submit": "1"}),
        (reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", waiting]), {"comment": ""}),
        (reverse("approval_step", args=[page.pk]), {"decision": "approve", "task_state": str(waiting)}),
        (reverse("approval_withdraw", args=[page.pk]), {"reason": "夺"}),
    ]
    for path, data in attempts:
        assert stranger.post(path, data).status in (200, 403, 404)
    assert OfficialDocumentPage.objects.filter(pk=page.pk).values()[0] == before
    now = document().current_workflow_state
    assert (now.current_task_state_id if now else 0) == waiting


def test_main_job__written_approved_listed_corrected_and_withdrawn(live_sites, open_page, installation):
    visitor = open_page()
    webmaster = Person(open_page(), live_sites, installation.webmaster)
    reviewer = Person(open_page(), live_sites, installation.reviewer)
    second = Person(open_page(), live_sites, installation.second)
    secrecy = Person(open_page(), live_sites, installation.secrecy)
    signer = Person(open_page(), live_sites, installation.signer)
    stranger = Person(open_page(), live_sites, installation.stranger)
    lists = [page.public_url for page in (installation.column, installation.portal_column, installation.topic)]

    def listed(title):
        """On which of the department's column, the portal's column and the topic the title stands."""
        found = []
        for url in lists:
            visitor.goto(url)
            found.append(visitor.get_by_role("link", name=title, exact=True).count() > 0)
        return found

    write(webmaster, installation.column, TITLE)
    refuse_everything(stranger)
    assert listed(TITLE) == [False, False, False]

    approve(reviewer, TITLE, "Approve")
    approve(second, TITLE, "Approve")
    refuse_everything(stranger)
    clear(secrecy, TITLE)
    refuse_everything(stranger)
    assert listed(TITLE) == [False, False, False]

    approve(signer, TITLE, "Sign off and publish")
    assert listed(TITLE) == [True, True, True]
    assert visitor.goto(document().public_url).status == 200
    assert visitor.get_by_role("heading", name=TITLE).count() == 1
    refuse_everything(stranger)

    correct(webmaster, CORRECTED)
    assert listed(TITLE) == [True, True, True]
    approve(reviewer, CORRECTED, "Approve")
    approve(second, CORRECTED, "Approve")
    clear(secrecy, CORRECTED)
    approve(signer, CORRECTED, "Sign off and publish")
    assert listed(CORRECTED) == [True, True, True]
    assert listed(TITLE) == [False, False, False]

    phone = Person(open_page(width=390), live_sites, installation.signer)
    withdraw(phone, "数据有误")
    assert listed(CORRECTED) == [False, False, False]
    assert visitor.goto(document().public_url).status == 404
    refuse_everything(stranger)
