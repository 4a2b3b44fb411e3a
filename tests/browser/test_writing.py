"""Writing in the article's form, in a real browser: pasting, typing, finding, links, dropped photos, shortcuts."""

import base64
from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.content import content_of
from articles.models import Article, Topic
from articles.publishing import publish
from kernel.text import slugify
from media.models import Photo
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

# As Word writes it, shortened: conditional comments, o:p, lists as paragraphs, a comment, deleted and hidden words.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta charset=utf-8><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;font-size:12.0pt} @list l0 {mso-list-id:1} --></style></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='mso-pagination:none'><span style='font-size:16.0pt'>Mùa nước nổi<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><span style='font-size:14.0pt;mso-fareast-font-family:
"Times New Roman"'>Nước về <b style='mso-bidi-font-weight:normal'>sớm hơn</b> mọi
năm,&nbsp; theo <a href="https://khituong.vn/ban-tin"><span style='color:blue'>bản tin</span></a> sáng
nay.<span style='mso-spacerun:yes'>  </span><o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>An Giang<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;</span></span><![endif]>Châu Đốc<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·</span><![endif]>Đồng Tháp<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>Kê cao đồ đạc<o:p></o:p></p>
<h2>Dự báo<a name="_GoBack"></a></h2>
<p class=MsoNormal>Đỉnh lũ<a href="#_msocom_1" class=msocomanchor>[A1]</a><span style='mso-hide:all;display:none'>ẩn
</span> vào <del>tháng chín</del><i>tháng mười</i>.<img width=300 src="file:///C:/a.jpg"></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'>
<p class=MsoCommentText>Kiểm tra lại!</p></div></div>
<!--EndFragment--></body></html>"""
FROM_WORD = (
    "<h2>Mùa nước nổi</h2>"
    '<p>Nước về <strong>sớm hơn</strong> mọi năm, theo <a href="https://khituong.vn/ban-tin">bản tin</a> sáng nay.</p>'
    "<ul><li><p>An Giang</p><ul><li><p>Châu Đốc</p></li></ul></li><li><p>Đồng Tháp</p></li></ul>"
    "<ol><li><p>Kê cao đồ đạc</p></li></ol>"
    "<h3>Dự báo</h3>"
    "<p>Đỉnh lũ vào <em>tháng mười</em>.</p>"
)
# As Google Docs writes it: everything in <b style="font-weight:normal">, bold by style, a list beside its item.
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5b1c9f6e-7fff-0a3b"><h2 dir="ltr"
style="line-height:1.38;"><span style="font-size:16pt;font-family:Arial;font-weight:700;">Cà phê vào vụ</span></h2><p
dir="ltr" style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-weight:400;font-style:normal;">Giá
lên </span><span style="font-size:11pt;font-weight:700;font-style:normal;">hai lần</span><span style="font-weight:400;">
trong tuần, theo </span><a href="https://www.google.com/url?q=https://caphe.vn/gia&amp;sa=D"
style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">bảng giá</span></a><span
style="font-weight:400;">.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;"
aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Đắk Lắk</span></p></li><ul><li
aria-level="2"><p role="presentation"><span style="font-style:italic;">Cư M'gar</span></p></li></ul></ul><br /><p
dir="ltr"><span style="font-weight:400;"></span></p><p dir="ltr"><span><span style="border:none;"><img
src="https://lh7-rt.googleusercontent.com/x" width="602" /></span></span></p></b><br
class="Apple-interchange-newline">"""
FROM_DOCS = (
    "<h2>Cà phê vào vụ</h2>"
    '<p>Giá lên <strong>hai lần</strong> trong tuần, theo <a href="https://caphe.vn/gia">bảng giá</a>.</p>'
    "<ul><li><p>Đắk Lắk</p><ul><li><p><em>Cư M'gar</em></p></li></ul></li></ul>"
)
SEVEN = "\n\n".join(f"Đoạn thứ {number} kể một chuyện khác của chợ." for number in range(1, 8))
PAGE = f"Chợ nổi đông trở lại\n\nThương hồ lại về họp chợ từ bốn giờ sáng.\n\n{SEVEN}\n\nTin: Lê Na\nTừ khóa: chợ nổi"
PASTE = """([html, text]) => {
  const data = new DataTransfer()
  if (html) data.setData("text/html", html)
  data.setData("text/plain", text)
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
  document.activeElement.dispatchEvent(event)
  return event.defaultPrevented
}"""
DROP = """([selector, where, files]) => {
  const data = new DataTransfer()
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0))
    data.items.add(new File([bytes], name, {type: name.endsWith("jpg") ? "image/jpeg" : "text/plain"}))
  }
  const target = document.querySelector(selector)
  const box = target.getBoundingClientRect()
  const at = {clientX: box.left + 20, clientY: box.top + where * box.height, bubbles: true, cancelable: true}
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, {...at, dataTransfer: data}))
}"""
EDITOR = ".dynamic-articles_text_set [contenteditable=true]"


