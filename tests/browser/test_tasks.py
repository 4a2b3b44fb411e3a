"""What a day's tasks cost a practised person, from the admin's first page to the confirmation (docs/tasks.md)."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.content import content_of
from articles.models import Article, ArticleWords, Edition, Section
from articles.publishing import publish
from kernel.text import fold
from media.models import Photo
from newsroom.roles import install_roles
from tests import factories
from tests.browser.hands import Hands
from tests.conftest import account

# The counts are those of the page, whatever the database.
pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[User], Page]
TASKS = Path(settings.BASE_DIR) / "docs" / "tasks.md"
ROW = re.compile(r"^\| (?P<number>\d)\. [^|]*\| (?P<counts>[\d /]+) \| (?P<sum>[\d.]+) s \| (?P<most>[\d.]+) s", re.M)

EDITOR = ".dynamic-articles_text_set .ProseMirror[contenteditable=true]"
PARAGRAPHS = [
    "Bốn giờ sáng, những chiếc ghe đầu tiên đã neo kín khúc sông trước chợ.",
    "Bà Sáu Lành chèo ghe từ Phong Điền xuống, mang theo ba trăm ký khóm.",
    "Năm nay nước lớn, trái cây chín sớm hơn mọi năm nửa tháng.",
    "Khách ở thành phố về xem chợ đông gấp đôi so với năm ngoái.",
    "Mỗi ghe treo một cây bẹo, bán thứ gì thì treo thứ đó lên cao.",
    "Đến tám giờ, nắng lên, chợ vãn dần, ghe lớn ghe nhỏ tản ra các ngả.",
    "Chợ sẽ họp như vậy cho đến hết tháng Chạp rồi nghỉ ba ngày Tết.",
]
PASTED = "\n\n".join(("Chợ nổi rộn ràng mùa khóm chín", "Thương hồ về đông, giá trái cây giữ vững.", *PARAGRAPHS))


@pytest.fixture
def thu(transactional_db: None) -> User:
    """The managing editor; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return account("thu", "Thư ký tòa soạn", first_name="Thu")


def approved(title: str, *blocks: dict, live: bool = False, **fields: object) -> Article:
    """An approved article, that readers see or that waits for its publication."""
    row = factories.article(title, *blocks, **fields)
    Article.objects.filter(pk=row.pk).update(status=Article.Status.READY, status_since=timezone.now())
    row.refresh_from_db()
    if live:
        publish(row, by=None)
    return row


def check(number: int, hands: Hands) -> None:
    """What was counted stands in the document, and is no more than the task may cost."""
    row = next(row for row in ROW.finditer(TASKS.read_text()) if row["number"] == str(number))
    cost = hands.cost
    assert (" / ".join(map(str, cost)), f"{cost.seconds:.2f}") == (row["counts"], row["sum"])
    assert cost.seconds <= float(row["most"])


# --- What several tasks have in common ------------------------------------------


def open_by_words(hands: Hands, words: str) -> None:
    """Find an article by words, and open the first that is found."""
    page = hands.page
    expect(page.locator("#first-search")).to_be_focused()
    hands.type(words)
    hands.press("Enter")
    expect(page.locator("#result_list .field-title a").first).to_be_focused()
    hands.decide("it is the one that is meant")
    hands.press("Enter")
    page.locator(EDITOR).first.wait_for()


def publish_by_keyboard(hands: Hands) -> None:
    """Publish at once what was written, and see that it is out."""
    hands.press("Control+Enter")
    dialog = hands.page.locator(".desk-dialog")
    hands.sees_dialog(dialog)
    expect(dialog.locator("button.default")).to_be_focused()
    hands.decide("nothing is missing, and it goes out now")
    hands.press("Enter")
    expect(hands.page.locator(".messagelist .success .copier")).to_be_visible()


