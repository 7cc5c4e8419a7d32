"""All addresses of the site; the contract is in docs/addresses.md."""

from django.contrib import admin
from django.urls import include, path

from config.api import api
from search.insights import insights

urlpatterns = [
    path("", include("archive.urls")),
    path("", include("search.urls")),
    path("insights/", insights, name="insights"),
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
]
handler400 = "archive.views.bad_request"
handler403 = "archive.views.forbidden"
handler404 = "archive.views.not_found"
handler500 = "archive.views.server_error"
