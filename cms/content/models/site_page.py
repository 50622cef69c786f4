from django.db import transaction
from django.utils.functional import cached_property
from wagtail.models import Page, PagePermissionTester

from cms.content.labels import Labels
from cms.content.passages import Passages
from cms.content.trail import breadcrumb, trail_of
from cms.delivery.roots import root_map


class SitePage(Page):
    """What every page of every site shares: its place on the site, its labels, its permission rules.

    `serve_related` names the relations that one page of the type needs, so that serving it takes one statement.
    `derived_fields` are written by the system and say nothing that an approval could approve.
    `permission_tester_class` is the seam through which the access rules reach every page type, `admin_title` that
    through which they say what a person in the admin reads as a page's title.
    """

    derived_fields = ()
    serve_related = ("locale",)
    permission_tester_class = PagePermissionTester
    admin_title = staticmethod(lambda page: page.draft_title or page.title)
    show_in_menus_default = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """What the gate opened for a public page is closed when its last child row is written."""
        if not self.live:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            Passages.close(self)
        return result

    def permissions_for_user(self, user):
        """The one tester of page permissions, the same for every page type."""
        return self.permission_tester_class(user, self)

    def get_admin_display_title(self):
        """The title in the admin, for who reads it."""
        return self.admin_title(self)

    @classmethod
    def theme_templates(cls, theme):
        """The templates to try: the theme's own first, then the one that every site shares."""
        name = f"{cls._meta.app_label}/{cls.template_name()}.html"
        return [f"themes/{theme}/{name}", name] if theme else [name]

    @classmethod
    def template_name(cls):
        """The template's file name: the model's, in words joined by underscores, without its last word."""
        words = "".join(f"_{char.lower()}" if char.isupper() else char for char in cls.__name__).strip("_")
        return words.removesuffix("_page") or words

    def get_template(self, request, *args, **kwargs):
        """Templates in the order of the site's theme."""
        chrome = getattr(request, "chrome", None)
        return self.theme_templates(chrome.theme if chrome else "")

    def get_context(self, request, *args, **kwargs):
        """The template's context: the page, the way to it and its labels; subclasses add what they show."""
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumb"] = breadcrumb(self.trail(request), root_map())
        chrome = getattr(request, "chrome", None)
        organiser = (chrome.organiser or chrome.site_name) if chrome else ""
        context["labels"] = [*(chrome.labels if chrome else ()), *self.label_set().as_list(organiser)]
        return context

    def trail(self, request):
        """The pages from the home page down to this one, as found when it was served, or read for a preview."""
        trail = getattr(request, "trail", None)
        return trail if trail and trail[-1].pk == self.pk else trail_of(self)

    def publication_obstacles(self):
        """Sentences that say why this page may never become public, whoever approves it; none for most pages."""
        return []

    def label_set(self):
        """The page labels of domain §5 that this type of page owes."""
        return Labels()

    @cached_property
    def public_url(self):
        """The canonical address, with its host, or None outside every site."""
        root = root_map().root_of(self.url_path)
        return root_map().url_for(self.url_path) if root else None

    @property
    def language_code(self):
        """The language the page is written in."""
        return self.locale.language_code
