"""The page that documents the design: its tokens, and the components as readers see them. Only in development."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, Section
from frontpage.arrangement import BLOCK_SIZE, PAIR, STRIP, WIDE, Block
from frontpage.stories import newest

from .frame import Frame
from .pages import page

COLOURS = (
    "paper",
    "surface",
    "ink",
    "ink-soft",
    "rule",
    "rule-strong",
    "accent",
    "accent-ink",
    "focus",
    "stage",
    "stage-soft",
    "stage-ink",
    "stage-focus",
)
SIZES = ("name", "title-xl", "title-l", "title-m", "title-s", "title-xs", "reading", "body", "small", "tiny")
SPACES = ("2xs", "xs", "s", "m", "l", "xl")
LONG = (
    "Sau ba mùa nước về muộn, người giữ đê ở mười bốn xã ven sông Thuận kể lại những đêm thức trắng canh con sóng, "
    "và vì sao họ vẫn chưa muốn rời triền đê ấy"
)


@csrf_exempt
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The newest stories of the paper in every component, and made-up ones that are hard to set."""
    if not settings.DEBUG:
        raise Http404
    frame = Frame.load(request)
    stories = frame.attach(newest(frame.moment))
    hard = _hard_to_set(frame)
    blocks = [Block(Section(name=name, slug=name), stories[:BLOCK_SIZE], name) for name in (WIDE, STRIP, PAIR)]
    return page(
        "design/design.html",
        frame,
        colours=COLOURS,
        sizes=SIZES,
        spaces=SPACES,
        stories=stories,
        blocks=[*blocks, blocks[-1]],
        hard=hard,
        senders=[story.section for story in hard if not story.section.is_news],
    )


def _hard_to_set(frame: Frame) -> list[Edition]:
    """Stories without picture or lead, with a title that is too long, or with every label."""
    paid = Section(name="Doanh nghiệp", slug="doanh-nghiep", kind=Section.Kind.COMMERCIAL)
    sent = Section(name="Thông cáo báo chí", slug="thong-cao", kind=Section.Kind.PRESS)
    news = Section(name="Khoa học - Công nghệ", slug="khoa-hoc")
    return [
        _story(frame, news, title=LONG, lead=LONG),
        _story(frame, news, title="Lũ về"),
        _story(frame, news, title="Ai giữ tiếng rao của chợ nổi?", label=Article.Label.OPINION),
        _story(frame, sent, title="Ra mắt tuyến tàu đêm Vân Hải – Hà Thuận"),
        _story(frame, paid, title="Nồi giữ nhiệt cho bếp ăn trường học", label=Article.Label.SPONSORED),
    ]


def _story(frame: Frame, section: Section, **fields: str) -> Edition:
    moment = frame.moment - timedelta(days=1)
    return Edition(section=section, article_id=0, slug="mau", first_published_at=moment, **fields)
