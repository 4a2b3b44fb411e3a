"""What the demo's people are working on: articles on their way to a publication, by the workflow's own verbs."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User

from articles import workflow
from articles.content import apply, digest
from articles.models import Article, Author, Section
from articles.revising import record
from articles.workflow import Act

from .notes import load_notes

# Whose sections an editor decides on, and under which name a reporter signs.
EDITED = {"bientap": ("kinh-te", "xa-hoi")}
SIGNS = {"phongvien": "hoai-an"}


@dataclass(frozen=True)
class Piece:
    """An article, and what was done with it: (who, act, note)."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    section: str
    acts: tuple[tuple[str, Act, str], ...] = field(default=())


PIECES = (
    Piece(
        "Chợ nổi tìm khách trẻ bằng những chuyến đò đêm",
        "Mỗi tối cuối tuần, mười hai chiếc đò gắn đèn chở khách đi ăn khuya trên sông.",
        ("Bà Sáu Lành bán bún trên sông đã ba mươi năm.", "Khách trẻ tới nhiều hơn từ đầu mùa nước nổi."),
        "nong-nghiep",
    ),
    Piece(
        "Giá cà phê giảm ba phiên liền, nông dân vẫn chưa bán",
        "Kho của nhiều hộ còn đầy, dù giá đã lùi so với tuần trước.",
        ("Đại lý thu mua cho biết lượng hàng về chỉ bằng nửa năm ngoái.", "Nhiều hộ chờ hợp đồng xuất khẩu mới."),
        "thi-truong",
        (("phongvien", Act.SUBMIT, ""),),
    ),
    Piece(
        "Trường vùng cao mở thư viện trên xe tải",
        "Chiếc xe chở hai nghìn cuốn sách đi qua bảy điểm trường mỗi tháng.",
        ("Thầy giáo dạy văn là người lái xe.", "Học sinh được mượn sách trong hai tuần."),
        "giao-duc",
        (
            ("phongvien", Act.SUBMIT, ""),
            ("bientap", Act.SEND_BACK, "Cần thêm ý kiến của phòng giáo dục và số học sinh được mượn sách."),
        ),
    ),
    Piece(
        "Bệnh viện huyện khám từ xa với tuyến trên mỗi sáng thứ ba",
        "Người bệnh ở xa không còn phải đi hai trăm cây số để gặp bác sĩ chuyên khoa.",
        ("Buổi khám đầu tiên có mười bốn người đăng ký.", "Đường truyền do bưu điện huyện hỗ trợ."),
        "y-te",
        (("phongvien", Act.SUBMIT, ""), ("bientap", Act.MARK_READY, "")),
    ),
)


def load_work() -> None:
    """Assign sections and names, and put the pieces where they stand; nothing without the demo's accounts."""
    people = {user.username: user for user in User.objects.filter(username__in=[*EDITED, *SIGNS])}
    if set(people) != {*EDITED, *SIGNS}:
        return
    for username, slugs in EDITED.items():
        people[username].edited_sections.add(*Section.objects.filter(slug__in=slugs))
    for username, slug in SIGNS.items():
        Author.objects.filter(slug=slug, user=None).update(user=people[username])
    for piece in PIECES:
        _load(piece, people)


def _load(piece: Piece, people: dict[str, User]) -> None:
    writer = people["phongvien"]
    article, is_new = Article.objects.get_or_create(
        import_digest=digest(f"demo:{piece.title}"), defaults={"title": piece.title, "created_by": writer}
    )
    if not is_new:
        return
    content = {
        "title": piece.title,
        "lead": piece.lead,
        "section": Section.objects.get(slug=piece.section).pk,
        "topics": [],
        "byline": {"prefix": "", "authors": [Author.objects.get(user=writer).pk], "source": ""},
        "blocks": [{"type": "text", "html": "".join(f"<p>{words}</p>" for words in piece.paragraphs)}],
        "related": [],
    }
    apply(content, article)
    record(article, author=writer)
    for who, act, note in piece.acts:
        workflow.do(act, article, by=people[who], note=note)
    load_notes(article)