def choose(hands: Hands, box: Locator, words: str) -> None:
    """Find something by typing in a list that is searched, and take the first that is found."""
    hands.click(box)
    hands.type(words)
    found = hands.page.locator(".select2-results__option--highlighted:not(.loading-results)")
    expect(found).to_contain_text(words, ignore_case=True)
    hands.decide("it is the one that is meant")
    hands.press("Enter")


def caption(page: Page, number: int) -> Locator:
    return page.locator(".dynamic-articles_figure_set").nth(number).locator('[name$="-caption"]')


# --- The tasks --------------------------------------------------------------------


def test_1_an_article_from_a_pasted_text(sign_in: SignIn, thu: User, tmp_path: Path) -> None:
    for name in ("Thời sự", "Kinh tế", "Văn hóa"):
        factories.section(name)
    author = factories.author("Trần Bình")
    topic = factories.topic("chợ nổi")
    related = approved("Lũ về đầu nguồn", live=True)
    files = [tmp_path / "ghe.jpg", tmp_path / "khom.jpg"]
    for file, color in zip(files, ("tan", "teal"), strict=True):
        file.write_bytes(factories.jpeg(color, artist="Lê Na"))
    page = sign_in(thu)
    copied(page, PASTED)

    hands = Hands(page)
    hands.click(page.locator(".first-write"))
    page.locator(EDITOR).first.wait_for()
    expect(page.locator("#id_title")).to_be_focused()
    hands.press("Control+v")
    hands.sees_dialog(page.locator("#page-dialog"))
    hands.decide("the page was understood")
    hands.press("Enter")
    expect(page.locator("#id_section")).to_be_focused()
    hands.decide("the section")
    hands.type("Kinh")
    for number, (file, words) in enumerate(zip(files, ("Ghe khóm neo kín khúc sông.", "Khóm chín."), strict=True)):
        hands.decide("where the photo stands")
        hands.drag_in(file, page.locator(f"{EDITOR} p", has_text=PARAGRAPHS[2 + 2 * number]))
        expect(caption(page, number)).to_be_focused()
        hands.type(words)
    choose(hands, page.locator("#byline-group .adding-box .select2-selection"), "Trần Bình")
    choose(hands, page.locator(".field-topics .select2-search__field"), "chợ nổi")
    choose(hands, page.locator("#related_links-group .adding-box .select2-selection"), "Lũ về")
    expect(page.locator(".dynamic-articles_figure_set img:visible")).to_have_count(2)
    publish_by_keyboard(hands)

    content = Article.objects.latest("pk").editions.get().revision.content
    assert content["section"] == Section.objects.get(name="Kinh tế").pk
    assert content["title"] == "Chợ nổi rộn ràng mùa khóm chín"
    assert content["lead"] == "Thương hồ về đông, giá trái cây giữ vững."
    assert [(block["type"], block.get("caption") or block["html"].count("<p>")) for block in content["blocks"]] == [
        ("text", 2),
        ("figure", "Ghe khóm neo kín khúc sông."),
        ("text", 2),
        ("figure", "Khóm chín."),
        ("text", 3),
    ]
    assert content["byline"]["authors"] == [author.pk]
    assert content["topics"] == [topic.pk]
    assert [link["article"] for link in content["related"]] == [related.pk]
    check(1, hands)


