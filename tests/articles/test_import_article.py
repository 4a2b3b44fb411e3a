"""`manage.py import_article`: a page's text becomes an article, once; what is no article is named."""

import io
import json
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.html import strip_tags

from articles.content import content_of
from articles.models import Article, Author, Edition, Revision
from media.models import Photo
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = """Cầu phao Bến Đá nối lại hai bờ sông Thuận

Sáng 6/3, cầu phao Bến Đá (xã Tân Hòa Đông) thông xe trở lại sau mười hai ngày sửa chữa.

Chú thích ảnh
Xe qua cầu phao sáng 6/3.

Từ 5 giờ, hơn ba trăm người đã chờ ở hai đầu cầu. Chuyến xe đầu tiên chở rau sang chợ Phú.

Cầu sẽ mở đến 22 giờ

- Xe máy: 2.000 đồng một lượt.
Theo ban quản lý bến, cầu chịu được xe đến 5 tấn.

Chú thích ảnh
Công nhân kiểm tra dây neo. Ảnh: Lê Thảo/Bình Minh

Tin, ảnh: Trần Dung - Hải Phong/Báo Bình Minh
Bến đò Cửa Lở ngừng chạy ban đêm
Bến đò Cửa Lở ngừng chạy ban đêm

Từ tối 3/3, bến đò Cửa Lở ngừng chở khách sau 20 giờ.

Từ khóa: sông Thuận, cầu phao

Chia sẻ:
Rao vặt
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "cau-phao.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def section():
    return factories.section("Chính trị")


def run(*args: object, status: int = 0) -> tuple[str, str]:
    """Run the command; (standard output, standard error)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        # With the system checks, as from a shell.
        call_command("import_article", *map(str, args), stdout=out, stderr=err, skip_checks=False)
        code = 0
    except SystemExit as exit_:
        code = exit_.code
    assert code == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def picture(path: Path, color: str) -> Path:
    path.write_bytes(factories.jpeg(color))
    return path


def test_a_page_becomes_a_draft_with_everything_in_its_place(page, section):
    out, err = run(page, "--section", "chinh-tri")
    article = Article.objects.get()
    content = content_of(article)
    assert content["title"] == "Cầu phao Bến Đá nối lại hai bờ sông Thuận"
    assert content["section"] == section.pk
    assert [(block["type"], block.get("html") or block["caption"]) for block in content["blocks"]] == [
        ("figure", "Xe qua cầu phao sáng 6/3."),
        (
            "text",
            "<p>Từ 5 giờ, hơn ba trăm người đã chờ ở hai đầu cầu. Chuyến xe đầu tiên chở rau sang chợ Phú.</p>"
            "<h2>Cầu sẽ mở đến 22 giờ</h2><p>- Xe máy: 2.000 đồng một lượt.</p>"
            "<p>Theo ban quản lý bến, cầu chịu được xe đến 5 tấn.</p>",
        ),
        ("figure", "Công nhân kiểm tra dây neo."),
    ]
    names = [Author.objects.get(pk=pk).name for pk in content["byline"]["authors"]]
    assert (content["byline"]["prefix"], names, content["byline"]["source"]) == (
        "Tin, ảnh",
        ["Trần Dung", "Hải Phong"],
        "Báo Bình Minh",
    )
    assert content["related"] == [
        {
            "article": None,
            "url": "",
            "title": "Bến đò Cửa Lở ngừng chạy ban đêm",
            "teaser": "Từ tối 3/3, bến đò Cửa Lở ngừng chở khách sau 20 giờ.",
            "photo": None,
        }
    ]
    assert sorted(article.topics.values_list("name", flat=True)) == ["cầu phao", "sông Thuận"]
    assert Revision.objects.get().kind == Revision.Kind.IMPORT
    assert not Edition.objects.exists()
    assert f"/admin/articles/article/{article.pk}/change/" in out
    assert err == ""


def test_published_it_prints_its_url_and_its_warnings(page, section, client):
    out, err = run(page, "--section", "chinh-tri", "--publish")
    url = out.split()[-1]
    assert url.startswith("http://127.0.0.1:8000/chinh-tri/cau-phao-ben-da-noi-lai-hai-bo-song-thuan-")
    assert len(err.splitlines()) == 4  # no photo, two figures with only their caption, a related link without target
    html = client.get(url.removeprefix("http://127.0.0.1:8000")).content.decode()
    for words in ("Xe qua cầu phao", "Công nhân kiểm tra dây neo", "Xe máy: 2.000 đồng", "Bến đò Cửa Lở", "sau 20 giờ"):
        assert words in html


def test_photos_go_to_the_figures_in_order_with_their_credits(page, section, tmp_path):
    first, second = picture(tmp_path / "1.jpg", "teal"), picture(tmp_path / "2.jpg", "olive")
    run(page, "--section", "chinh-tri", "--photo", first, second)
    figures = [block for block in content_of(Article.objects.get())["blocks"] if block["type"] == "figure"]
    assert [figure["photo"]["credit"] for figure in figures] == [
        "Trần Dung - Hải Phong/Báo Bình Minh",
        "Lê Thảo/Bình Minh",
    ]


