"""System checks for what opens the newsroom to strangers."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def staff_have_a_second_factor(**kwargs: object) -> list[checks.CheckMessage]:
    """`accounts.W001`: a stolen password is enough to publish."""
    if settings.DEBUG or settings.REQUIRE_2FA:
        return []
    return [
        checks.Warning(
            "REQUIRE_2FA is off: whoever guesses a password is at the desk.",
            hint="Leave REQUIRE_2FA unset in production.",
            id="accounts.W001",
        )
    ]


@checks.register(checks.Tags.security)
def single_sign_on_is_encrypted(**kwargs: object) -> list[checks.CheckMessage]:
    """`accounts.E001`: who listens in could sign in as anybody."""
    issuer = settings.OIDC_ISSUER
    if settings.DEBUG or not issuer or issuer.startswith("https://"):
        return []
    return [
        checks.Error(
            f"OIDC_ISSUER is no https address: {issuer!r}",
            hint="What it says about people is believed because the connection is encrypted.",
            id="accounts.E001",
        )
    ]
