"""Takes the pictures of the desk's guide anew: `make screenshots`, or `python -m scripts.screenshots hen-gio` for one.

The demo paper is loaded into a folder of its own, which is gone afterwards; its people sign in and do what the guide
tells. A picture may show what an earlier one left behind: they are taken in the order in which they stand here.
"""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from demo.pictures import DRAWINGS, draw

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "huong-dan"
DESKTOP, PHONE = (1280, 800), (390, 844)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NEW, LIST = "/admin/articles/article/add/", "/admin/articles/article/"

# Articles of the demo, by words of their titles.
DRAFT, IN_REVIEW, SENT_BACK, APPROVED = (
    "Chợ nổi tìm khách",
    "Giá cà phê giảm",
    "Trường vùng cao",
    "Bệnh viện huyện khám",
)
LIVE, LIVE_BLOG = "Lớp học đêm cạnh cảng cá", "Áp thấp nhiệt đới vào bờ"
PAGE = """Làng gốm nhận lại bí quyết men tro

Bảy lò nung vừa đỏ lửa trở lại sau hai mươi năm, nhờ cuốn sổ tay của một người thợ đã mất.

Cuốn sổ chép tay dày bốn mươi trang được tìm thấy trong chái bếp hồi tháng ba.

Tro trấu, đất sét và vôi được trộn theo tỉ lệ mà ba thế hệ giữ kín trong nhà.

“Mẻ đầu nứt cả, mẻ thứ hai mới dám mời khách tới xem”, bà Tư Hến kể lại.

Đến cuối năm, làng dự kiến có thêm bốn lò và một lớp dạy nghề miễn phí.

Hoài An"""

Act = Callable[[Page], Locator | None]
SHOTS: dict[str, Callable[["Desk"], None]] = {}


class Desk:
    """The desk at `address` as its people see it; what is taken goes into `folder`."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.signed_in: dict[str, object] = {}

    def page(self, who: str, size: tuple[int, int] = DESKTOP) -> Page:
        """A new page of `who`, who signs in the first time; of a stranger if empty."""
        if who and who not in self.signed_in:
            page = self.page("", DESKTOP)
            page.goto("/admin/")
            page.fill("[name=login]", who)
            page.fill("[name=password]", "demo")
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/admin/")
            self.signed_in[who] = page.context.storage_state()
            page.context.close()
        viewport = dict(zip(("width", "height"), size, strict=True))
        state = self.signed_in[who] if who else None
        options = {"viewport": viewport, "locale": "vi-VN", "base_url": self.address, "storage_state": state}
        return self.browser.new_context(**options).new_page()

    def take(self, name: str, page: Page, part: Locator | None) -> None:
        """The picture of the page's window, or of a part of it."""
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready")
        (part or page).screenshot(path=self.folder / f"{name}.png", animations="disabled", caret="hide")
        page.context.close()


def shot(name: str, who: str, at: str, size: tuple[int, int] = DESKTOP) -> Callable[[Act], Act]:
    """Register a picture: of the address `at`, or of the article with these words, once `act` was done there."""

    def register(act: Act) -> Act:
        def run(desk: Desk) -> None:
            page = desk.page(who, size)
            go(page, at)
            desk.take(name, page, act(page))

        SHOTS[name] = run
        return act

    return register


def go(page: Page, at: str, part: str = "") -> None:
    """To an address, or to (a `part` of) the article whose title has these words."""
    if not at.startswith("/"):
        page.goto(f"{LIST}?q={quote(at)}")
        at = page.locator("#result_list .field-title a").first.get_attribute("href").partition("?")[0]
        at = at.replace("change/", part or "change/")
    page.goto(at)
    page.wait_for_load_state("networkidle")


def as_it_is(name: str, who: str, at: str, size: tuple[int, int] = DESKTOP) -> None:
    """Register a picture of a page that nothing is done on."""
    shot(name, who, at, size)(lambda page: None)


# --- Signing in, and the first page ---

as_it_is("dang-nhap", "", "/admin/")
as_it_is("ban-bien-tap", "thuky", "/admin/")
as_it_is("ban-bien-tap-dien-thoai", "bientap", "/admin/", PHONE)


@shot("hai-lop", "thuky", "/admin/")
def own_account(page: Page) -> None:
    page.locator("#user-tools a[href*='tai-khoan']").click()


# --- Writing ---

as_it_is("bai-moi", "phongvien", NEW)


