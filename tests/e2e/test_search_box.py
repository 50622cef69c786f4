"""The search box in a real browser: suggestions by keyboard, mouse and finger, through an input method, and without."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.e2e.people import ensure_roots
from tests.factories import make_article, make_column, make_department, make_site
from tests.services.axe import violations

TITLES = ["养老保险缴费提示", "养老保险办事指南", "养老机构名单"]
MOST_A_SECOND = 3
TALL_ENOUGH = 44


@pytest.fixture
def box(live_sites, open_page):
    """Opens the search of a department with a few public titles; the search box, and the requests that it makes."""
    ensure_roots()
    site = make_site(make_department("renshe"))
    column = make_column(site, "GZDT")
    for title in TITLES:
        make_article(column, title)
    live_sites.refresh()

    def box(**options):
        return Box(open_page(**options), live_sites)

    return box


class Box:
    """The search box of a visitor."""

    def __init__(self, tab, sites):
        self.tab, self.asked = tab, []
        tab.on("request", self._keep)
        tab.goto(sites.department_url("renshe", "/search/"))
        self.words = tab.locator("#search-words")

    def _keep(self, request):
        if "/search/suggest/" in request.url:
            self.asked.append(parse_qs(urlsplit(request.url).query)["q"][0])

    @property
    def options(self):
        return self.tab.get_by_role("listbox").get_by_role("option")

    @property
    def active(self):
        """The text of the option that the keyboard is on."""
        chosen = self.tab.locator("[role=option][aria-selected=true]")
        return chosen.inner_text() if chosen.count() else ""

    def type(self, text):
        """Type, and wait for the list."""
        self.words.press_sequentially(text, delay=20)
        self.options.first.wait_for()

    def wait_until(self, condition):
        self.tab.wait_for_function(condition)

    def press(self, *keys):
        for key in keys:
            self.words.press(key)

    @property
    def searched(self):
        """What the page of results was asked for."""
        self.tab.wait_for_url(re.compile(r"/search/\?"))
        return parse_qs(urlsplit(self.tab.url).query)["q"][0]


def test_keyboard__walks_through_the_list_and_searches(box):
    one = box()
    one.type("yanglao")
    texts = one.options.all_inner_texts()
    assert sorted(texts) == sorted(TITLES)
    assert one.words.get_attribute("aria-expanded") == "true"
    assert one.tab.locator("[aria-live]", has_text="3 条建议").count() == 1
    one.press("ArrowDown")
    assert one.active == one.words.input_value() == texts[0]
    focused = one.words.get_attribute("aria-activedescendant")
    assert one.tab.locator(f"#{focused}").inner_text() == texts[0]
    one.press("End")
    assert one.active == texts[2]
    one.press("Home")
    assert one.active == texts[0]
    one.press("ArrowUp")
    assert (one.active, one.words.input_value()) == ("", "yanglao")
    one.press("ArrowUp")
    assert one.active == texts[2]
    one.press("Enter")
    assert one.searched == texts[2]


def test_escape__closes_the_list_and_keeps_what_was_typed(box):
    one = box()
    one.type("yanglao")
    one.press("ArrowDown", "Escape")
    assert one.options.count() == 0
    assert one.words.input_value() == "yanglao"
    assert one.words.get_attribute("aria-expanded") == "false"


def test_enter__without_a_choice_searches_what_was_typed(box):
    one = box()
    one.type("养老")
    one.press("Enter")
    assert one.searched == "养老"


@pytest.mark.parametrize("width", [390, 1440])
def test_mouse__chooses_what_is_pressed(box, width):
    one = box(width=width)
    one.type("ylbx")
    option = one.options.first
    assert option.bounding_box()["height"] >= TALL_ENOUGH
    text = option.inner_text()
    option.click()
    assert one.searched == text


def test_list__closes_as_the_box_is_left(box):
    one = box()
    one.type("养老")
    one.press("Tab")
    assert one.options.count() == 0
    one.words.focus()
    one.press("ArrowDown")
    one.options.first.wait_for()
    one.tab.mouse.click(5, 5)
    one.wait_until("document.querySelectorAll('[role=option]').length === 0")


def test_composition__asks_nothing_until_the_characters_stand(box):
    one = box()
    one.words.focus()
    session = one.tab.context.new_cdp_session(one.tab)
    for letters in ("y", "ya", "yang", "yanglao"):
        session.send("Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)})
    one.tab.wait_for_timeout(800)
    assert one.words.input_value() == "yanglao"
    assert one.asked == []
    one.tab.keyboard.insert_text("养老")
    one.options.first.wait_for()
    assert one.asked == ["养老"]


def test_typing__asks_at_most_three_times_a_second_and_at_last_what_stands_there(box):
    one = box()
    began = one.tab.evaluate("performance.now()")
    with one.tab.expect_request(re.compile("[?&]q=yanglaobaoxianjiaofei(&|$)")):
        one.words.press_sequentially("yanglaobaoxianjiaofei", delay=60)
    seconds = (one.tab.evaluate("performance.now()") - began) / 1000
    assert one.asked[-1] == "yanglaobaoxianjiaofei"
    assert 1 < len(one.asked) <= MOST_A_SECOND * seconds + 1


def test_outdated_answer__is_not_shown(box):
    one = box()
    held = []
    one.tab.route("**/search/suggest/?q=y*", lambda route: held.append(route) if not held else route.continue_())
    one.words.press("y")
    one.wait_until("true")
    one.words.press_sequentially("lbxjf", delay=100)
    one.options.first.wait_for()
    assert one.options.all_inner_texts() == TITLES[:1]


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_open_list__is_accessible(box, width):
    one = box(width=width)
    one.type("养老")
    one.press("ArrowDown")
    assert violations(one.tab) == []
    assert one.tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_box__searches_without_a_script(box):
    one = box(javascript=False)
    assert one.words.get_attribute("role") is None
    one.words.fill("养老")
    one.press("Enter")
    assert one.searched == "养老"
    assert one.asked == []
