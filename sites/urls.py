"""Addresses of every site beside its pages."""

from django.urls import path

from sites.views import sitemap

urlpatterns = [path("sitemap/", sitemap.site_map, name="site_map")]
machine_urlpatterns = [
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:language>-<int:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
]
