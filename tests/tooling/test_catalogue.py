import gettext as system_gettext
import json

import polib
import pytest
from django.core.management import CommandError, call_command

from cms.catalogue.check import problems
from cms.catalogue.extract import extract
from cms.catalogue.store import catalogues, compile_catalogue, merge, read, write

PYTHON = """
from django.utils.translation import gettext as _, ngettext, npgettext, pgettext_lazy

title = _("Departments")
long = _("One line, "
         "and the next")
counted = ngettext("%(n)d page", "%(n)d pages", n)
named = pgettext_lazy("weekday", "Sun")
both = npgettext("print", "%d sheet", "%d sheets", n)
variable = _(title)
for _, value in pairs:
    print(_(value))
"""
TEMPLATE = """{% load i18n %}
<h1 title='it's "odd"'>{% translate "Departments" %}</h1>
{% trans "Open" context "hours" %} {{ _("Search")|upper }}
{% include "a.html" with title=_("Contents") %}
  {% blocktranslate trimmed with name=page.title count number=total %}
    {{ number }} result for {{ name }}
  {% plural %}
    {{ number }} results for {{ name }}
  {% endblocktranslate %}
"""


@pytest.fixture
def root(tmp_path):
    """A tree of sources with one Python file and one template."""
    (tmp_path / "cms" / "migrations").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "cms" / "views.py").write_text(PYTHON)
    (tmp_path / "cms" / "migrations" / "0001.py").write_text('_("From a migration")')
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def path(root, settings):
    """The catalogue of that tree."""
    settings.LOCALE_PATHS = [root / "locale"]
    return catalogues()[0]


def update(root):
    call_command("update_catalogue", root=root, verbosity=0)


def check(root):
    call_command("update_catalogue", root=root, check=True)


def translate(path, **texts):
    """Translate every entry by itself, but those named by their English text."""
    catalogue = read(path)
    for entry in catalogue:
        text = texts.get(entry.msgid, entry.msgid_plural or entry.msgid)
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
    write(catalogue, path)


def test_extract__finds_messages_of_python_and_templates(root):
    found = extract(root, ["cms", "templates"])
    assert set(found) == {
        (None, "Departments"),
        (None, "One line, and the next"),
        (None, "%(n)d page"),
        ("weekday", "Sun"),
        ("print", "%d sheet"),
        ("hours", "Open"),
        (None, "Search"),
        (None, "Contents"),
        (None, "%(number)s result for %(name)s"),
    }
    assert found[None, "%(number)s result for %(name)s"].plural == "%(number)s results for %(name)s"
    assert found["print", "%d sheet"].plural == "%d sheets"
    assert found[None, "Departments"].files == {"cms/views.py", "templates/page.html"}


def test_update__keeps_translations_and_drops_what_no_source_holds(root, path):
    update(root)
    translate(path, Departments="部门")
    catalogue = read(path)
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="已删"))
    catalogue.append(polib.POEntry(msgid="Of a library", msgstr="库中文字", tcomment="kept: of Wagtail"))
    write(catalogue, path)
    (root / "cms" / "more.py").write_text('_("New here")')
    update(root)
    texts = {entry.msgid: entry.msgstr for entry in read(path)}
    assert texts["Departments"] == "部门"
    assert texts["Of a library"] == "库中文字"
    assert texts["New here"] == ""
    assert "Gone" not in texts


def test_update__is_stable_when_nothing_changed(root, path):
    update(root)
    before = path.read_bytes()
    update(root)
    assert path.read_bytes() == before


def test_update__compiles_what_gettext_reads(root, path):
    update(root)
    translate(path, Departments="部门")
    with compile_catalogue(path).open("rb") as compiled:
        catalogue = system_gettext.GNUTranslations(compiled)
    assert catalogue.gettext("Departments") == "部门"
    assert catalogue.ngettext("%(n)d page", "%(n)d pages", 1) == "%(n)d pages"


def test_check__passes_when_everything_is_translated(root, path, capsys):
    update(root)
    translate(path)
    check(root)
    assert "9 messages" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "translation", "problem"),
    [
        ("Departments", "", "untranslated: “Departments”"),
        ("%(n)d page", "几页", "placeholders differ in “几页”: “%(n)d page”"),
        ("%(n)d page", "%(m)d 页", "placeholders differ"),
        ("%d sheet", "张", "placeholders differ in “张”: “%d sheet” (context “print”)"),
    ],
)
def test_check__fails_and_names_the_entry_when_it_is_not_right(root, path, capsys, text, translation, problem):
    update(root)
    translate(path, **{text: translation})
    with pytest.raises(CommandError, match="make messages"):
        check(root)
    assert problem in capsys.readouterr().err


def test_check__fails_when_an_entry_is_missing(root, path, capsys):
    update(root)
    translate(path)
    (root / "cms" / "more.py").write_text('_("New here")')
    with pytest.raises(CommandError):
        check(root)
    assert "missing: “New here”" in capsys.readouterr().err


def test_check__fails_when_an_entry_is_fuzzy(root, path):
    update(root)
    translate(path)
    catalogue = read(path)
    catalogue.find("Departments").flags.append("fuzzy")
    messages = extract(root, ["cms", "templates"])
    assert problems(catalogue, messages) == ["fuzzy: “Departments”"]
    merge(catalogue, messages)
    assert problems(catalogue, messages) == ["fuzzy: “Departments”"]


def test_admin_scripts__speak_chinese_where_wagtail_does_not(admin_client):
    answer = admin_client.get("/admin/jsi18n/").content.decode()

    assert f'"Changes have been autosaved.": {json.dumps("修改已自动保存。")}' in answer
