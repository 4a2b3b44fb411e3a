"""The one settings file: runs bare, reads the environment (or `.env`) through typed readers.

Safe by default: without DEBUG=1 it refuses to start when SECRET_KEY is missing.
Every variable is described in docs/settings.md.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import html_tags
from environs import Env
from js_asset import Script, static_lazy

from newsroom.buckets import bucket_storages, origin

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env")

# --- Safety -----------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
# Without DEBUG a missing key stops the start: environs raises, naming the variable.
SECRET_KEY = env.str("SECRET_KEY", "for development only, never in production") if DEBUG else env.str("SECRET_KEY")
# Former keys: what they signed or sealed is still good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

HTTPS = env.bool("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000 if HTTPS else 0)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# In buckets instead of on this machine's disk; see Files below.
S3_BUCKET = env.str("S3_BUCKET", "")
S3_PRIVATE_BUCKET = env.str("S3_PRIVATE_BUCKET") if S3_BUCKET else ""
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL").rstrip("/") if S3_BUCKET else ""
PUBLIC_FILES = [SELF, *([origin(S3_PUBLIC_URL)] if S3_BUCKET else [])]

# Nonces appear only where a page asks for one: in the admin, never on a page that may be cached.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [*PUBLIC_FILES, "data:"],
        # A page that embeds something of another host adds that host to one of these.
        "media-src": PUBLIC_FILES,
        "frame-src": [NONE],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# --- Parts ------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "content_editor",
    "django_prose_editor",
    "imagefield",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    # After allauth and Django: it changes what they put into the admin.
    "accounts.apps.AccountsConfig",
    "media.apps.MediaConfig",
    "articles.apps.ArticlesConfig",
    "frontpage.apps.FrontpageConfig",
    "reader.apps.ReaderConfig",
    "desk.apps.DeskConfig",
    "demo.apps.DemoConfig",
    # Last: what it does after a migration builds on what the others did.
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    # First what every answer carries, whichever of the others gives it: redirects and errors too.
    "newsroom.middleware.NoCookiesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.middleware.NotAllowedMiddleware",
    "newsroom.middleware.CleanTextMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Prints the small parts of forms without a template each.
FORM_RENDERER = "kernel.form_parts.QuickRenderer"

# --- Data -------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # SQLite makes its file, but not the folder of a fresh clone.
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # Immediate transactions: a writer takes its turn at BEGIN instead of failing half-way, and the
    # publishing lock (articles/timeline.py) is this very turn.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = env.bool("DATABASE_POOL", True)

# Off: on SQLite a read inside an immediate transaction waits for every writer.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts tries of passwords and remembers used codes, for all processes and machines alike. `migrate` makes the table.
# Many entries: with few, whoever tries many names would push the counts of others out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Forms ------------------------------------------------------------------

# An article of 200 blocks posts about 2,000 fields; a long one a few megabytes of text.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# What we add to the rich text editor, and what the sanitiser lets through for it: tables with a caption;
# pasting, typing and links as static/desk/rich_text.js has them.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("desk/table.js")],
        "extensions": {
            "CaptionedTable": html_tags(
                ["table", "caption", "thead", "tbody", "tr", "th", "td"],
                {"th": ["rowspan", "colspan"], "td": ["rowspan", "colspan"]},
            )
        },
    },
    {"js": [static_lazy("desk/rich_text.js")], "extensions": {"Writing": html_tags([])}},
]
# A text becomes an editor when it comes near the screen.
DJANGO_PROSE_EDITOR_PRESETS = {"nearby": [Script("desk/nearby.js", type="module")]}

# --- Files ------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/uploads/"
MEDIA_ROOT = env.path("UPLOADS_ROOT", BASE_DIR / "var" / "uploads")
ORIGINALS_ROOT = env.path("ORIGINALS_ROOT", BASE_DIR / "var" / "originals")
LIMITED_ROOT = env.path("LIMITED_ROOT", BASE_DIR / "var" / "limited")
STORAGES = {
    # Public renditions, named by their content.
    "default": {"BACKEND": "media.storage.PublicStorage"},
    # What photographers uploaded: private, and so without any URL.
    "originals": {
        "BACKEND": "media.storage.PrivateStorage",
        "OPTIONS": {"location": ORIGINALS_ROOT},
    },
    # Renditions of photos that readers may see only at times: private, handed out by media/serving.py.
    "limited": {
        "BACKEND": "media.storage.PrivateStorage",
        "OPTIONS": {"location": LIMITED_ROOT},
    },
    "staticfiles": {
        # Names with a hash need `collectstatic` first; in development files are found where they are.
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if S3_BUCKET:
    STORAGES |= bucket_storages(
        bucket=S3_BUCKET,
        private_bucket=S3_PRIVATE_BUCKET,
        public_url=S3_PUBLIC_URL,
        endpoint_url=env.str("S3_ENDPOINT_URL", ""),
        region=env.str("S3_REGION", ""),
        access_key=env.str("S3_ACCESS_KEY_ID", ""),
        secret_key=env.str("S3_SECRET_ACCESS_KEY", ""),
    )
IMAGEFIELD_BIN_DEPTH = 2
# The largest video or audio file that is taken.
RECORDING_MAX_MEGABYTES = env.int("RECORDING_MAX_MEGABYTES", 500)

# --- Language and time ------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Ours, and what the libraries' own catalogues lack.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = "newsroom.formats"
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- Sign-in ----------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["accounts.backend.Backend"]
# Staff need an app or a passkey before the admin opens.
REQUIRE_2FA = env.bool("REQUIRE_2FA", not DEBUG)
CSRF_FAILURE_VIEW = "reader.errors.csrf_failure"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
# How long who stays signed in stays so; for everybody else until the browser is closed.
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", 14) * 24 * 60 * 60
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
# Where people sign in or are signed in. Nothing else ever sets a cookie: a reader's page is the same for everybody.
COOKIE_PATHS = ("/admin/", "/tai-khoan/")

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# The administrator who makes an account knows its address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# A whole newsroom may sit behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,10/10m/key",
    "reset_password": "20/m/ip,3/10m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.PasswordLinkForm",
    "reset_password_from_key": "accounts.forms.LinkedPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
}
# Django's own: it covers the address that the account has now, and no list of former ones.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Without HTTPS browsers allow passkeys on http://localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Phones' clocks, and people's fingers, are up to half a minute late.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "activate_totp": "accounts.forms.AppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "accounts.forms.PasskeyFactorForm",
    "reauthenticate_webauthn": "accounts.forms.ConfirmPasskeyForm",
}

# Single sign-on by OpenID Connect; the provider vouches for e-mail addresses.
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SingleSignOnAdapter"
OIDC_ISSUER = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", "OpenID Connect")
OIDC_ASKS_SECOND_FACTOR = env.bool("OIDC_ASKS_SECOND_FACTOR", False)
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER, "verified_email": env.bool("OIDC_TRUST_EMAIL", False)},
            }
        ],
    }

# --- The paper --------------------------------------------------------------

# Where readers find the site: for links that are printed or sent.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PAPER_NAME = env.str("PAPER_NAME", "Nhật báo Bình Minh")
MFA_TOTP_ISSUER = PAPER_NAME

# --- E-mail -----------------------------------------------------------------

# EMAIL_BACKEND, EMAIL_HOST and what else Django wants to know.
vars().update(env.dj_email_url("EMAIL_URL", "console:" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", f"toasoan@{urlsplit(SITE_URL).hostname}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
