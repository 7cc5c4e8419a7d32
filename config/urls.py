"""All addresses of the site; the contract is in docs/addresses.md."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from config.api import api
from config.styleguide import scheme_css, styleguide
from search.insights import insights

urlpatterns = [
    path("", include("archive.urls")),
    path("", include("search.urls")),
    path("insights/", insights, name="insights"),
    path("api/v1/", api.urls),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("styleguide/", styleguide, name="styleguide"),
    re_path(r"^styleguide/(?P<scheme>light|dark)\.css$", scheme_css, name="scheme_css"),
]
handler400 = "archive.views.bad_request"
handler403 = "archive.views.forbidden"
handler404 = "archive.views.not_found"
handler500 = "archive.views.server_error"
