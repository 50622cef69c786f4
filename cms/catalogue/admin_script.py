"""The messages of the admin's scripts: Wagtail's own, and in djangojs.po those that it does not translate."""

from django.conf import settings
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response


class AdminScriptCatalogue(JavaScriptCatalog):
    """The catalogue that the admin's pages load; ours is read after Wagtail's and so completes it."""

    packages = ["wagtail.admin"]

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


_catalogue = AdminScriptCatalogue.as_view()


def admin_script_catalogue(request):
    """The catalogue in the language that the account prefers."""
    return get_localized_response(_catalogue, request)
