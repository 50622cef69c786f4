"""People at their browsers, and the tree that their work needs."""

from importlib import import_module

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Collection, Locale, Page

from cms.approval.models import ProcedureRule
from tests.factories import PASSWORD


def ensure_roots():
    """A database that an earlier browser test emptied has no roots of pages and collections, and no procedures."""
    Locale.objects.get_or_create(language_code="zh-hans")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=Locale.objects.get(language_code="zh-hans")))
    if not Collection.objects.exists():
        Collection.add_root(instance=Collection(name="Root"))
    if not ProcedureRule.objects.exists():
        import_module("cms.approval.migrations.0007_procedure_rules").fill(apps, None)


def label(message):
    """What a message is called in the language of the admin."""
    with translation.override("zh-hans"):
        return gettext(message)


class Person:
    """One person, signed in, in a browser of their own."""

    def __init__(self, tab, sites, user):
        self.tab, self.sites, self.user = tab, sites, user
        self.open("/admin/login/")
        tab.fill("input[name=username]", user.username)
        tab.fill("input[name=password]", PASSWORD)
        tab.click("button[type=submit]")
        tab.wait_for_url(sites.url("/admin/"))

    def open(self, path):
        """Go to an address of the admin, or to a full one."""
        return self.tab.goto(path if path.startswith("http") else self.sites.url(path))

    def press(self, name, role="button"):
        """Press what is called so."""
        self.tab.get_by_role(role, name=label(name)).first.click()

    def post(self, path, data):
        """Send a form by hand, as one who knows the address would; the answer, followed to its end."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.tab.context.cookies()}
        url = self.sites.url(path)
        headers = {"X-CSRFToken": cookies["csrftoken"], "Referer": url}
        return self.tab.context.request.post(url, form=data, headers=headers)

    def reads(self, path):
        """The text of an address, as this person sees it."""
        self.open(path)
        return self.tab.locator("body").inner_text()
