"""A snippet of a department for the tests of the seam: the product's own base over a small model that exists anyway."""

import sys
from types import ModuleType

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import FieldPanel
from wagtail.utils.urlpatterns import decorate_urlpatterns

import cms.urls
from cms.access.policies import DepartmentPolicy
from cms.access.viewsets import DepartmentOwnedViewSet
from cms.organisation.models import LiaisonOfficer
from cms.organisation.roles import DEPARTMENT_ROLES, Role

RIGHTS = {
    "view": DEPARTMENT_ROLES,
    "add": (Role.WEBMASTER,),
    "change": (Role.WEBMASTER,),
    "delete": (Role.WEBMASTER,),
}


class OfficerViewSet(DepartmentOwnedViewSet):
    """Every view that a snippet of a department can have; portal editors look, webmasters write their own."""

    model = LiaisonOfficer
    icon = "user"
    sort_order_field = "sort_order"
    inspect_view_enabled = True
    copy_view_enabled = True
    list_display = ["name", "office"]
    panels = [FieldPanel("department"), FieldPanel("name"), FieldPanel("office"), FieldPanel("phone")]
    permission_policy = DepartmentPolicy(LiaisonOfficer, roles=RIGHTS, provincial={"view": (Role.PORTAL_EDITOR,)})


def urlconf_with(viewset):
    """The name of a URL configuration that holds the product's addresses and those of the viewset."""
    chooser = viewset.chooser_viewset
    own = [
        path(f"admin/{each.url_prefix}/", include((each.get_urlpatterns(), each.url_namespace)))
        for each in (viewset, chooser)
    ]
    module = ModuleType("tests_access_urls")
    module.urlpatterns = [*decorate_urlpatterns(own, require_admin_access), *cms.urls.urlpatterns]
    sys.modules[module.__name__] = module
    return module.__name__
