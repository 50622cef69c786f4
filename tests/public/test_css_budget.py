"""The style sheets keep to the look: small, one colour a theme, nothing decorative, nothing from another host."""

import re

import pytest
from django.conf import settings

from sites.models import Theme

STYLES = sorted((settings.BASE_DIR / "cms" / "static" / "lingnan" / "css").glob("*.css"))
TEMPLATES = [path for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")) if "admin" not in path.parts]
BUDGET_BYTES = 40_000
WHITE, TINT = "#ffffff", "#f4f6f9"


def luminance(colour):
    """Relative luminance as WCAG 2.1 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast of two colours as WCAG 2.1 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens():
    """The tokens of the default theme, by name."""
    text = next(path for path in STYLES if path.name == "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text.partition("[data-theme")[0]))


def themes():
    """The main colour of each theme, by the theme's name; ink is the default."""
    text = next(path for path in STYLES if path.name == "tokens.css").read_text(encoding="utf-8")
    named = dict(re.findall(r'\[data-theme="(\w+)"\]\s*{\s*--primary:\s*(#[0-9a-f]{6});', text))
    return {"ink": tokens()["primary"], **named}


def test_style_sheets__stay_within_the_budget_when_taken_together():
    assert sum(path.stat().st_size for path in STYLES) <= BUDGET_BYTES


def test_themes__are_those_that_a_site_can_choose_when_compared_by_name():
    assert set(themes()) == set(Theme.values)


@pytest.mark.parametrize("theme", Theme.values)
def test_theme__contrasts_seven_to_one_when_read_on_white_or_on_tint(theme):
    colour = themes()[theme]

    assert contrast(colour, WHITE) >= 7
    assert contrast(colour, TINT) >= 7


@pytest.mark.parametrize(("name", "least"), [("ink", 7), ("secondary", 7), ("accent", 4.5)])
def test_text_colour__contrasts_enough_when_read_on_white(name, least):
    assert contrast(tokens()[name], WHITE) >= least


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheet__is_plain_when_searched_for_decoration_and_other_hosts(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"box-shadow|text-shadow|gradient\(|@import|@font-face|url\(|animation", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheet__knows_its_colours_by_token_when_it_is_not_the_tokens(path):
    text = path.read_text(encoding="utf-8")

    assert path.name in ("tokens.css", "print.css") or not re.search(r"#[0-9a-fA-F]{3,8}\b", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_public_template__holds_no_inline_style_or_script_when_the_policy_is_strict(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text)
