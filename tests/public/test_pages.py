"""Every public template as the demonstration shows it: valid, labelled, framed, leading nowhere that is not there."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.public.addresses import ADDRESSES, CONTENT, SITE
from tests.public.label_validator import label_errors
from tests.public.reading import ask

TEMPLATES = settings.BASE_DIR / "templates"
NOT_FOR_THE_PUBLIC = {"admin", "blocks", "bands", "partials"}
# What visitors see without an address of the demonstration: see test_error_pages.
ELSEWHERE = {"403.html", "403_csrf.html", "500.html", "leaving.html", "content/content.html"}
# What the admin shows an editor of a text that has no address of its own.
PREVIEWS = {"content/contact_card_preview.html"}
FRAMES = {"base.html", "standalone.html", "department_sites/site_map_entry.html", "home/department_entry.html"}
WORDS = re.compile(r"[A-Za-z]{3,}")
KNOWN_WORDS = {"CSV", "ICP", "PDF", "DOCX", "RSS", "SHA", "IPv"}
# Addresses are written in Latin letters wherever they stand.
NAMES_OF_PLACES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
LOADED = ("link", "img", "script", "source")

every_address = pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)


def test_addresses__show_every_public_template_when_taken_together():
    folders = ["", "content", "home", "department_sites"]
    files = {str(path.relative_to(TEMPLATES)) for folder in folders for path in (TEMPLATES / folder).glob("*.html")}

    assert files - ELSEWHERE - PREVIEWS - FRAMES == {address.template for address in ADDRESSES}


@every_address
def test_page__answers_as_expected_when_asked(answers, address):
    assert answers[address.name].status == address.status


@pytest.mark.needs_java
def test_pages__hold_no_error_of_html_when_checked(answers, html_checker):
    assert html_checker.errors({name: answer.text for name, answer in answers.items()}) == []


@every_address
def test_page__carries_the_labels_it_owes(answers, address):
    assert list(label_errors(answers[address.name].soup, address.labels)) == []


@every_address
def test_page__has_one_title_its_language_and_a_way_back(answers, address):
    soup = answers[address.name].soup

    assert len(soup.find_all("h1")) == 1
    assert soup.html["lang"] == ("en" if address.path.startswith("/en/") else "zh-hans")
    is_deep = address.status == 200 and (address.labels != SITE or "sitemap" in address.path)
    steps = soup.select("nav.breadcrumb li")
    assert bool(steps) == is_deep
    assert not is_deep or (steps[0].a and steps[-1].find(attrs={"aria-current": "page"}))


@every_address
def test_footer__carries_the_seven_items(answers, address):
    footer = answers[address.name].soup.find("footer")
    text = footer.get_text(" ", strip=True)
    links = [link["href"] for link in footer.find_all("a")]
    code = next(iter(re.findall(r"440099\d{4}", text)), "")

    assert code
    assert any(f"site_code={code}" in link for link in links)
    assert any("conac.cn" in link for link in links)
    assert any(link.endswith("/sitemap/") for link in links)
    for item in ("粤ICP备", "粤公网安备", "020-0000", "广东省"):
        assert item in text, item


@every_address
def test_page__holds_no_inline_code_and_loads_from_its_own_host(answers, address):
    answer = answers[address.name]
    soup = answer.soup
    loaded = [url for tag, url in answer.targets() if tag in LOADED]

    assert not soup.find_all("style")
    assert not soup.find_all("script", src=False)
    assert not soup.select("[style], [onclick], [onload], [onchange], [onsubmit]")
    assert {urlsplit(url).hostname.removesuffix("localhost") for url in loaded if _is_loaded(soup, url)} <= {
        urlsplit(answer.url).hostname.removesuffix("localhost")
    }


@every_address
def test_page__says_nothing_in_english_when_it_is_chinese(answers, address):
    if address.path.startswith("/en/"):
        return
    soup = answers[address.name].soup
    texts = [text for text in soup.find_all(string=True) if not _is_foreign(text)]
    words = {word for text in texts for word in WORDS.findall(NAMES_OF_PLACES.sub("", text))}

    assert words <= KNOWN_WORDS


def test_links__lead_to_pages_that_exist(answers, demo):
    wanted = {}
    for name, answer in answers.items():
        for tag, url in answer.targets():
            parts = urlsplit(url)
            if parts.port == demo.port and parts.hostname.endswith("localhost"):
                wanted.setdefault(url, f"{name}: <{tag}> {url}")
    found = {answer.url for answer in answers.values()}
    dead = [place for url, place in wanted.items() if url not in found and ask(url, "HEAD").status != 200]

    assert len(wanted) > 200
    assert dead == []


def test_labels__name_the_first_publication_of_each_text_when_read_together(answers):
    published = {
        answers[address.name].soup.find("meta", attrs={"name": "PubDate"})["content"]
        for address in ADDRESSES
        if address.labels == CONTENT
    }

    assert len(published) > 10


def _is_loaded(soup, url):
    """Whether a browser fetches the address by itself; canonical and feed links only name one."""
    links = soup.find_all("link", rel=["canonical", "alternate"])
    return url not in {link["href"] for link in links}


def _is_foreign(text):
    """Whether the text is no visible Chinese: another language, a code, a part of the head."""
    parents = {parent.name for parent in text.parents}
    languages = [parent["lang"] for parent in text.parents if parent.has_attr("lang")]
    return (
        bool(parents & {"head", "script", "code"})
        or languages[:1] == ["en"]
        or type(text).__name__ != "NavigableString"
    )
