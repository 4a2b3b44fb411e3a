"""What machines read: feeds, sitemaps, the manifest, icons."""

from django.urls import path, re_path

from . import feeds, icons, manifest, name_card, sitemaps

SLUG = "[-a-zA-Z0-9_]+"
MONTH = "[12][0-9]{3}-(?:0[1-9]|1[0-2])"
# A month's first shard has no number.
FURTHER = "[2-9]|[1-9][0-9]{1,3}"
NUMBER = "[1-9][0-9]{0,8}"
# iPhones ask for several sizes and take any.
TOUCH_ICON = "apple-touch-icon(?:-[0-9]{2,3}x[0-9]{2,3})?(?:-precomposed)?"

urlpatterns = [
    path("rss/", feeds.all_feeds, name="feeds"),
    re_path(
        rf"^(?P<format>rss|atom)/(?P<name>tin-moi|(?:chuyen-muc|tac-gia|chu-de)/{SLUG})\.xml$", feeds.feed, name="feed"
    ),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(rf"^sitemap-chu-de-(?P<number>{NUMBER})\.xml$", sitemaps.topics, name="sitemap_topics"),
    re_path(rf"^sitemap-tac-gia-(?P<number>{NUMBER})\.xml$", sitemaps.authors, name="sitemap_authors"),
    re_path(rf"^sitemap-(?P<shard>{MONTH}(?:-(?:{FURTHER}))?)\.xml$", sitemaps.month, name="sitemap_month"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("ten-bao.png", name_card.name_card, name="name_card"),
    path("favicon.ico", icons.icon, {"name": "favicon.ico"}),
    re_path(rf"^{TOUCH_ICON}\.png$", icons.icon, {"name": "apple-touch-icon.png"}),
    re_path(r"^\.well-known/", icons.nothing),
]
