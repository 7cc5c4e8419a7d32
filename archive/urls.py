"""Addresses of the pages of articles and entities; numbers and slugs never change."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from archive import entity_views, report_views, statement_views, views
from archive.models import ExportMarket, Official, Organization, Product, Province, Source
from archive.sitemaps import SITEMAPS

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/cite.ris", views.cite_ris, name="cite_ris"),
    path("articles/<int:pk>/cite.bib", views.cite_bibtex, name="cite_bibtex"),
    path("articles/<int:pk>/report/", report_views.report, name="report"),
    path("articles/<int:pk>/report/thanks/", report_views.reported, name="reported"),
    path("articles/<int:pk>/<path:rest>/", views.article_elsewhere),
    path("provinces/", entity_views.provinces, name="provinces"),
    path("provinces/<slug:slug>/", entity_views.province, name="province"),
    path("provinces/<slug:slug>/feed.atom", entity_views.feed(Province)),
    path("markets/", entity_views.markets, name="markets"),
    path("markets/<slug:slug>/", entity_views.market, name="market"),
    path("markets/<slug:slug>/feed.atom", entity_views.feed(ExportMarket)),
    path("products/", entity_views.products, name="products"),
    path("products/<slug:slug>/", entity_views.product, name="product"),
    path("products/<slug:slug>/feed.atom", entity_views.feed(Product)),
    path("officials/", entity_views.officials, name="officials"),
    path("officials/<int:pk>/", entity_views.official, name="official"),
    path("officials/<int:pk>/feed.atom", entity_views.feed(Official)),
    path("organizations/", entity_views.organizations, name="organizations"),
    path("organizations/<int:pk>/", entity_views.organization, name="organization"),
    path("organizations/<int:pk>/feed.atom", entity_views.feed(Organization)),
    path("sources/", entity_views.sources, name="sources"),
    path("sources/<slug:slug>/", entity_views.source, name="source"),
    path("sources/<slug:slug>/feed.atom", entity_views.feed(Source)),
    path("quotes/", statement_views.quotes, name="quotes"),
    path("figures/", statement_views.figures, name="figures"),
    path("help/", views.help_page, name="help"),
    path("help/words/", views.words, name="words"),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