@pytest.fixture
def thu(transactional_db: None) -> User:
    install_roles()
    return account("thu", "Thư ký tòa soạn", first_name="Thu")


@pytest.fixture
def new(sign_in: Callable[[User], Page], thu: User, live_server: object) -> Page:
    """Thu's browser with the form of a new article."""
    return opened(sign_in(thu), f"{live_server.url}/admin/articles/article/add/")


@pytest.fixture
def edit(sign_in: Callable[[User], Page], thu: User, live_server: object) -> Callable[[Article], Page]:
    return lambda article: opened(sign_in(thu), f"{live_server.url}/admin/articles/article/{article.pk}/change/")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(".block-adder")
    page.locator(".ProseMirror[contenteditable=true]").first.wait_for()
    return page


def paste(page: Page, *, html: str = "", text: str = "x") -> bool:
    return page.evaluate(PASTE, [html, text])


def drop(page: Page, selector: str, where: float, *names: str) -> None:
    colors = ("tan", "sienna", "teal")
    pictures = zip(names, colors, strict=False)
    files = [[name, base64.b64encode(factories.jpeg(color, artist="Lê Na")).decode()] for name, color in pictures]
    page.evaluate(DROP, [selector, where, files])


def html_of(page: Page) -> list[str]:
    """The texts of the form's text blocks, in their order."""
    return page.evaluate("""() => [...document.querySelectorAll(".order-machine .dynamic-articles_text_set")]
        .sort((a, b) => a.style.order - b.style.order)
        .map(block => block.querySelector("textarea").value.replaceAll(' data-type="decimal"', ""))""")


def saved(page: Page) -> Article:
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    return Article.objects.latest("pk")


# --- Pasting ----------------------------------------------------------------------


@pytest.mark.parametrize(("html", "expected"), [(WORD, FROM_WORD), (DOCS, FROM_DOCS)], ids=["word", "docs"])
def test_text_of_other_programs_comes_in_plain(new: Page, complaints: list[str], html: str, expected: str) -> None:
    new.fill("#id_title", "Bài dán")
    new.locator(EDITOR).click()
    paste(new, html=html)
    assert html_of(new) == [expected]
    expect(new.locator("#writing-notice")).to_contain_text("1")
    assert content_of(saved(new))["blocks"][0]["html"].replace(' data-type="decimal"', "") == expected
    assert [each for each in complaints if "ERR_" not in each] == []


def test_plain_text_gives_its_paragraphs_in_one_block(new: Page) -> None:
    new.fill("#id_title", "Bài dán")
    new.locator(EDITOR).click()
    paste(new, text=SEVEN)
    blocks = content_of(saved(new))["blocks"]
    assert [block["html"].count("<p>") for block in blocks] == [7]


def test_a_whole_page_is_taken_apart_and_put_back(new: Page, complaints: list[str]) -> None:
    factories.author("Lê Na")
    factories.topic("chợ nổi")
    new.locator("#id_title").click()
    assert paste(new, text=PAGE)
    new.locator("#page-dialog[open]").wait_for()
    new.keyboard.press("Enter")
    expect(new.locator("#id_title")).to_have_value("Chợ nổi đông trở lại")
    expect(new.locator("#id_lead")).to_have_value("Thương hồ lại về họp chợ từ bốn giờ sáng.")
    assert html_of(new)[0].count("<p>") == 7
    expect(new.locator("#byline-0")).to_contain_text("Lê Na")
    expect(new.locator(".field-topics")).to_contain_text("chợ nổi")
    new.click("#writing-notice [data-undo]")
    expect(new.locator("#id_title")).to_have_value("")
    expect(new.locator("#byline-0")).to_have_count(0)
    assert html_of(new) == [""]
    assert complaints == []


def test_a_whole_page_can_be_pasted_as_it_is(new: Page) -> None:
    new.locator(EDITOR).click()
    paste(new, text=PAGE)
    new.locator("#page-dialog[open]").wait_for()
    new.keyboard.press("Escape")
    expect(new.locator(EDITOR)).to_contain_text("Tin: Lê Na")
    expect(new.locator("#id_title")).to_have_value("")


# --- Typing -------------------------------------------------------------------------


