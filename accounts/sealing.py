"""Secrets of second factors, sealed with the site's key: a copy of the database alone opens no account."""

import logging
from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

logger = logging.getLogger(__name__)


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret; if it was sealed with a key that the site no longer has, another one, which no code fits."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        logger.error("A second factor was sealed with another SECRET_KEY: put that one into SECRET_KEY_FALLBACKS.")
        return generate_totp_secret()


def _box() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"accounts.sealing" + key.encode()).digest()))
