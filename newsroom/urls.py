from django.contrib import admin
from django.urls import include, path, re_path

from desk.guest import guest_preview
from media.serving import RENDITION, limited_photo

from . import uploads

urlpatterns = [
    path("tai-khoan/", include("accounts.urls")),
    path("admin/", include("desk.urls")),
    path("admin/", admin.site.urls),
    path("xem-truoc/<str:token>/", guest_preview, name="guest_preview"),
    re_path(rf"^uploads/(?P<path>{uploads.PATH})$", uploads.upload, name="upload"),
    re_path(rf"^anh/(?P<id>[0-9]{{1,18}})/(?P<name>{RENDITION})$", limited_photo, name="limited_photo"),
    path("", include("reader.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "reader.errors.forbidden"
handler404 = "reader.errors.not_found"
handler500 = "reader.errors.server_error"
