"""The addresses under /tai-khoan/, by the names that allauth gives them: only what is listed here can be reached."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from . import views


def page(route: str, view: Callable[..., HttpResponse], name: str, **fixed: str) -> URLPattern:
    """What these pages show is for one person: nothing keeps them."""
    return path(route, never_cache(view), fixed, name=name)


signing_in = [
    page("dang-nhap/", account.login, "account_login"),
    page("dang-nhap/ma/", mfa.authenticate, "mfa_authenticate"),
    page("dang-nhap/passkey/", passkeys.login_webauthn, "mfa_login_webauthn"),
    page("dang-nhap/chung/", views.single_sign_on, "single_sign_on"),
    page("dang-nhap/chung/ve/", oidc.callback, "openid_connect_callback", provider_id="oidc"),
    page("dang-nhap/chung/huy/", social.login_cancelled, "socialaccount_login_cancelled"),
    page("dang-xuat/", account.logout, "account_logout"),
    page("tam-khoa/", account.account_inactive, "account_inactive"),
    page("quen-mat-khau/", account.password_reset, "account_reset_password"),
    page("quen-mat-khau/da-gui/", account.password_reset_done, "account_reset_password_done"),
    page(
        "quen-mat-khau/xong/",
        RedirectView.as_view(pattern_name="account_login"),
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^mat-khau-moi/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})/$",
        never_cache(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

confirming = [
    page("xac-nhan/", account.reauthenticate, "account_reauthenticate"),
    page("xac-nhan/ma/", mfa.reauthenticate, "mfa_reauthenticate"),
    page("xac-nhan/passkey/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
]

own_account = [
    page("", views.OwnAccount.as_view(), "mfa_index"),
    page("tiep/", views.go_on, "account_go_on"),
    page("mat-khau/", account.password_change, "account_change_password"),
    page("mat-khau/dat/", account.password_set, "account_set_password"),
    page("ung-dung/", totp.activate_totp, "mfa_activate_totp"),
    page("ung-dung/bo/", totp.deactivate_totp, "mfa_deactivate_totp"),
    page("passkey/", passkeys.list_webauthn, "mfa_list_webauthn"),
    page("passkey/them/", passkeys.add_webauthn, "mfa_add_webauthn"),
    page("passkey/<int:pk>/ten/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    page("passkey/<int:pk>/bo/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    page("ma-du-phong/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    page("ma-du-phong/tai-ve/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    page("ma-du-phong/moi/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    page("phien/", views.sessions, "usersessions_list"),
]

urlpatterns = signing_in + confirming + own_account
