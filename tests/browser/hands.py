"""A practised person's hands at a page: they work it by mouse and keyboard, and what that costs is counted."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, Page, Request, expect

# Seconds of the keystroke-level model (Card, Moran and Newell 1983): to point and click, to press a chord, to move the
# hand between mouse and keyboard, to make up one's mind. What is typed costs the same everywhere, and is not counted.
CLICK, CHORD, MOVE, DECISION = 1.3, 0.4, 0.4, 1.35
MOUSE, KEYBOARD = "mouse", "keyboard"
# Where a word ends on the screen, as an eye sees it: nothing is done to the page.
END_OF_WORD = """(element, word) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word)
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + word.length)
    const [box, own] = [[...range.getClientRects()].at(-1), element.getBoundingClientRect()]
    return {x: box.right - own.left - 0.5, y: box.top + box.height / 2 - own.top}
  }
}"""


class Cost(NamedTuple):
    """What a task took, in the order of the columns of docs/tasks.md."""

    clicks: int
    chords: int
    fields: int
    loads: int
    dialogs: int
    moves: int
    decisions: int

    @property
    def seconds(self) -> float:
        return round(CLICK * self.clicks + CHORD * self.chords + MOVE * self.moves + DECISION * self.decisions, 2)


@dataclass
class Hands:
    """Works `page` and counts. At first the right hand lies on the mouse; whoever starts anew makes new Hands."""

    page: Page
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Cost._fields, 0))
    at: str = MOUSE

    def __post_init__(self) -> None:
        self.page.on("request", self._note_load)

    @property
    def cost(self) -> Cost:
        return Cost(**self.counts)

    # --- The mouse --------------------------------------------------------------

    def click(self, target: Locator) -> None:
        self._reach(MOUSE)
        target.click()
        self._count("clicks")

    def click_behind(self, word: str, within: Locator) -> None:
        """Put the cursor behind a word of a text."""
        self._reach(MOUSE)
        within.click(position=within.evaluate(END_OF_WORD, word))
        self._count("clicks")

    def drag_in(self, file: Path, above: Locator) -> None:
        """Drag a file from its folder between two paragraphs: the button goes down there and up here, two clicks."""
        self._reach(MOUSE)
        above.scroll_into_view_if_needed()
        box = above.bounding_box()
        at = {"x": box["x"] + box["width"] / 3, "y": box["y"] + 2}
        files = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        # The browser's own drag: the page gets trusted events, and the file from the disk.
        browser = self.page.context.new_cdp_session(self.page)
        for kind in ("dragEnter", "dragOver", "drop"):
            browser.send("Input.dispatchDragEvent", {"type": kind, **at, "data": files})
        self._count("clicks", 2)

    # --- The keyboard -----------------------------------------------------------

    def press(self, keys: str) -> None:
        """A chord ("Control+Enter"), or a key that does something ("Enter")."""
        self._reach(KEYBOARD)
        self.page.keyboard.press(keys)
        self._count("chords")

    def type(self, text: str, *, erased: int = 0) -> None:
        """Text into what has the focus, in place of so many letters before the cursor."""
        self._reach(KEYBOARD)
        for _ in range(erased):
            self.page.keyboard.press("Backspace")
        self.page.keyboard.type(text)
        self._count("fields")

    # --- The head ---------------------------------------------------------------

    def decide(self, what: str) -> None:
        """The person chooses between several things, or checks one; `what` is for the reader of the test."""
        self._count("decisions")

    def sees_dialog(self, dialog: Locator) -> None:
        expect(dialog).to_be_visible()
        self._count("dialogs")

    # --- Counting ---------------------------------------------------------------

    def _note_load(self, request: Request) -> None:
        """A page that is asked for; a form that is sent and answered by a page elsewhere is one load."""
        if request.is_navigation_request() and request.frame == self.page.main_frame and not request.redirected_from:
            self._count("loads")

    def _reach(self, place: str) -> None:
        if self.at != place:
            self._count("moves")
        self.at = place

    def _count(self, what: str, times: int = 1) -> None:
        self.counts[what] += times
