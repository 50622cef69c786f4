"""Addresses: the admin and its services without a language, public pages with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.access.signin.views.sign_in import sign_in_instead
from cms.approval.gate.serving import serve_original, serve_size
from cms.catalogue.admin_script import admin_script_catalogue
from cms.delivery.leaving import leave
from cms.delivery.serve import serve
from sites.urls import machine_urlpatterns

handler404 = "cms.delivery.missing.not_found"
urlpatterns = [
    path("admin/jsi18n/", admin_script_catalogue),
    path("admin/", include("cms.access.signin.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *machine_urlpatterns,
    re_path(r"^media/(?P<path>images/.*)$", serve_size),
    re_path(r"^media/(?P<path>original_images/.*)$", serve_original),
]
urlpatterns += i18n_patterns(
    path("leave/", leave, name="leaving"),
    path("", include("sites.urls")),
    path("", include("search.urls")),
    path("_util/login/", sign_in_instead),
    re_path(r"^((?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
