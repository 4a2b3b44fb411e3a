"""The one settings file: runs bare, reads the environment (or `.env`) through typed readers.

Safe by default: without DEBUG=1 it refuses to start when SECRET_KEY is missing.
Every variable is described in docs/settings.md.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import html_tags
from environs import Env
from js_asset import static_lazy

from newsroom.buckets import bucket_storages, origin

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env")

# --- Safety -----------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
# Without DEBUG a missing key stops the start: environs raises, naming the variable.
SECRET_KEY = env.str("SECRET_KEY", "for development only, never in production") if DEBUG else env.str("SECRET_KEY")
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

# What we add to the rich text editor, and what the sanitiser lets through for it: tables with a caption.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("desk/table.js")],
        "extensions": {
            "CaptionedTable": html_tags(
                ["table", "caption", "thead", "tbody", "tr", "th", "td"],
                {"th": ["rowspan", "colspan"], "td": ["rowspan", "colspan"]},
            )
        },
    }
]

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

CSRF_FAILURE_VIEW = "reader.errors.csrf_failure"
LOGIN_URL = "admin:login"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
# Where people sign in or are signed in. Nothing else ever sets a cookie: a reader's page is the same for everybody.
COOKIE_PATHS = ("/admin/",)

# --- The paper --------------------------------------------------------------

# Where readers find the site: for links that are printed or sent.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PAPER_NAME = env.str("PAPER_NAME", "Nhật báo Bình Minh")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