def test_quotes_become_typographic_and_undo_brings_the_plain_one_back(new: Page) -> None:
    for place in ("#id_lead", EDITOR):
        new.locator(place).click()
        new.keyboard.type("""Ông nói: "Nước lên" -- rồi im... http://a.vn/"x\"""")
    expected = """Ông nói: “Nước lên” – rồi im… http://a.vn/"x\""""
    expect(new.locator("#id_lead")).to_have_value(expected)
    expect(new.locator(EDITOR)).to_have_text(expected)
    new.keyboard.type(' "')
    expect(new.locator(EDITOR)).to_have_text(f"{expected} “")
    new.keyboard.press("Control+z")
    expect(new.locator(EDITOR)).to_have_text(f'{expected} "')


def test_words_and_minutes_are_counted_as_they_are_written(new: Page) -> None:
    new.locator(EDITOR).click()
    new.keyboard.insert_text("một hai ba " * 200)
    expect(new.locator("[data-words]")).to_contain_text("600")
    expect(new.locator("[data-words]")).to_contain_text("3")


STRANGE = ("ﬁn Ⅳ ½", "a\ufe0fb", "日本", "--a--")
SLUGS = (
    "Đà Nẵng: mưa “lớn” — 30%",
    "  ",
    "Ưu đãi Ð ế ệ",
    "Rất dài " * 30,
    "x" * 120,
    "ﬁn Ⅳ ½",
    "a\ufe0fb",
    "日本",
    "--a--",
)


def test_the_address_is_shown_as_the_server_will_make_it(new: Page) -> None:
    factories.section("Thời sự")
    new.reload()
    new.fill("#id_title", "Đường về quê mẹ")
    expect(new.locator(".address-preview")).to_have_text("/…/duong-ve-que-me-….html")
    new.select_option("#id_section", label="Thời sự")
    expect(new.locator(".address-preview")).to_have_text("/thoi-su/duong-ve-que-me-….html")
    module = "texts => import('/static/desk/writing/slug.js').then(({slugify}) => texts.map(slugify))"
    assert new.evaluate(module, SLUGS) == [slugify(text) for text in SLUGS]


# --- Finding ------------------------------------------------------------------------


def test_words_are_found_and_replaced_everywhere_and_put_back(edit: Callable[[Article], Page]) -> None:
    blocks = [factories.text("<p>Bà Ba bán <strong>bún</strong>. ba bà</p>"), factories.figure(caption="Bà Ba")]
    page = edit(factories.article("Bà Ba ở chợ", *blocks, lead="Ba bà"))
    page.keyboard.press("Control+f")
    page.keyboard.type("bà")
    expect(page.locator("#find-panel [data-count]")).to_have_text("1 / 5")
    page.uncheck("[name=accents]")
    expect(page.locator("#find-panel [data-count]")).to_have_text("1 / 11")
    page.check("[name=capitals]")
    page.check("[name=accents]")
    page.fill("[name=words]", "Bà Ba")
    expect(page.locator("#find-panel [data-count]")).to_have_text("1 / 3")
    page.fill("[name=replacement]", "Chị Tư")
    page.click("[data-act=all]")
    expect(page.locator("#id_title")).to_have_value("Chị Tư ở chợ")
    expect(page.locator('[name="articles_figure_set-0-caption"]')).to_have_value("Chị Tư")
    assert html_of(page) == ["<p>Chị Tư bán <strong>bún</strong>. ba bà</p>"]
    page.click("#writing-notice [data-undo]")
    expect(page.locator("#id_title")).to_have_value("Bà Ba ở chợ")
    assert html_of(page) == ["<p>Bà Ba bán <strong>bún</strong>. ba bà</p>"]
    page.keyboard.press("Escape")


# --- Links --------------------------------------------------------------------------


def test_a_link_to_an_article_is_found_by_its_words(edit: Callable[[Article], Page]) -> None:
    other = factories.article("Lũ lên ở đầu nguồn")
    page = edit(factories.article("Bài", factories.text("<p>Xem bài trước</p>")))
    page.locator(EDITOR).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator("#link-address").fill("dau nguon")
    expect(page.locator(".link-found button")).to_have_count(1)
    page.keyboard.press("Enter")
    page.locator("#link-dialog[open]").wait_for(state="detached")
    assert html_of(page) == [f'<p><a href="article:{other.pk}">Xem bài trước</a></p>']


def test_a_link_takes_an_address_and_is_removed(edit: Callable[[Article], Page]) -> None:
    page = edit(factories.article("Bài", factories.text("<p>Xem</p>")))
    page.locator(EDITOR).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator("#link-address").fill("thuyloi.vn/tin")
    page.locator("#link-dialog [role=status]").wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.locator("#link-dialog[open]").wait_for(state="detached")
    assert html_of(page) == ['<p><a href="https://thuyloi.vn/tin">Xem</a></p>']
    page.keyboard.press("Control+k")
    page.click("[data-unlink]")
    page.locator("#link-dialog[open]").wait_for(state="detached")
    assert html_of(page) == ["<p>Xem</p>"]


