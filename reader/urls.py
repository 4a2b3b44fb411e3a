from django.http import HttpResponse
from django.urls import path, re_path

app_name = "reader"


def stub(request, **kwargs):
    return HttpResponse("stub")


urlpatterns = [
    path("", stub, name="home"),
    path("<slug:section>/<slug:slug>-<int:id>.html", stub, name="article"),
    path("<path:path>/", stub, name="section"),
]
