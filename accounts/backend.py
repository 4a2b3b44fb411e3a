from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import get_user_by_username
from django.contrib.auth.models import User
from django.http import HttpRequest


class Backend(AuthenticationBackend):
    """Signs in by user name or e-mail address, and takes as long whether or not there is such an account.

    allauth's own tries a name as an address, as a name and as an address again: a password that is checked twice, or
    once, or never, tells by the time it takes which names exist.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: str) -> User | None:
        return self._check_password(account_of(credentials.get("username") or ""), credentials["password"])


def account_of(name: str) -> User | None:
    """The account with this user name, or else with this e-mail address."""
    return get_user_by_username(name) or account_with_email(name)


def account_with_email(email: str) -> User | None:
    """The one active account with this address. Two with the same: nobody can say who of them it is, so none."""
    found = User.objects.filter(email__iexact=email, is_active=True).exclude(email="")[:2]
    return found[0] if len(found) == 1 else None
