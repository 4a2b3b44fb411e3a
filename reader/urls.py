from django.urls import include, path, re_path

from articles.models.section import RESERVED_SLUGS

from . import archive, names, office, views
from .beacon import beacon
from .design import design
from .search import search

app_name = "reader"

SLUG = "[-a-zA-Z0-9_]+"
DATE = r"^ngay/(?P<year>[0-9]{1,4})(?:/(?P<month>[0-9]{1,2})(?:/(?P<day>[0-9]{1,2}))?)?/?$"
OURS = rf"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})(?:/|$))"

urlpatterns = [
    path("", views.home, name="home"),
    path("tim-kiem/", search, name="search"),
    path("luot-doc/", beacon, name="beacon"),
    path("<slug:section>/<slug:slug>-<int:id>.html", views.article, name="article"),
    # Topics and authors.
    path("chu-de/", names.topics, name="topics"),
    path("chu-de/<slug:slug>-<int:id>/", names.topic, name="topic"),
    re_path(r"^chu-de/(?:[^/]*-)?(?P<id>[0-9]{1,19})/?$", names.topic),
    path("tac-gia/", names.authors, name="authors"),
    path("tac-gia/<slug:slug>/", names.author, name="author"),
    re_path(rf"^tac-gia/(?P<slug>{SLUG})$", names.author),
    # The archive: any way to write a date is answered, all but one by a redirect.
    path("ngay/", archive.archive, name="archive"),
    re_path(DATE, archive.period),
    # The paper itself.
    path("toa-soan/", office.masthead, name="masthead"),
    path("lien-he/", office.contact, name="contact"),
    path("so-do-trang/", office.sitemap, name="sitemap"),
    path("", include("reader.urls_for_machines")),
    path("design/", design, name="design"),
    # Sections come last: they may have any name that is none of the above.
    re_path(rf"^{OURS}(?P<path>{SLUG}(?:/{SLUG})?)/$", views.section, name="section"),
    # Other spellings, which the views redirect. Without a slash at the end they are answered here too: Django's
    # own redirect would answer 301 to every unknown path.
    re_path(rf"^{OURS}(?:[^/]*/){{0,2}}(?:[^/]*-)?(?P<id>[0-9]{{1,19}})\.html$", views.article),
    re_path(rf"^{OURS}(?P<path>{SLUG}(?:/{SLUG})?)$", views.section),
]
