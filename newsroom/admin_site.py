from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import is_protected
from accounts.views import enter

# More blocks than any article has. Django would make 2,000 rows before it refuses: half a minute of work.
MAX_ROWS = 1_000


class NewsroomAdminSite(AdminSite):
    """The newsroom's workplace: the stock admin in the paper's words."""

    site_title = site_header = _("Newsroom")
    index_title = _("The desk")
    # The header has the same links, and tables and forms need the width.
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the admin opens: to staff, and in production only to staff with a second factor."""
        return super().has_permission(request) and is_protected(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Signing in has pages of its own, under /tai-khoan/; so have signing out and the password."""
        return enter(request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """As Django's, without what makes it stumble, and with inline styles: the rich-text editor sets them."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refuse_malformed(request)
            return view(request, *args, **kwargs)

        return csp_update({"style-src": ["'self'", UNSAFE_INLINE]})(super().admin_view(wraps(view)(guarded), cacheable))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk's first page; besides, photos whose rights end soon, and an empty masthead."""
        # Not at the top: the admin site exists before the models do.
        from desk.first_page import FirstPage
        from media.uses import endings
        from reader.models import Masthead

        can = request.user.has_perm
        parts = {
            "page": FirstPage.of(request.user),
            "endings": endings(timezone.now()) if can("media.change_photo") else [],
            "lacks_masthead": can("reader.change_masthead") and Masthead.objects.current().says_nothing,
        }
        frame = self.each_context(request)
        context = (
            frame | {"title": self.index_title, "app_list": frame["available_apps"]} | parts | (extra_context or {})
        )
        return TemplateResponse(request, "admin/index.html", context)


def refuse_malformed(request: HttpRequest) -> None:
    """Raise BadRequest for parameters that no page of the admin makes, and that Django answers with a 500."""
    if any("regex" in name for name in request.GET):
        raise BadRequest("Regular expressions are no filters here.")
    if not all(key.isascii() and key.isdigit() for key in request.POST.getlist("_selected_action")):
        raise BadRequest("A selected row has no such key.")
    counts = [count for name, count in request.POST.items() if name.endswith("-TOTAL_FORMS")]
    if any(count.isdigit() and (len(count) > 4 or int(count) > MAX_ROWS) for count in counts):
        raise BadRequest("No form has so many rows.")