def test_importing_the_same_text_twice_changes_nothing_and_says_so(page, section, tmp_path):
    run(page, "--section", "chinh-tri")
    again = tmp_path / "again.txt"
    again.write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    out, err = run(again, "--section", "chinh-tri", "--publish", "--photo", picture(tmp_path / "1.jpg", "teal"))
    assert "imported before" in out
    assert (Article.objects.count(), Revision.objects.count(), Edition.objects.count(), Photo.objects.count()) == (
        1,
        1,
        0,
        0,
    )


def test_a_related_article_that_we_have_becomes_a_link_to_it(page, section):
    known = factories.article("Bến đò Cửa Lở ngừng chạy ban đêm")
    run(page)
    assert content_of(Article.objects.latest("pk"))["related"][0]["article"] == known.pk


def test_a_dry_run_with_json_prints_the_object_and_saves_nothing(page):
    out, _ = run(page, "--dry-run", "--json")
    read = json.loads(out)
    assert list(read) == ["title", "lead", "blocks", "byline", "related", "topics"]
    assert read["byline"] == {
        "raw": "Tin, ảnh: Trần Dung - Hải Phong/Báo Bình Minh",
        "prefix": "Tin, ảnh",
        "authors": ["Trần Dung", "Hải Phong"],
        "source": "Báo Bình Minh",
    }
    assert not Article.objects.exists()


def test_json_alone_stays_one_object_per_line_while_it_saves(page, section):
    out, err = run(page, "--json", "--section", "chinh-tri")
    assert [json.loads(line)["title"] for line in out.splitlines()] == ["Cầu phao Bến Đá nối lại hai bờ sông Thuận"]
    assert "saved as the draft" in err


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    run("-")
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        ("Chỉ có một dòng tiêu đề\n".encode(), "only a title"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data"),
        ("Tiêu đề\n\nSapo".encode("utf-16"), "not UTF-8"),
        (b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (f"{'Dài ' * 100}\n\nSapo của bài.\n\nĐoạn văn.\n".encode(), "250"),
    ],
)
def test_what_is_no_article_gets_one_line_with_the_reason_and_nothing_is_saved(tmp_path, data, reason):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    out, err = run(bad, status=1)
    assert out == ""
    assert err.startswith(f"{bad}: ")
    assert reason in err
    assert err.count("\n") == 1
    assert not Article.objects.exists()


def test_a_missing_file_a_folder_and_a_false_photo_are_named(page, section, tmp_path):
    assert "No such file" in run(tmp_path / "none.txt", status=1)[1]
    assert "directory" in run(tmp_path, status=1)[1]
    false = tmp_path / "false.jpg"
    false.write_text("<svg/>")
    _, err = run(page, "--photo", false, status=1)
    assert str(false) in err
    assert not Article.objects.exists()
    assert not Author.objects.exists()


def test_of_several_files_the_good_ones_are_saved_and_the_status_is_1(page, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe")
    _, err = run(bad, page, status=1)
    assert Article.objects.count() == 1
    assert err == f"{bad}: not UTF-8\n"


def test_an_unknown_section_is_refused_before_anything_is_read(page, section):
    with pytest.raises(CommandError, match="chinh-tri"):
        run(page, "--section", "khong-co")
    assert not Article.objects.exists()


def test_what_cannot_be_published_is_not_saved_and_can_be_tried_again(page, section):
    _, err = run(page, "--publish", status=1)
    assert "not published, nothing saved" in err
    assert (Article.objects.count(), Edition.objects.count(), Author.objects.count()) == (0, 0, 0)
    run(page, "--section", "chinh-tri", "--publish")
    assert Edition.objects.count() == 1


def test_hostile_text_is_escaped(tmp_path, section, client):
    path = tmp_path / "page.txt"
    path.write_text("Tiêu <script>alert(1)</script>\n\nSapo <b>đậm</b>.\n\nĐoạn <img src=x onerror=alert(1)> một.\n")
    out, _ = run(path, "--section", "chinh-tri", "--publish")
    html = client.get(out.split()[-1].removeprefix("http://127.0.0.1:8000")).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_shared_page_is_published_whole(shared, section, client):
    out, _ = run(shared / "seed" / "bao-tin-tuc-article.txt", "--section", "chinh-tri", "--publish")
    text = (shared / "seed" / "bao-tin-tuc-article.txt").read_text()
    html = client.get(out.split()[-1].removeprefix("http://127.0.0.1:8000")).content.decode()
    words = " ".join(unescape(strip_tags(html)).split())
    body, tail = text.split("Chia sẻ:")
    lines = [" ".join(line.split()) for line in body.splitlines() if line.strip() and line.strip() != "Chú thích ảnh"]
    missing = [line for line in lines if line not in words]
    assert missing == []
    assert [line for line in tail.splitlines() if len(line) > 20 and line.strip() in words] == []
