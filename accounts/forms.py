"""allauth's forms with our words, with limits, and without what hostile input trips over."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import letters

# What a browser sends of a passkey is about two kilobytes.
LONGEST_CREDENTIAL = 20_000


def plain(field: forms.Field, label: str, help_text: str = "", **attributes: str | bool) -> None:
    """Give a field its words: labels stand above it, so nothing is said inside."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


# --- Passwords --------------------------------------------------------------


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        plain(self.fields["login"], _("User name or e-mail address"), **name)
        plain(self.fields["password"], _("Password"))
        plain(self.fields["remember"], _("Stay signed in on this device"))
        for name in ("login", "password"):
            limit(self.fields[name], 254)

    def user_credentials(self) -> dict[str, str]:
        """One way in, whatever the name looks like: see accounts/backend.py."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class PasswordLinkForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["email"], _("E-mail address of your account"), autofocus=True)

    def clean_email(self) -> str:
        """Looks for no account: the answer would tell, by itself or by its time."""
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        letters.in_background(letters.send_password_link, self.cleaned_data["email"])
        return self.cleaned_data["email"]


class NewPasswordWords:
    """Of the forms in which a password is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "oldpassword" in self.fields:
            plain(self.fields["oldpassword"], _("Present password"))
        advice = _("At least 10 characters. Three or four words that do not belong together are easy to remember.")
        plain(self.fields["password1"], _("New password"), advice)
        plain(self.fields["password2"], _("The new password once more"))


class ChangePasswordForm(NewPasswordWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(NewPasswordWords, account.SetPasswordForm):
    pass


class LinkedPasswordForm(NewPasswordWords, account.ResetPasswordKeyForm):
    pass


class ConfirmForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["password"], _("Your password"), autofocus=True)


# --- Codes ------------------------------------------------------------------


class CodeField:
    """Of the forms that ask for a code of an app: digits on phones, and no code serves twice."""

    label: str
    focused = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["code"], self.label, inputmode="numeric", autofocus=self.focused)
        limit(self.fields["code"], 40)

    def clean_code(self) -> str:
        """allauth remembers a used code for one period; with a tolerance it is valid for three."""
        code = super().clean_code()
        if not cache.add(f"accounts.code:{self.user.pk}:{code}", True, timeout=mfa.TOTP_PERIOD * 4):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(CodeField, codes.AuthenticateForm):
    label = _("Code of your app, or a recovery code")

    def kinds(self) -> list[str]:
        """The kinds of second factors that the account has."""
        return list(Authenticator.objects.filter(user=self.user).values_list("type", flat=True))


class ConfirmCodeForm(CodeField, codes.ReauthenticateForm):
    label = _("Code of your app, or a recovery code")


class AppForm(CodeField, ActivateTOTPForm):
    label = _("The six digits that the app shows")
    # The picture above comes first.
    focused = False


# --- Passkeys ---------------------------------------------------------------


NONSENSE = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


class CredentialField(forms.JSONField):
    """What a browser says of a passkey."""

    widget = forms.HiddenInput

    def to_python(self, value: str) -> Any:
        if len(value or "") > LONGEST_CREDENTIAL:
            raise get_adapter().validation_error("incorrect_code")
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code")


class Careful:
    """Of the forms with a passkey: what no browser would send is a wrong code, no fault of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code")


class CarefulSignIn(Careful):
    """The same of those that prove something by it."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code")


class AddPasskeyForm(Careful, keys.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["passwordless"] = True
        plain(self.fields["name"], _("Name"), _("So that you know it again, such as “Work phone”."))
        limit(self.fields["name"], 60)
        plain(
            self.fields["passwordless"],
            _("Sign in with it alone"),
            _("Without name and password. A simple security key may not be able to: untick it then."),
        )


class RenamePasskeyForm(keys.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["name"], _("Name"))
        limit(self.fields["name"], 60)


class PasskeySignInForm(CarefulSignIn, keys.LoginWebAuthnForm):
    pass


class PasskeyFactorForm(CarefulSignIn, keys.AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(CarefulSignIn, keys.ReauthenticateWebAuthnForm):
    pass


def limit(field: forms.CharField, length: int) -> None:
    """Let a field take no more than this, and say so to the browser."""
    field.max_length = length
    field.validators.append(MaxLengthValidator(length))
    field.widget.attrs["maxlength"] = length
