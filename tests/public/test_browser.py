"""Every public template in a real browser, on a phone and on a wide screen."""

import pytest

from tests.public.addresses import ADDRESSES
from tests.services.axe import violations

WIDTHS = (390, 1440)
BY_NAME = {address.name: address for address in ADDRESSES}
# Links within a sentence or a cell of a table are no controls (WCAG 2.5.5 leaves them out as well).
SMALL_CONTROLS = """
() => {
  const small = [];
  for (const element of document.querySelectorAll("a[href], button, summary, select, input, label:has(input)")) {
    if (element.matches(".prose a, p a, dd a, td a, .skip, label:has(input) input")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    const box = element.getBoundingClientRect();
    const isSmall = box.height > 0 && box.height < 43.5;
    if (isSmall) small.push(`${Math.round(box.height)}: ${element.outerHTML.slice(0, 120)}`);
  }
  return small;
}
"""
FOCUS = """
() => {
  const element = document.activeElement;
  const style = getComputedStyle(element.matches("input") ? element.closest("label") ?? element : element);
  const box = element.getBoundingClientRect();
  return { text: element.textContent.trim(), outline: style.outlineStyle, width: style.outlineWidth,
           visible: box.width > 1 && box.height > 1 };
}
"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", WIDTHS)
def test_pages__are_accessible_and_obey_the_policy(demo, open_page, width):
    page = open_page(width=width)
    complaints, hosts = [], set()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    found = {}
    for address in ADDRESSES:
        complaints.clear()
        page.goto(address.url(demo))
        expected = address.status - 200
        found[address.name] = [*violations(page), *complaints[bool(expected) :]]
        if page.evaluate(SIDEWAYS):
            found[address.name].append("scrolls sideways")

    assert {name: problems for name, problems in found.items() if problems} == {}
    assert all(host.split(":")[0].endswith("localhost") for host in hosts)


def test_controls__are_large_enough_to_touch_when_on_a_phone(demo, open_page):
    page = open_page(width=390)
    found = {}
    for address in ADDRESSES:
        page.goto(address.url(demo))
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        found[address.name] = page.evaluate(SMALL_CONTROLS)

    assert {name: small for name, small in found.items() if small} == {}


def test_keyboard__reaches_the_content_first_and_shows_where_it_is(demo, page):
    page.goto(demo.url("/"))
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    assert first["text"] == "跳到正文"
    assert first["visible"]

    seen = []
    for _press in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    assert all(step["outline"] == "solid" and step["width"] == "3px" and step["visible"] for step in seen), seen

    page.goto(demo.url("/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu__opens_on_a_phone_when_there_is_no_script(demo, open_page):
    page = open_page(width=390, javascript=False)
    page.goto(demo.url("/"))
    menu = page.get_by_role("navigation", name="主导航")
    assert not menu.get_by_role("link", name="专题栏目").is_visible()

    menu.get_by_text("菜单").click()
    menu.get_by_role("link", name="专题栏目").click()

    assert page.get_by_role("heading", level=1).inner_text() == "专题栏目"


def test_list__is_narrowed_and_leafed_through_when_there_is_no_script(demo, open_page):
    page = open_page(javascript=False)
    page.goto(demo.url("/zhengwu-gongkai/bumen-dongtai/"))
    first = page.locator(".list--page a").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    assert page.locator(".list--page a").first.inner_text() != first

    page.get_by_label("部门").select_option(index=1)
    page.get_by_role("button", name="筛选").click()
    page.wait_for_load_state()
    names = set(page.locator(".list__facts span").all_inner_texts())

    assert len(names) == 1
    assert next(iter(names)) in page.get_by_label("部门").locator("option:checked").inner_text()


def test_text_size__grows_when_there_is_no_script(demo, open_page):
    page = open_page(javascript=False)
    page.goto(BY_NAME["article"].url(demo))
    before = page.locator(".prose").first.evaluate("(element) => element.clientHeight")
    page.locator("#textsize-largest").check()

    assert page.locator(".prose").first.evaluate("(element) => element.clientHeight") > before


@pytest.mark.parametrize("name", ["article", "document amended", "statistics", "service guide"])
def test_print__leaves_navigation_out_and_keeps_the_text(demo, page, name):
    page.goto(BY_NAME[name].url(demo))
    page.emulate_media(media="print")

    for selector in ("nav", ".utility", ".footer", ".tools", ".skip"):
        assert not any(one.is_visible() for one in page.locator(selector).all()), selector
    assert page.get_by_role("heading", level=1).is_visible()
    assert BY_NAME[name].path in page.locator(".print-only").inner_text()
