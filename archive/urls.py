"""Addresses of the pages of articles and entities; numbers and slugs never change."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from archive import views
from archive.sitemaps import SITEMAPS

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/<path:rest>/", views.article_elsewhere),
    path("provinces/", views.provinces, name="provinces"),
    path("provinces/<slug:slug>/", views.province, name="province"),
    path("markets/", views.markets, name="markets"),
    path("markets/<slug:slug>/", views.market, name="market"),
    path("products/", views.products, name="products"),
    path("products/<slug:slug>/", views.product, name="product"),
    path("quotes/", views.quotes, name="quotes"),
    path("figures/", views.figures, name="figures"),
    path("officials/", views.officials, name="officials"),
    path("officials/<int:pk>/", views.official, name="official"),
    path("organizations/<int:pk>/", views.organization, name="organization"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("help/", views.help_page, name="help"),
    path("help/words/", views.words, name="words"),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
