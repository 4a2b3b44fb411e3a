"""E-mail to those whom a note names. It is sent after the answer, and what becomes of it does not concern the note."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mass_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kernel.background import in_background
from kernel.text import one_line

from .mentions import name_of
from .models import Note


def send_letters(note: Note, people: list[User]) -> None:
    """Write to each of the people who has an address, once the note is kept."""
    addresses = [user.email for user in people if user.email]
    if addresses:
        letters = [(*letter(note), None, [address]) for address in addresses]
        transaction.on_commit(lambda: in_background(send_mass_mail, letters))


def letter(note: Note) -> tuple[str, str]:
    """Subject and text."""
    names = {"name": name_of(note.author), "title": note.article.title}
    subject = one_line(_("%(name)s mentions you: %(title)s") % names)
    # Not from the request: who asks could name any host.
    parts = names | {"note": note, "site": settings.SITE_URL, "paper_name": settings.PAPER_NAME}
    return f"[{settings.PAPER_NAME}] {subject}", render_to_string("desk/notes/letter.txt", parts)
