"""The places of rights in the admin: their pages, the menu, each object's row in its list, the desk."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN
from cms.access.sharing import panel  # noqa: F401
from cms.access.sharing.addresses import LIST, OBJECT, REVOKE, rights_url
from cms.access.sharing.rules import keeps_rights, sees_rights
from cms.access.sharing.views import GrantsView, RevokeView, RightsView
from cms.access.signin.fresh import ask_again_before

know(OPEN, LIST, OBJECT, REVOKE)
ask_again_before(OBJECT, REVOKE)


@hooks.register("register_admin_urls")
def rights_urls():
    """The list, the rights on one object, the revocation of one."""
    return [
        path("rights/", GrantsView.as_view(), name=LIST),
        path("rights/<str:label>/<int:number>/", RightsView.as_view(), name=OBJECT),
        path("rights/<str:label>/<int:number>/revoke/<slug:kind>/<int:key>/", RevokeView.as_view(), name=REVOKE),
    ]


class RightsMenuItem(MenuItem):
    """An entry for who keeps rights."""

    def is_shown(self, request):
        return keeps_rights(request.user)


@hooks.register("register_admin_menu_item")
def rights_menu_item():
    """In the main menu."""
    return RightsMenuItem(_("Granted rights"), reverse(LIST), icon_name="key", order=715)


@hooks.register("register_snippet_listing_buttons")
def rights_button(snippet, user, next_url=None):
    """Beside each shared object of a list."""
    if sees_rights(user, snippet):
        yield Button(_("Rights"), rights_url(snippet), icon_name="key", priority=60)
