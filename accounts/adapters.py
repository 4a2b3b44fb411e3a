"""Where allauth asks the project what it wants."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import letters
from .backend import account_with_email
from .devices import device
from .sealing import seal, unseal

WRONG_NAME_OR_PASSWORD = _("The name or the password is wrong. Please check both, and the Caps Lock key.")
WRONG_CODE = _("This code is wrong or was used already. Please type the code that your app shows now.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; letters are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG_NAME_OR_PASSWORD,
        "username_password_mismatch": WRONG_NAME_OR_PASSWORD,
        "too_many_login_attempts": _("Too many wrong tries. Please wait ten minutes, or choose a new password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This password is wrong."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("This link is no longer valid."),
        "rate_limited": _("Too many tries. Please wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only where a script asks for a passkey's challenge: others would take our sign-in page for their answer."""
        return request.path == reverse("mfa_login_webauthn") and super().is_ajax(request)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict | None = None, email: str | None = None
    ) -> None:
        """To the address that an administrator keeps, not to allauth's list of addresses, which we leave empty."""
        browser = device(self.get_http_user_agent(self.request))
        letters.notify(user, template_prefix, ip=self.get_client_ip(self.request), device=browser)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not of somebody who has signed in only just now: setting up a second factor is one way, not two."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed; things are called what people call them."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.PAPER_NAME}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return device(context.request.META.get("HTTP_USER_AGENT", ""))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Who comes from the paper's own sign-in is known by the e-mail address that it vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """At the first time, connect with the one account of that address: administrators made it."""
        if sociallogin.is_existing:
            return
        addresses = [address.email for address in sociallogin.email_addresses if address.verified]
        user = account_with_email(addresses[0]) if addresses else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/stranger.html", status=403))
        sociallogin.connect(request, user)
