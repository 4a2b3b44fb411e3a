"""What the demo's people say to each other about what they are working on."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib.auth.models import User

from articles.content import content_of
from articles.models import Article
from desk import noting


@dataclass(frozen=True)
class Talk:
    """A thread of notes as (who, text), on the article or its first block, perhaps resolved by somebody."""

    said: tuple[tuple[str, str], ...]
    on_block: bool = False
    resolved_by: str = ""


TALKS = {
    "Trường vùng cao mở thư viện trên xe tải": (
        Talk(
            (
                ("bientap", "@phongvien Thầy lái xe tên gì, dạy trường nào? Câu đầu nên có tên thầy."),
                ("phongvien", "@bientap Em đang xin phép thầy cho nêu tên, chiều nay em bổ sung."),
            ),
            on_block=True,
        ),
        Talk((("thuky", "@phongvien Có ảnh các em đang chọn sách thì làm ảnh chính nhé."),)),
    ),
    "Bệnh viện huyện khám từ xa với tuyến trên mỗi sáng thứ ba": (
        Talk((("phongvien", "@bientap Số mười bốn người em lấy từ sổ khám sáng nay."),), resolved_by="bientap"),
    ),
}


def load_notes(article: Article) -> None:
    """Write the notes of one of these articles; nothing if one of the people is not there."""
    people = {user.username: user for user in User.objects.filter(username__in=["phongvien", "bientap", "thuky"])}
    if len(people) == 3:
        for talk in TALKS.get(article.title, ()):
            _load(talk, article, people)


def _load(talk: Talk, article: Article, people: dict[str, User]) -> None:
    block = content_of(article)["blocks"][0]["uid"] if talk.on_block else None
    (who, text), *answers = talk.said
    thread = noting.write(article, text, by=people[who], key=uuid4(), block=block)
    for who, text in answers:
        noting.answer(thread, text, by=people[who], key=uuid4())
    if talk.resolved_by:
        noting.resolve(thread, by=people[talk.resolved_by])
