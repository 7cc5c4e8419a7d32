"""Addresses of the search."""

from django.urls import path, re_path

from archive.exporting import FORMATS
from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/facets/<slug:name>/", views.facet, name="facet"),
    path("search/why/<int:pk>/", views.why, name="why"),
    re_path(rf"^search/export\.(?P<kind>{'|'.join(FORMATS)})$", views.export, name="export"),
    path("search/feed.atom", views.feed, name="feed"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
