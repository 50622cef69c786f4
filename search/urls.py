from django.urls import path

from search import machine, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/feed/", machine.SearchFeed(), name="search_feed"),
    path("search/results.json", machine.results_json, name="search_json"),
    path("search/opensearch.xml", machine.description, name="search_description"),
    path("search/suggest/", machine.suggestions, name="search_suggest"),
]