# --- Photos ---------------------------------------------------------------------------


def test_files_dropped_between_two_paragraphs_become_figures_there(edit: Callable[[Article], Page]) -> None:
    article = factories.article("Bài", factories.text("<p>Một.</p><p>Hai.</p>"))
    page = edit(article)
    drop(page, f"{EDITOR} p:nth-child(2)", 0.2, "a.jpg", "b.jpg")
    expect(page.locator(".dynamic-articles_figure_set img:visible")).to_have_count(2)
    page.keyboard.type("Chú thích thứ nhất")
    saved(page)
    blocks = content_of(article)["blocks"]
    assert [block["type"] for block in blocks] == ["text", "figure", "figure", "text"]
    assert [blocks[0]["html"], blocks[3]["html"]] == ["<p>Một.</p>", "<p>Hai.</p>"]
    assert blocks[1]["caption"] == "Chú thích thứ nhất"
    assert Photo.objects.count() == 2


def test_a_file_that_is_no_picture_is_refused_in_words(edit: Callable[[Article], Page]) -> None:
    page = edit(factories.article())
    page.evaluate(DROP, [EDITOR, 0.9, [["a.jpg", base64.b64encode(b"no picture").decode()]]])
    expect(page.locator("#writing-notice")).to_contain_text("a.jpg")
    page.evaluate(DROP, [EDITOR, 0.9, [["a.txt", ""]]])
    expect(page.locator(".dynamic-articles_figure_set")).to_have_count(1)


def test_the_lead_photo_changes_with_its_figure(edit: Callable[[Article], Page]) -> None:
    old = Photo.objects.add(factories.jpeg("tan"), caption="Cũ")[0]
    new = Photo.objects.add(factories.jpeg("teal"), caption="Mới")[0]
    article = factories.article("Bài", factories.text(), factories.figure(old, "Cũ"), lead_photo=old)
    page = edit(article)
    page.click(".figure-block [data-choose]")
    page.locator(".photo-dialog [data-found] button").first.click()
    expect(page.locator("#id_lead_photo")).to_have_value(str(new.pk))
    # The old words were the old photo's.
    expect(page.locator('[name="articles_figure_set-0-caption"]')).to_have_value("Mới")
    expect(page.locator('[name="articles_figure_set-0-caption"]')).to_be_focused()
    assert content_of(saved(page))["lead_photo"]["id"] == new.pk


# --- Rows, topics, keys -----------------------------------------------------------------


def test_authors_related_articles_and_new_topics_are_added_by_typing(new: Page) -> None:
    author, other = factories.author("Trần Bình"), factories.article("Lũ đầu nguồn")
    new.fill("#id_title", "Bài")
    for box, words in (("#byline-group .adding-box", "binh"), ("#related_links-group .adding-box", "lu dau")):
        choose(new, f"{box} .select2-selection", words)
    choose(new, ".field-topics .select2-search__field", "Đê biển")
    expect(new.locator(".field-topics .select2-selection__choice")).to_have_count(1)
    expect(new.locator("#id_topics option:checked")).to_have_attribute("value", str(topic_named("Đê biển")))
    content = content_of(saved(new))
    assert content["byline"]["authors"] == [author.pk]
    assert [link["article"] for link in content["related"]] == [other.pk]
    assert content["topics"] == [Topic.objects.get().pk]


def choose(page: Page, box: str, words: str) -> None:
    """Types into a list that is searched, and takes the first that is found."""
    page.locator(box).click()
    with page.expect_response(lambda answer: words in unquote_plus(answer.url)):
        page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted:not(.loading-results)").wait_for()
    page.keyboard.press("Enter")


def topic_named(name: str) -> int:
    for _ in range(50):
        if topic := Topic.objects.filter(name=name).first():
            return topic.pk
    raise AssertionError(name)


def test_shortcuts_are_listed_and_work(edit: Callable[[Article], Page]) -> None:
    article = factories.article("Bài", factories.text("<p>Một.</p><p>Hai.</p>"))
    page = edit(article)
    page.locator(".breadcrumbs").click()
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(f"{EDITOR} p").first.click()
    page.keyboard.press("Alt+v")
    expect(page.locator(EDITOR)).to_have_count(3)
    page.keyboard.type("Giữa.")
    expect(page.locator(EDITOR).nth(2)).to_have_text("Giữa.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/publish/**")
    assert [block["html"] for block in content_of(article)["blocks"]] == ["<p>Một.</p>", "<p>Giữa.</p>", "<p>Hai.</p>"]


