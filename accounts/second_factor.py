"""The second factor: who has one, and whom the desk lets in without."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from . import letters
from .sessions import end_sessions

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether the account has an app or a passkey; whoever has one was asked for it while signing in."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_protected(request: HttpRequest) -> bool:
    """Whether the person may work at the desk as far as second factors go. Asks the database once per request."""
    if not settings.REQUIRE_2FA:
        return True
    if not hasattr(request, "_is_protected"):
        request._is_protected = has_second_factor(request.user) or asked_elsewhere(request)
    return request._is_protected


def asked_elsewhere(request: HttpRequest) -> bool:
    """Whether the person came through a single sign-on that is said to ask for a second factor itself."""
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    return settings.OIDC_ASKS_SECOND_FACTOR and "socialaccount" in methods


def take_away(user: User) -> None:
    """Remove all second factors of somebody who lost them, and sign them out everywhere. They set up new ones."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
    letters.notify(user, "accounts/second_factor_taken")