def copied(page: Page, text: str) -> None:
    """The text lies on the clipboard, from wherever it was copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def test_2_a_typo_in_a_live_article(sign_in: SignIn, thu: User) -> None:
    body = factories.text("<p>Lễ hội mở từ sáng sớm.</p><p>Hơn hai nghìnn người đã về dự.</p>")
    article = approved("Hội đua ghe ngo ở Sóc Trăng", body, live=True)
    approved("Hội làng vào mùa", live=True)
    hands = Hands(sign_in(thu))
    page = hands.page
    open_by_words(hands, "đua ghe ngo")
    hands.decide("where the typo is")
    hands.click_behind("nghìnn", page.locator(EDITOR))
    hands.type("", erased=1)
    expect(page.locator(EDITOR)).to_contain_text("Hơn hai nghìn người đã")
    publish_by_keyboard(hands)

    assert "Hơn hai nghìn người" in article.editions.latest("number").revision.content["blocks"][0]["html"]
    check(2, hands)


def test_3_a_draft_is_scheduled_for_tomorrow_at_six(sign_in: SignIn, thu: User) -> None:
    for title in ("Giá lúa đông xuân nhích lên", "Xe buýt đêm chạy lại", "Trường làng có thư viện"):
        article = approved(title)
    tomorrow = timezone.localdate() + timedelta(days=1)
    hands = Hands(sign_in(thu))
    page = hands.page
    line = page.locator("[aria-labelledby=box-ready] li", has_text=article.title)
    hands.decide("which article")
    hands.click(line.locator(".first-act"))
    dialog = page.locator(".desk-dialog")
    hands.sees_dialog(dialog)
    hands.decide("which hour")
    hands.click(dialog.locator(f'label:has([value="{tomorrow}T06:00"])'))
    hands.click(dialog.locator("button.default"))
    expect(page.locator(".messagelist .success")).to_contain_text("06:00")

    moment = timezone.localtime(Edition.objects.get(article=article).live_from)
    assert f"{moment:%Y-%m-%d %H:%M}" == f"{tomorrow} 06:00"
    check(3, hands)


def test_4_the_lead_photo_changes_with_its_caption_and_the_list_picture(sign_in: SignIn, thu: User) -> None:
    old = Photo.objects.add(factories.jpeg("tan"), caption="Chợ buổi trưa", photographer="Minh Hà")[0]
    new = Photo.objects.add(factories.jpeg("teal"), caption="Chợ lúc hừng đông", photographer="Lê Na")[0]
    Photo.objects.add(factories.jpeg("navy"), caption="Bến phà", photographer="Lê Na")
    blocks = [factories.figure(old, "Chợ buổi trưa"), factories.text()]
    article = approved("Chợ nổi vào mùa", *blocks, live=True, lead_photo=old)
    hands = Hands(sign_in(thu))
    page = hands.page
    open_by_words(hands, "chợ nổi vào mùa")
    hands.click(page.locator(".figure-block:visible [data-choose]"))
    picker = page.locator(".photo-dialog")
    hands.sees_dialog(picker)
    expect(picker.locator("[name=q]")).to_be_focused()
    # The newest first.
    expect(picker.locator(".photo-dialog-caption")).to_have_text(["Bến phà", "Chợ lúc hừng đông", "Chợ buổi trưa"])
    hands.type("hừng đông")
    expect(picker.locator("[data-found] button")).to_have_count(1)
    hands.decide("which photo")
    hands.press("Enter")
    expect(picker.locator("[data-found] button")).to_be_focused()
    hands.press("Enter")
    expect(caption(page, 0)).to_be_focused()
    hands.type("Ghe hàng tụ về chợ nổi lúc hừng đông.")
    hands.decide("the list picture has followed")
    expect(page.locator("#id_lead_photo")).to_have_value(str(new.pk))
    publish_by_keyboard(hands)

    content = article.editions.latest("number").revision.content
    assert content["lead_photo"]["id"] == content["blocks"][0]["photo"]["id"] == new.pk
    assert content["blocks"][0]["caption"] == "Ghe hàng tụ về chợ nổi lúc hừng đông."
    check(4, hands)


def test_5_a_story_among_two_thousand_is_found_by_its_body(sign_in: SignIn, thu: User) -> None:
    body = factories.text("<p>Trên bàn thờ vẫn còn chiếc đèn dầu của bà ngoại.</p>")
    article = approved("Ngôi nhà cổ bên rạch Cái Sơn", body, live=True)
    others = (Article(title=f"Tin vắn số {number}", section=article.section) for number in range(2_000))
    ArticleWords.objects.bulk_create(
        ArticleWords(article=row, search_text=fold(f"{row.title} chiếc đèn"))
        for row in Article.objects.bulk_create(others)
    )
    page = sign_in(thu)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    hands = Hands(page)
    expect(page.locator("#first-search")).to_be_focused()
    hands.type("chiếc đèn dầu của bà ngoại")
    hands.press("Enter")
    line = page.locator("#result_list tbody tr")
    expect(line).to_have_count(1)
    hands.decide("it is the one that is meant")
    hands.click(line.locator(".copier"))
    expect(line.locator(".copier")).to_have_attribute("role", "status")

    address = settings.SITE_URL + article.editions.get().get_absolute_url()
    assert page.evaluate("navigator.clipboard.readText()") == address
    check(5, hands)


def test_6_a_live_article_is_withdrawn_and_readers_are_told(
    sign_in: SignIn, thu: User, open_page: Callable[..., Page], live_server: object
) -> None:
    approved("Hội làng vào mùa", live=True)
    article = approved("Quán cơm hai nghìn đồng", live=True)
    hands = Hands(sign_in(thu))
    page = hands.page
    hands.decide("which article")
    hands.click(page.locator("[aria-labelledby=box-published] .first-title", has_text=article.title))
    hands.decide("what is to be done with it")
    hands.click(page.locator(".card--readers a[href$='/withdraw/']"))
    hands.sees_dialog(page.locator(".desk-dialog"))
    expect(page.locator(".desk-dialog [name=reason]")).to_be_focused()
    hands.decide("the reason")
    hands.type("Nguồn tin rút lời")
    hands.press("Tab")
    hands.type("Bài được gỡ để tòa soạn kiểm chứng lại.")
    hands.press("Control+Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()

    reader = open_page()
    response = reader.goto(live_server.url + article.editions.get(kind="publication").get_absolute_url())
    assert response.status == 410
    expect(reader.locator(".notice")).to_contain_text("Bài được gỡ để tòa soạn kiểm chứng lại.")
    check(6, hands)


def test_7_the_second_to_save_has_nothing_to_do(sign_in: SignIn, thu: User, live_server: object) -> None:
    body = factories.text("<p>Nước dâng từ đêm qua.</p><p>Học sinh nghỉ học.</p>")
    article = approved("Mưa lớn ở Huế", body)
    first, second = sign_in(account("mai", "Thư ký tòa soạn", first_name="Mai")), sign_in(thu)
    for page in (first, second):
        page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    for page, words in ((first, "đêm qua."), (second, "nghỉ học.")):
        writer = Hands(page)
        writer.click_behind(words, page.locator(EDITOR))
        writer.type(" Mưa còn kéo dài." if page is first else " Chợ vẫn họp.")
        with page.expect_navigation():
            writer.press("Control+s")

    # From the save on, which he wanted anyway.
    hands = Hands(second)
    expect(second.locator(".messagelist")).to_contain_text("Mai")
    html = content_of(Article.objects.get())["blocks"][0]["html"]
    assert html == "<p>Nước dâng từ đêm qua. Mưa còn kéo dài.</p><p>Học sinh nghỉ học. Chợ vẫn họp.</p>"
    check(7, hands)


def test_8_two_revisions_are_compared_and_the_older_is_restored(sign_in: SignIn, thu: User) -> None:
    article = approved("Phiên chợ cuối năm")
    factories.edit(article, title="Phiên chợ cuối năm vắng khách")
    factories.edit(article, lead="Sức mua năm nay giảm một nửa.")
    hands = Hands(sign_in(thu))
    page = hands.page
    hands.decide("which article")
    hands.click(page.locator("[aria-labelledby=box-ready] .first-title", has_text=article.title))
    hands.decide("which revision")
    hands.click(page.locator(".card--past a[href$='?old=1&new=3']"))
    expect(page.locator("ins").filter(has_text="vắng khách")).to_be_visible()
    hands.decide("the older one is what is wanted")
    hands.click(page.locator(".compared__side--del button"))
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Phiên chợ cuối năm")
    check(8, hands)
