from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from kernel.text import clean


class CleanTextMiddleware:
    """Every text that a form posts enters as clean text: NFC, and what is no text as U+FFFD, instead of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        if request.method == "POST":
            cleaned = QueryDict(mutable=True, encoding=request.POST.encoding)
            for name, values in request.POST.lists():
                cleaned.setlist(clean(name), [clean(value) for value in values])
            cleaned._mutable = False
            request.POST = cleaned
