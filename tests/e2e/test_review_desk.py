"""The review desk in a real browser: by keyboard, without a script, on a phone."""

from statistics import median
from types import SimpleNamespace

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.approval.queue.items import queue_of
from cms.organisation.roles import Role
from tests.approval.helpers import submit
from tests.e2e.people import Person, ensure_roots, label
from tests.factories import make_article, make_column, make_department, make_site, make_user
from tests.services.axe import violations

ITEMS = 5
MOST_ACTIONS = 3
WIDTHS = (390, 768, 1440)
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def office(live_sites):
    """A department with texts that wait: corrections of public pages, and new ones."""
    ensure_roots()
    site = make_site(make_department("jiaoyu"))
    column = make_column(site, "GZDT")
    webmaster = make_user("wangzhan", site.department, Role.WEBMASTER)
    pages = []
    for number in range(ITEMS):
        page = make_article(column, f"第{number + 1}号通知", live=bool(number % 2))
        page.title = f"第{number + 1}号通知（更正）"
        pages.append(submit(page, webmaster))
    live_sites.refresh()
    reviewer = make_user("shenhe", site.department, Role.REVIEWER)
    make_user("tongshi", site.department, Role.REVIEWER)
    return SimpleNamespace(pages=pages, webmaster=webmaster, reviewer=reviewer)


def test_reviewer__decides_the_median_text_in_three_actions_by_keyboard(live_sites, open_page, office):
    person = Person(open_page(), live_sites, office.reviewer)
    person.open(reverse("approval_queue"))
    tab, actions = person.tab, []

    def press(key):
        tab.keyboard.press(key)
        return 1

    assert tab.locator(".queue__start kbd").inner_text() == "O"
    spent = press("o")
    for left in range(ITEMS, 0, -1):
        tab.locator("button[value=approve]").wait_for()
        address = tab.url
        spent += press("a")
        with tab.expect_navigation():
            spent += press("Enter")
        assert tab.url != address
        assert queue_of(office.reviewer).count() == left - 1
        actions.append(spent)
        spent = 0

    assert median(actions) <= MOST_ACTIONS
    assert max(actions) <= MOST_ACTIONS
    assert tab.url == live_sites.url(reverse("approval_queue"))


def test_reviewer__returns_and_skips_by_keyboard(live_sites, open_page, office):
    person = Person(open_page(), live_sites, office.reviewer)
    tab = person.tab
    person.open(reverse("approval_step", args=[office.pages[0].pk]))
    with tab.expect_navigation():
        tab.keyboard.press("n")
    assert tab.url == live_sites.url(reverse("approval_step", args=[office.pages[1].pk]))
    tab.keyboard.press("r")
    tab.keyboard.insert_text("缺少附件")
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert tab.url == live_sites.url(reverse("approval_step", args=[office.pages[2].pk]))
    assert office.pages[1].current_workflow_state.status == "needs_changes"


def test_reviewer__works_without_a_script(live_sites, open_page, office):
    person = Person(open_page(javascript=False), live_sites, office.reviewer)
    person.open(reverse("approval_queue"))
    person.tab.get_by_role("link", name=label("Open the first")).click()
    person.tab.locator("[name=comment]").fill("日期有误")
    person.press("Return with a reason")
    assert office.pages[0].current_workflow_state.status == "needs_changes"
    person.press("Approve")
    assert queue_of(office.reviewer).count() == ITEMS - 2


def test_keys__work_through_an_input_method_for_chinese(live_sites, open_page, office):
    person = Person(open_page(), live_sites, office.reviewer)
    person.open(reverse("approval_step", args=[office.pages[0].pk]))
    with person.tab.expect_navigation():
        person.tab.evaluate(
            "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyN', bubbles: true}))"
        )
    assert person.tab.url == live_sites.url(reverse("approval_step", args=[office.pages[1].pk]))


def test_keys__do_nothing_and_are_not_shown_when_the_person_switched_them_off(live_sites, open_page, office):
    UserProfile.objects.update_or_create(user=office.reviewer, defaults={"keyboard_shortcuts": False})
    person = Person(open_page(), live_sites, office.reviewer)
    person.open(reverse("approval_step", args=[office.pages[0].pk]))
    assert person.tab.locator("kbd:visible").count() == 0
    person.tab.keyboard.press("a")
    assert not person.tab.evaluate("document.activeElement.matches('button[value=approve]')")


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_desk__are_accessible(live_sites, open_page, office, width):
    reviewer = Person(open_page(width=width), live_sites, office.reviewer)
    webmaster = Person(open_page(width=width), live_sites, office.webmaster)
    steps = [reverse("approval_step", args=[page.pk]) for page in office.pages[:2]]
    visits = [
        *((reviewer, path) for path in ("/admin/", reverse("approval_queue"), *steps)),
        *((webmaster, path) for path in ("/admin/", f"{reverse('approval_submissions')}?show=waiting", steps[0])),
    ]
    found = {}
    for person, path in visits:
        person.open(path)
        person.tab.locator("main").wait_for()
        for preview in person.tab.locator(".preview__frame").all():
            preview.scroll_into_view_if_needed()
            preview.content_frame.locator("main").wait_for()
        sideways = ["scrolls sideways"] if person.tab.evaluate(SIDEWAYS) else []
        found[person.user.username, path] = [*violations(person.tab), *sideways]
    assert {visit: problems for visit, problems in found.items() if problems} == {}
