"""The search page: `q` is what is looked for, `the` the tab, the filters are those of search_filter.py.

Of the best matches a page is named by its number (`trang`), of the newest by where the one before ended (`sau`). A page
named wrongly, or in the other list's way, is not found; an empty parameter is passed over.
"""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt

from articles.fulltext import matching
from articles.models import Edition, EditionTopic, Topic
from articles.search import BEST as FURTHEST
from articles.search import BOUND, Found, best, newest
from kernel.fulltext import Query
from kernel.paging import Cursor
from kernel.spelling import correction, vocabulary

from . import tabs
from .caching import public
from .epoch import NEWS
from .frame import Frame
from .pages import page
from .search_filter import NEWEST, ORDERS, SearchFilter
from .search_results import results
from .tabs import Tab

PAGE = 20
PARAMETERS = ("q", "the", "muc", "loai", "tacgia", "tu", "den", "xep")
# What may have been meant is looked for in the newest so many titles, and in so many names of topics.
TITLES, TOPICS = 500, 500
# From so many of the newest articles the page without a query takes topics, and so many of them.
RECENT, OFFERED = 40, 12


@csrf_exempt
def search(request: HttpRequest) -> HttpResponse:
    """What a reader looks for, in the tab of the articles or in a registered one."""
    tab = tabs.called(request.GET.get("the", ""))
    if tab is None:
        return _articles(request)
    return public(partial(_others, tab), parts=(NEWS, *tab.parts))(request)


@public
def _articles(request: HttpRequest, frame: Frame) -> HttpResponse:
    query = Query.parse(request.GET.get("q", ""))
    filters = SearchFilter(request.GET, frame)
    address = Address(filters.data, query)
    show = partial(page, "reader/search.html", frame, query=query, filters=filters, address=address)
    if filters.is_malformed:
        return show(status=400)
    if not filters.is_valid() or not (query.terms or filters.values):
        # There is no list here, and no page of one.
        _page_named(request, by=None)
        return show(topics=_recent_topics(frame) if filters.is_valid() else [])
    found, next_page = _find(request, query, filters, address)
    if not found.ids and not found.has_more:
        return show(found=found, suggestion=_suggestion(query, filters, address))
    # More editions than this were found; with filters nobody knows how many of them are left.
    is_very_many = found.count is None and not filters.values
    rows = results(found.ids, query, frame)
    context = {"results": rows, "is_very_many": is_very_many, "bound": BOUND}
    context["as_typed"] = _as_typed(query, address) if any(row.is_other for row in rows) else None
    return show(found=found, next_page=next_page, **context)


def _others(tab: Tab, request: HttpRequest, frame: Frame) -> HttpResponse:
    query = Query.parse(request.GET.get("q", ""))
    address = Address(request.GET, query)
    number = _number(_page_named(request, by="trang"), tabs.MAX_PAGE)
    finds = tab.find(query, frame, number)
    next_page = address.to(trang=number + 1) if finds.has_more and number < tabs.MAX_PAGE else None
    context = {"query": query, "address": address, "tab": tab, "finds": finds, "next_page": next_page}
    return page("reader/search_tab.html", frame, **context)


def _find(request: HttpRequest, query: Query, filters: SearchFilter, address: "Address") -> tuple[Found, str | None]:
    """The page that the address asks for, and where the next one is. A page after the last is not found."""
    if filters.order == NEWEST or not query.terms:
        cursor = _cursor(_page_named(request, by="sau"))
        found = newest(filters.search(query), cursor, size=PAGE)
        is_first, onward = cursor is None, {"sau": found.next}
    else:
        number = _number(_page_named(request, by="trang"), FURTHEST // PAGE)
        found = best(filters.search(query), number, size=PAGE)
        is_first, onward = number == 1, {"trang": number + 1}
    if not is_first and not found.ids and not found.has_more:
        raise Http404
    return found, address.to(**onward) if found.has_more else None


def _page_named(request: HttpRequest, *, by: str | None) -> str:
    """What names the page of a list, "" for its first one; what names pages of other lists leads nowhere."""
    given = {name: request.GET[name] for name in ("trang", "sau") if request.GET.get(name)}
    if given.keys() - {by}:
        raise Http404
    return given.get(by, "")


def _cursor(text: str) -> Cursor | None:
    cursor = Cursor.parse(text)
    if cursor is None and text:
        raise Http404
    return cursor


def _number(text: str, last: int) -> int:
    text = text or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= last):
        raise Http404
    return int(text)


# --- Ways on ---------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """A way to another page of the search; `is_current`: this one."""

    name: str
    url: str
    is_current: bool = False


class Address:
    """The parameters of a search page, and the addresses of its neighbours."""

    def __init__(self, parameters: QueryDict, query: Query) -> None:
        self.values = {name: parameters[name] for name in PARAMETERS if parameters.get(name)}
        self.values["q"] = query.text

    def to(self, **changes: object) -> str:
        """This page with some parameters changed."""
        return "?" + urlencode(self.values | changes)

    @property
    def without_filters(self) -> str:
        return "?" + urlencode({name: self.values[name] for name in ("q", "xep") if name in self.values})

    @property
    def orders(self) -> list[Link]:
        current = self.values.get("xep") or ORDERS[0][0]
        return [Link(name, self.to(xep=key), key == current) for key, name in ORDERS]

    @property
    def tabs(self) -> list[Link]:
        """The tabs, none if there are only articles."""
        known = {"": pgettext("tab", "Articles")} | {tab.key: tab.name for tab in tabs.registered()}
        here = self.values.get("the", "")
        current = here if here in known else ""
        links = [
            Link(name, "?" + urlencode({"q": self.values["q"]} | ({"the": key} if key else {})), key == current)
            for key, name in known.items()
        ]
        return links if len(links) > 1 else []


def _as_typed(query: Query, address: Address) -> Link:
    """The same search without other spellings."""
    return Link(query.exactly, address.to(q=query.exactly))


# --- When there is nothing to show --------------------------------------------------


def _suggestion(query: Query, filters: SearchFilter, address: "Address") -> Link | None:
    """Words near the query that do find something with these filters; None if there are none. A few queries."""
    if not query.terms:
        return None
    known = vocabulary(_texts(filters.frame))
    text = correction(query, known, lambda word: bool(matching(Query(terms=((word,),)), limit=1)))
    if not text or not best(filters.search(Query.parse(text)), 1, size=1).ids:
        return None
    return Link(text, address.to(q=text))


def _texts(frame: Frame) -> list[str]:
    """Where readers' words are compared with: the newest titles, the names of sections and public topics."""
    listed = Edition.objects.listed(frame.moment).order_by("-listed_at", "-article_id")
    is_public = Exists(EditionTopic.objects.filter(topic=OuterRef("pk"), live_from__lte=frame.moment))
    topics = Topic.objects.filter(is_public).order_by("-pk").values_list("name", flat=True)
    names = [section.name for section in frame.sections.values()]
    return [*names, *topics[:TOPICS], *listed.values_list("title", flat=True)[:TITLES]]


def _recent_topics(frame: Frame) -> list[Link]:
    """The topics of the newest articles, those of most of them first, as searches. One query."""
    listed = Edition.objects.listed(frame.moment).order_by("-listed_at", "-article_id")
    rows = listed.with_names().values_list("topic_names", flat=True)[:RECENT]
    names = [topic["name"] for topics in rows for topic in topics or []]
    often = sorted(dict.fromkeys(names), key=names.count, reverse=True)
    return [Link(name, "?" + urlencode({"q": f'"{name}"'})) for name in often[:OFFERED]]