@shot("dan-ca-trang", "bientap", NEW)
def whole_page(page: Page) -> Locator:
    page.focus("#id_title")
    page.evaluate(
        """text => {
            const data = new DataTransfer()
            data.setData("text/plain", text)
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
        }""",
        PAGE,
    )
    page.locator("#page-dialog[open]").wait_for()
    return page.locator("#page-dialog")


@shot("cac-khoi", "thuky", LIVE)
def blocks(page: Page) -> None:
    page.locator(".figure-block").first.evaluate("block => block.scrollIntoView({block: 'center'})")


@shot("phim-tat", "phongvien", DRAFT)
def shortcuts(page: Page) -> Locator:
    page.click("[data-keys-open]")
    return page.locator("#keys-dialog")


@shot("xem-truoc", "thuky", LIVE)
def preview(page: Page) -> None:
    page.click("[name=_preview]")
    page.frame_locator(".preview-pane iframe.is-there").first.locator("h1").wait_for()


@shot("lien-ket-xem-truoc", "phongvien", DRAFT)
def guest_link(page: Page) -> Locator:
    page.fill("#link_name", "Luật sư Hà")
    page.click(".guest-maker button")
    page.locator(".guest-address").wait_for()
    return page.locator(".card--guests")


# --- Reviewing and publishing ---


@shot("gui-duyet", "phongvien", DRAFT)
def submit(page: Page) -> Locator:
    return page.locator(".article-bar")


@shot("tra-lai", "bientap", IN_REVIEW)
def send_back(page: Page) -> None:
    page.locator(".acts__fold:has(#act-note) summary").click()
    page.fill("#act-note", "Cần thêm giá tuần trước để so sánh.")


@shot("dang-bai", "thuky", APPROVED)
def publish(page: Page) -> None:
    go(page, APPROVED, "publish/")


@shot("hen-gio", "thuky", APPROVED)
def schedule(page: Page) -> Locator:
    go(page, APPROVED, "publish/")
    dialog = page.locator(".desk-dialog")
    dialog.locator("[name=when]").last.check()
    dialog.locator("[name=at]").fill("mai 6:00")
    page.wait_for_timeout(1000)
    return dialog


@shot("tin-nong", "thuky", IN_REVIEW)
def breaking(page: Page) -> Locator:
    go(page, IN_REVIEW, "publish/")
    return page.locator(".desk-dialog")


@shot("dinh-chinh", "thuky", LIVE)
def correct(page: Page) -> Locator:
    go(page, LIVE, "publish/")
    page.locator(".desk-dialog [name=change][value=correction]").check()
    page.locator(".desk-dialog [name=correction]").fill("Bản đầu ghi lớp có 20 học viên; đúng ra là 27.")
    return page.locator(".desk-dialog")


@shot("go-bai", "thuky", LIVE)
def withdraw(page: Page) -> Locator:
    go(page, LIVE, "withdraw/")
    page.locator(".desk-dialog [name=reason]").fill("Thông tin sai")
    page.locator(".desk-dialog [name=notice]").fill("Bài được gỡ để tòa soạn kiểm chứng lại.")
    return page.locator(".desk-dialog")


# --- Together ---


def two_versions(desk: Desk) -> None:
    """Two people change one title; the second one to save is asked."""
    first, second = desk.page("bientap"), desk.page("thuky")
    for page, title in ((first, "Giá cà phê giảm bốn phiên liền"), (second, "Giá cà phê giảm ba phiên, nông dân chờ")):
        go(page, IN_REVIEW)
        page.fill("#id_title", title)
    for page, seen in ((first, ".messagelist .success"), (second, "fieldset.clash")):
        page.click("[name=_continue]")
        page.locator(seen).first.wait_for()
    first.context.close()
    desk.take("hai-ban", second, None)


SHOTS["hai-ban"] = two_versions


@shot("so-sanh", "thuky", IN_REVIEW)
def compare(page: Page) -> None:
    page.goto(page.url.replace("change/", "compare/") + "?old=1&new=2")


@shot("ghi-chu", "thuky", SENT_BACK)
def notes(page: Page) -> None:
    page.click("[data-notes-open]")
    page.locator(".note-thread").first.wait_for()


