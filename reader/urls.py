from django.urls import path, re_path

from articles.models.section import RESERVED_SLUGS

from . import views

app_name = "reader"

SLUG = "[-a-zA-Z0-9_]+"
OURS = rf"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})(?:/|$))"

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:section>/<slug:slug>-<int:id>.html", views.article, name="article"),
    re_path(rf"^(?P<path>{SLUG}(?:/{SLUG})?)/$", views.section, name="section"),
    # Other spellings, which the views redirect. Without a slash at the end they are answered here too: Django's
    # own redirect would answer 301 to every unknown path.
    re_path(rf"^{OURS}(?:[^/]*/){{0,2}}(?:[^/]*-)?(?P<id>[0-9]{{1,19}})\.html$", views.article),
    re_path(rf"^{OURS}(?P<path>{SLUG}(?:/{SLUG})?)$", views.section),
]