def test_the_form_has_no_barriers(edit: Callable[[Article], Page]) -> None:
    photo = Photo.objects.add(factories.jpeg("tan"), caption="Cũ")[0]
    other = factories.article("Bài khác")
    blocks = [
        factories.text("<p>Một.</p>"),
        factories.figure(photo, "Cũ"),
        factories.quote("Hai"),
        factories.document_block(factories.document(), "Văn bản"),
        factories.recording_block(factories.recording(), "Ghi âm"),
        factories.embed("https://youtu.be/dQw4w9WgXcQ", "Phim"),
        factories.live_report(timezone.now(), "Tin mới", "<p>Gió giảm.</p>"),
        factories.related_box(other, title="Đọc thêm"),
    ]
    filed = {"authors": [factories.author()], "topics": [factories.topic()], "related": [factories.link(other)]}
    page = edit(factories.article("Bài", *blocks, **filed))
    page.keyboard.press("Control+f")
    for each in (None, "keys-dialog", "link-dialog"):
        if each:
            page.evaluate("id => document.getElementById(id).showModal()", each)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
        if each:
            page.keyboard.press("Escape")


def test_saving_works_without_scripts(browser: object, thu: User, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=login], [name=username]", "thu")
    page.fill("[name=password]", "demo")
    page.locator("[type=submit]").first.click()
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.fill("#id_title", "Không có script")
    page.fill('[name="articles_text_set-0-html"]', "<p>Vẫn lưu được.</p>")
    page.click("[name=_continue]")
    article = Article.objects.get()
    assert [block["html"] for block in content_of(article)["blocks"]] == ["<p>Vẫn lưu được.</p>"]
    context.close()


def test_files_dropped_on_an_empty_frame_fill_the_frames(edit: Callable[[Article], Page]) -> None:
    blocks = [factories.figure(caption="Một"), factories.text("<p>Giữa.</p>"), factories.figure(caption="Hai")]
    article = factories.article("Bài", *blocks)
    page = edit(article)
    drop(page, ".dynamic-articles_figure_set h3", 0.5, "a.jpg", "b.jpg")
    expect(page.locator(".dynamic-articles_figure_set img:visible")).to_have_count(2)
    saved(page)
    figures = [block for block in content_of(article)["blocks"] if block["type"] == "figure"]
    assert [(bool(figure["photo"]), figure["caption"]) for figure in figures] == [(True, "Một"), (True, "Hai")]


def test_a_whole_article_is_published_with_few_hands(new: Page, live_server: object) -> None:
    """From the empty form on: 8 clicks (a drag is 2), 7 chords, 5 texts typed, and no page between."""
    factories.section("Đời sống")
    author, related = factories.author("Trần Bình"), factories.article("Lũ đầu nguồn")
    publish(related, by=None)
    new.reload()
    # The cursor is in the title already.
    expect(new.locator("#id_title")).to_be_focused()
    paste(new, text=PAGE.partition("\n\nTin:")[0])
    new.locator("#page-dialog[open]").wait_for()
    new.keyboard.press("Enter")
    # And now in the section.
    expect(new.locator("#id_section")).to_be_focused()
    new.select_option("#id_section", label="Đời sống")
    drop(new, f"{EDITOR} p:nth-child(3)", 0.2, "a.jpg", "b.jpg")
    new.keyboard.type("Ghe xếp kín khúc sông.")
    new.locator(".dynamic-articles_figure_set").nth(1).locator('[name$="-caption"]').click()
    new.keyboard.type("Bà Sáu bán bún riêu.")
    for box, words in (("#byline-group .adding-box", "binh"), ("#related_links-group .adding-box", "lu dau")):
        choose(new, f"{box} .select2-selection", words)
    choose(new, ".field-topics .select2-search__field", "Chợ nổi")
    expect(new.locator("#id_topics option:checked")).to_have_attribute("value", str(topic_named("Chợ nổi")))
    expect(new.locator(".dynamic-articles_figure_set img:visible")).to_have_count(2)
    new.keyboard.press("Control+Enter")
    new.wait_for_url("**/publish/**")
    new.locator(".desk-dialog .desk-form [type=submit]").click()
    new.wait_for_url("**/change/**")
    article = Article.objects.latest("pk")
    content = article.editions.get().revision.content
    assert [block["type"] for block in content["blocks"]] == ["text", "figure", "figure", "text"]
    assert (content["byline"]["authors"], content["related"][0]["article"]) == ([author.pk], related.pk)