def unsaved(desk: Desk) -> None:
    """Somebody types, waits until it is kept, and loses his window."""
    page = desk.page("phongvien")
    go(page, SENT_BACK)
    address = page.url
    page.clock.install()
    with page.expect_response("**/sitting/"):
        page.reload()
    page.fill("#id_lead", "Chiếc xe chở hai nghìn cuốn sách đi qua bảy điểm trường mỗi tháng, kể cả ngày mưa.")
    with page.expect_response("**/sitting/"):
        page.clock.run_for(16_000)
    page.context.close()
    page = desk.page("phongvien")
    page.goto(address)
    page.locator(".unsaved-work").wait_for()
    desk.take("chua-luu", page, None)


SHOTS["chua-luu"] = unsaved


@shot("thung-rac", "thuky", NEW)
def the_bin(page: Page) -> None:
    page.fill("#id_title", "Lịch cúp điện tuần này")
    page.click("[name=_continue]")
    page.locator(".acts__fold:has([value=bin]) summary").click()
    with page.expect_navigation():
        page.click("[name=_act][value=bin]")
    page.goto(f"{LIST}bin/")


# --- Photos ---

as_it_is("kho-anh", "thuky", "/admin/media/photo/")


@shot("tai-anh", "thuky", "/admin/media/photo/upload/")
def upload(page: Page) -> None:
    picture = draw(next(iter(DRAWINGS)), 7, (900, 600))
    page.set_input_files("#files", {"name": "cho-noi.jpg", "mimeType": "image/jpeg", "buffer": picture})
    page.locator("[name$=caption]").first.wait_for()


@shot("diem-chinh", "thuky", "/admin/media/photo/")
def focal_point(page: Page) -> None:
    page.goto(page.locator("#changelist a[href*='/change/']").first.get_attribute("href"))
    page.locator(".focal-point").first.evaluate("part => part.scrollIntoView({block: 'center'})")


# --- A live blog, lists, the paper ---


@shot("tuong-thuat", "thuky", LIVE_BLOG)
def live_blog(page: Page) -> None:
    page.locator(".live-adder").first.evaluate("adder => adder.scrollIntoView({block: 'center'})")


as_it_is("tim-bai", "thuky", f"{LIST}?q=c%C3%A1")


@shot("hang-loat", "bientap", f"{LIST}?status=review")
def many(page: Page) -> None:
    for box in page.locator("#result_list .action-select").all():
        box.check()
    page.select_option("[name=action]", index=3)


@shot("nhuan-but", "thuky", "/admin/royalties/")
def royalties(page: Page) -> None:
    page.locator(".filter-bar button.default").click()


as_it_is("mang-set", "thuky", "/admin/reader/masthead/")


# --- A site of its own ---


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of the demo paper on this machine, for as long as it is wanted."""
    with TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = environment(Path(folder), f"http://127.0.0.1:{port}")
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "--verbosity", "0"], ["load_demo", "--port", str(port)]):
            subprocess.run([*manage, *command], env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        serve = [*manage, "runserver", f"127.0.0.1:{port}", "--noreload"]
        server = subprocess.Popen(serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            wait_for(env["SITE_URL"])
            yield env["SITE_URL"]
        finally:
            server.terminate()
            server.wait()


def environment(folder: Path, address: str) -> dict[str, str]:
    """Settings that touch nothing but `folder`, whatever the clone's .env says."""
    places = {name: str(folder / name.lower()) for name in ("UPLOADS_ROOT", "ORIGINALS_ROOT", "LIMITED_ROOT")}
    own = {"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3", "S3_BUCKET": "", "EMAIL_URL": "dummymail:"}
    ways = {"DEBUG": "1", "HTTPS": "0", "REQUIRE_2FA": "0", "STATIC_MANIFEST": "0", "OIDC_ISSUER": ""}
    return os.environ | places | own | ways | {"SECRET_KEY": secrets.token_urlsafe(40), "SITE_URL": address}


def wait_for(address: str, seconds: int = 60) -> None:
    for _ in range(seconds * 4):
        try:
            urlopen(f"{address}/admin/").close()  # noqa: S310
        except URLError:
            time.sleep(0.25)
        else:
            return
    sys.exit(f"The demo paper did not start on {address}.")


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    if unknown := set(names) - set(SHOTS):
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}. There are: {', '.join(SHOTS)}")
    PICTURES.mkdir(exist_ok=True)
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        desk = Desk(browser, address, PICTURES)
        for name in names or SHOTS:
            SHOTS[name](desk)
            sys.stdout.write(f"{PICTURES.relative_to(ROOT)}/{name}.png\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
