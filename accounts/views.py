from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import IndexView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from requests import RequestException

from .devices import device
from .second_factor import is_protected
from .sessions import end_sessions

# The address that somebody wanted before they were asked to set up a second factor.
WANTED = "accounts.wanted"


def enter(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whom it does not let in: to the sign-in page, to what is missing, or back."""
    wanted = get_next_redirect_url(request) or reverse("admin:index")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")
    if not (request.user.is_active and request.user.is_staff):
        return render(request, "account/no_access.html", status=403)
    if not is_protected(request):
        request.session[WANTED] = wanted
        return redirect("mfa_index")
    return redirect(wanted)


class OwnAccount(IndexView):
    """One's own account; says so if the desk stays closed until there is a second factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lacks = self.request.user.is_staff and not is_protected(self.request)
        return super().get_context_data(**kwargs) | {"lacks_second_factor": lacks}


@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """From the account's pages to where somebody wanted to go before."""
    return redirect(request.session.pop(WANTED, None) or "admin:index")


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; a POST ends one session (`session`), all `others`, or all (`everywhere`)."""
    if request.method == "POST":
        return _end_sessions(request)
    rows = [
        {"session": session, "device": device(session.user_agent)}
        for session in sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.created_at)
    ]
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


def _end_sessions(request: HttpRequest) -> HttpResponse:
    if "everywhere" in request.POST:
        end_sessions(request.user)
        logout(request)
        return redirect("account_login")
    number = request.POST.get("session", "")
    if number.isdecimal() or "others" in request.POST:
        end_sessions(request.user, but=request.session.session_key, only=number)
        messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


def single_sign_on(request: HttpRequest) -> HttpResponse:
    """To the paper's own sign-in, and back to `next`.

    A link, not a form: our security policy would stop a form's way through other hosts.
    """
    try:
        provider = get_adapter().get_provider(request, "oidc")
    except SocialApp.DoesNotExist:
        raise Http404
    try:
        return provider.redirect(request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    except RequestException as fault:
        return render_authentication_error(request, provider, exception=fault)
