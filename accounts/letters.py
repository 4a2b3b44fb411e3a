"""What accounts are written by e-mail. Nothing here keeps a request waiting or fails it.

A page that is slower, or breaks, only if there is such an account tells everybody which accounts there are.
"""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.background import in_background

from .backend import account_with_email

# By allauth's names of its letters: what happened, as the subject and the first line.
NOTICES = {
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_reset": _("Your password was changed through a link in an e-mail"),
    "account/email/password_set": _("Your account got a password"),
    "mfa/email/totp_activated": _("An authenticator app now protects your account"),
    "mfa/email/totp_deactivated": _("Your account's authenticator app was removed"),
    "mfa/email/webauthn_added": _("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _("A passkey of your account was removed"),
    "mfa/email/recovery_codes_generated": _("Your account got new recovery codes"),
    "socialaccount/email/account_connected": _("Your account is now connected with the single sign-on"),
    "accounts/second_factor_taken": _("An administrator removed your account's second factor"),
}


def notify(user: User, name: str, **facts: object) -> None:
    """Tell somebody what was done to their account; `name` is of NOTICES, `facts` says from where."""
    if user.email and name in NOTICES:
        in_background(_send, user.email, str(NOTICES[name]), "account/email/notice.txt", {"user": user, **facts})


def send_password_link(email: str) -> None:
    """Send whoever has this address a link to choose a new password; nothing to strangers and to who has none."""
    user = account_with_email(email)
    if user and user.has_usable_password():
        invite(user)


def invite(user: User) -> None:
    """Send somebody a link to choose a password."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    # Not from the request: who asks could name any host.
    link = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)
    _send(user.email, gettext("Choose a new password"), "account/email/password.txt", {"user": user, "link": link})


def _send(address: str, subject: str, template: str, values: dict[str, object]) -> None:
    common = {"paper_name": settings.PAPER_NAME, "subject": subject, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    send_mail(f"[{settings.PAPER_NAME}] {subject}", render_to_string(template, common | values), None, [address])
