from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator


class FramesOurPages:
    """For the article's admin: beside the form stand pages of ours in frames, a preview, or the sign-in page."""

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)
