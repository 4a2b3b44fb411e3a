"""Documents, videos and audio in the library: taken once, kept in public under their content, gone when deleted."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from PIL import Image

from articles.publishing import publish
from media.examining import Refused
from media.models import Document, Recording
from media.storing import NOT_STORED
from tests import factories
from tests.media import files as samples

pytestmark = pytest.mark.django_db

Stored = Callable[[], set[Path]]


def page(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:media_{model._meta.model_name}_{name}", args=args)


def add(client: Client, model: type[Model], data: bytes, name: str = "tep.pdf", **fields: object) -> HttpResponse:
    return client.post(page(model, "add"), {"file": SimpleUploadedFile(name, data), "title": "Một tệp", **fields})


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        picture.load()
        return picture.size


# --- Taken ----------------------------------------------------------------------


def test_a_document_is_kept_under_its_content_with_a_name_to_download(files: Stored) -> None:
    data = samples.pdf(pages=2)
    row, is_new = Document.objects.add(SimpleUploadedFile("Quyết định số 12 (ký).PDF", data), title="Quyết định 12")
    assert (is_new, row.pages, row.size, row.name) == (True, 2, len(data), "quyet-dinh-so-12-ky.pdf")
    assert row.file.name == f"{row.sha256[:2]}/{row.sha256[:32]}/quyet-dinh-so-12-ky.pdf"
    assert {path.name for path in files()} == {row.name, "w400.jpg", "w400.avif", "w800.jpg", "w800.avif"}
    with row.file.open() as file:
        assert file.read() == data


def test_its_first_page_is_there_in_two_sizes_and_formats(files: Stored) -> None:
    row, _ = Document.objects.add(io.BytesIO(samples.pdf()), title="Trang trắng")
    sizes = {path.name: size_of(path) for path in files() if path.suffix != ".pdf"}
    assert sizes == {
        "w400.jpg": (400, 566),
        "w400.avif": (400, 566),
        "w800.jpg": (800, 1132),
        "w800.avif": (800, 1132),
    }
    assert [(size.width, size.height) for size in Document.objects.get().picture.shape("w")] == [
        (400, 566),
        (800, 1132),
    ]


def test_a_video_is_measured_and_a_frame_of_it_kept(files: Stored) -> None:
    row, _ = Recording.objects.add(SimpleUploadedFile("IMG_0001.MP4", samples.film()), title="Lễ hội")
    assert (row.kind, row.seconds, row.width, row.height, row.name) == ("video", 4, 64, 48, "img-0001.mp4")
    assert row.facts == "Video · 0:04 · " + row.facts.split(" · ")[2] + " · 64 × 48"
    assert {path.name for path in files()} == {"img-0001.mp4", "w64.jpg", "w64.avif"}


def test_a_large_upload_goes_through_without_being_read_into_memory(files: Stored) -> None:
    upload = TemporaryUploadedFile("bai-noi.m4a", "audio/mp4", 0, None)
    upload.write(samples.sound())
    upload.flush()
    row, _ = Recording.objects.add(upload, title="Bài nói")
    upload.close()
    assert (row.kind, row.name, row.renditions) == ("audio", "bai-noi.m4a", {})
    assert {path.name for path in files()} == {"bai-noi.m4a"}
    with row.file.open() as file:
        assert file.read() == samples.sound()


def test_the_same_file_twice_is_one(files: Stored) -> None:
    first, _ = Document.objects.add(io.BytesIO(samples.pdf()), title="Lần đầu")
    before = files()
    again, is_new = Document.objects.add(SimpleUploadedFile("khac.pdf", samples.pdf()), title="Lần sau")
    assert (again, is_new, again.title, files()) == (first, False, "Lần đầu", before)


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at(files: Stored, settings, monkeypatch) -> None:
    settings.RECORDING_MAX_MEGABYTES = 0
    monkeypatch.setattr("media.receiving.examine", None)
    with pytest.raises(Refused, match="at most 0 MB"):
        Recording.objects.add(io.BytesIO(samples.film()), title="Quá lớn")
    assert files() == set()


def test_a_file_that_cannot_be_kept_leaves_nothing_behind(
    client: Client, lan: User, files: Stored, monkeypatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(lan)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    response = add(client, Document, samples.pdf())
    assert errors(response) == {"file": [gettext(NOT_STORED)]}
    assert 'value="Một tệp"' in response.text
    [record] = [record for record in caplog.records if record.name == "media.storing"]
    assert record.exc_info[0] is OSError
    assert (Document.objects.count(), files()) == (0, set())


def test_check_media_leaves_them_alone(files: Stored, settings, capsys) -> None:
    Document.objects.add(io.BytesIO(samples.pdf()), title="Còn dùng")
    before = files()
    for path in before:
        # As if they had lain there for long.
        os.utime(path, (0, 0))
    call_command("check_media", mend=True)
    assert files() == before


# --- In the admin -----------------------------------------------------------------


def test_a_document_is_added_and_its_title_changed(client: Client, lan: User) -> None:
    client.force_login(lan)
    assert "multipart/form-data" in client.get(page(Document, "add")).content.decode()
    assert add(client, Document, samples.pdf(), title="Điểm thi  lớp 10").url == page(Document, "changelist")
    row = Document.objects.get()
    assert (row.title, LogEntry.objects.get().object_id) == ("Điểm thi lớp 10", str(row.pk))
    shown = client.get(page(Document, "change", row.pk)).content.decode()
    assert row.file.url in shown
    assert 'type="file"' not in shown
    client.post(page(Document, "change", row.pk), {"title": "Điểm thi", "file": SimpleUploadedFile("x.pdf", b"x")})
    after = Document.objects.get()
    assert (after.title, after.sha256, after.file) == ("Điểm thi", row.sha256, row.file)


def test_a_recording_is_added_with_poster_caption_and_credit(client: Client, lan: User) -> None:
    client.force_login(lan)
    poster = factories.photo()
    add(client, Recording, samples.film(), "phim.mp4", caption="Lũ về", credit="Minh Hà", poster=poster.pk)
    row = Recording.objects.get()
    assert (row.caption, row.credit, row.poster) == ("Lũ về", "Minh Hà", poster)
    assert poster.thumbnail_url in client.get(page(Recording, "changelist")).content.decode()


@pytest.mark.parametrize("model", [Document, Recording])
def test_what_is_refused_comes_back_with_the_reason_and_what_was_typed(
    client: Client, lan: User, files: Stored, model: type[Model]
) -> None:
    client.force_login(lan)
    for data in (b"", b"<svg/>", b"%PDF-1.4 \xff", samples.locked_pdf()[:-9], b"\0\0\0\x20ftypisom"):
        response = add(client, model, data, title="Đã gõ rồi")
        assert list(errors(response)) == ["file"]
        assert "Đã gõ rồi" in response.content.decode()
    assert (model.objects.count(), files()) == (0, set())


def test_a_file_that_the_library_has_leads_to_it(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Document.objects.add(io.BytesIO(samples.pdf()), title="Lần đầu")
    response = add(client, Document, samples.pdf(), title="Lần sau")
    assert response.url == page(Document, "change", row.pk)
    assert len(list(get_messages(response.wsgi_request))) == 1
    assert (Document.objects.get().title, LogEntry.objects.count()) == ("Lần đầu", 0)


def test_from_an_articles_form_a_known_file_is_simply_chosen(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Document.objects.add(io.BytesIO(samples.pdf()), title="Lần đầu")
    response = add(client, Document, samples.pdf(), title="Lần sau", _popup="1")
    assert f"&quot;value&quot;: &quot;{row.pk}&quot;" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_any_number(
    client: Client, lan: User, count: int, django_assert_num_queries: object
) -> None:
    client.force_login(lan)
    for number in range(count):
        factories.document(f"Tài liệu {number}")
        factories.recording(f"Phim {number}", poster=factories.photo())
    for model in (Document, Recording):
        # The session, the user, the user's own permissions and the groups', the count of what is found, and the rows.
        with django_assert_num_queries(6):
            shown = client.get(page(model, "changelist")).content.decode()
        assert all(row.title in shown for row in model.objects.all())


def test_they_are_found_without_accents_as_the_article_form_asks(client: Client, lan: User) -> None:
    client.force_login(lan)
    factories.document("Quyết định về Đà Nẵng")
    factories.document("Kết quả")
    choice = {"app_label": "articles", "model_name": "documentblock", "field_name": "document", "term": "da nang"}
    found = client.get(reverse("admin:autocomplete"), choice).json()["results"]
    [row] = found
    assert row["text"].startswith("Quyết định về Đà Nẵng · PDF · ")
    assert client.get(page(Document, "changelist"), {"q": "\x00%'\"" + "x" * 5_000}).status_code == 200
    assert client.get(page(Document, "changelist") + "?sha256__startswith=a").status_code == 400


def test_they_are_for_who_works_with_them(client: Client, rao: User) -> None:
    pages = [
        page(model, name, *args)
        for model, row in ((Document, factories.document()), (Recording, factories.recording()))
        for name, args in (("changelist", ()), ("add", ()), ("change", (row.pk,)), ("delete", (row.pk,)))
    ]
    assert {client.get(url).status_code for url in pages} == {302}
    client.force_login(rao)
    assert {client.get(url).status_code for url in pages} == {403}


# --- Deleted ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_deleted_document_is_no_longer_in_public(desk: Client, files: Stored) -> None:
    row, _ = Document.objects.add(io.BytesIO(samples.pdf()), title="Đăng nhầm")
    assert files()
    desk.post(page(Document, "delete", row.pk), {"post": "yes"})
    assert (Document.objects.count(), files()) == (0, set())


def test_what_an_article_offers_or_offered_is_not_deleted(desk: Client) -> None:
    document, recording, poster = factories.document(), factories.recording(), factories.photo()
    recording.poster = poster
    recording.save()
    article = factories.article("Bài có tệp", factories.document_block(document), factories.recording_block(recording))
    publish(article, by=None)
    article.articles_documentblock_set.all().delete()
    article.articles_recordingblock_set.all().delete()
    recording.poster = None
    recording.save()
    for row in (document, recording, poster):
        desk.post(page(type(row), "delete", row.pk), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()
