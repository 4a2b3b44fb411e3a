from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from . import letters
from .second_factor import FACTORS, take_away
from .sessions import end_sessions

# What allauth keeps, and registers, holds secrets and is nothing to edit.
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, User):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def free_email(email: str, user: User) -> str:
    """The address, unless another account has it: people sign in by it, and are known by it to the single sign-on."""
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError(_("Another account has this address."))
    return email


class AccountForm(UserAdmin.form):
    def clean_email(self) -> str:
        return free_email(self.cleaned_data["email"], self.instance)


class NewAccountForm(UserAdmin.add_form):
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("For choosing a new password."))

    def clean_email(self) -> str:
        return free_email(self.cleaned_data["email"], self.instance)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's, with what an administrator does for colleagues who lost their phone or left."""

    form, add_form = AccountForm, NewAccountForm
    list_display = ["username", "name", "email", "is_staff", "is_protected", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
        (_("At the desk"), {"fields": ("is_staff", "groups")}),
    )
    actions = ["send_password_link", "take_second_factor_away", "sign_out_everywhere"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
        return super().get_queryset(request).annotate(is_protected=Exists(factors))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """A colleague, who chooses the password."""
        return {"is_staff": True, "usable_password": "false"} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, user: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, user, form, change)
        if not change and user.email and not user.has_usable_password():
            transaction.on_commit(partial(letters.in_background, letters.invite, user))
            self.say(request, gettext("A link to choose a password is on its way to %s.") % user.email)

    @admin.display(description=_("name"), ordering="last_name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("second factor"), boolean=True)
    def is_protected(self, user: User) -> bool:
        return user.is_protected

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser is changed by superusers alone: who could set the password could sign in as one."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Roles come from groups; more than a group has is given by superusers alone."""
        above = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), *above)

    def within_reach(self, request: HttpRequest, users: QuerySet[User]) -> list[User]:
        """Those of the chosen accounts that this administrator may change; the others are passed over."""
        return [user for user in users if self.has_change_permission(request, user)]

    @admin.action(description=_("Send a link to choose a password"), permissions=["change"])
    def send_password_link(self, request: HttpRequest, users: QuerySet[User]) -> None:
        reachable = self.within_reach(request, users.filter(is_active=True).exclude(email=""))
        for user in reachable:
            letters.in_background(letters.invite, user)
            self.log_change(request, user, gettext("Sent a link to choose a password."))
        self.say(request, ngettext("%d link was sent.", "%d links were sent.", len(reachable)) % len(reachable))

    @admin.action(description=_("Remove the second factor (phone lost)"), permissions=["change"])
    def take_second_factor_away(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in self.within_reach(request, users):
            take_away(user)
            self.log_change(request, user, gettext("Removed the second factor."))
        self.say(request, gettext("Removed. They are signed out and set up a new one when they sign in."))

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in self.within_reach(request, users):
            end_sessions(user)
            self.log_change(request, user, gettext("Signed out everywhere."))
        self.say(request, gettext("They are signed out everywhere."))

    def say(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.SUCCESS)
