from collections.abc import Callable

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class NewsroomAdminSite(AdminSite):
    """The newsroom's workplace: the stock admin in the paper's words."""

    site_title = site_header = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """As Django's, and inline styles allowed: the rich-text editor sets them. Scripts stay nonce-only."""
        return csp_update({"style-src": ["'self'", UNSAFE_INLINE]})(super().admin_view(view, cacheable))
