"""All settings. The only reader of the environment; the table of variables is in README.md."""

import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from archive.secrets import read_or_make_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def _number(name: str, default: int, highest: int | None = None, lowest: int = 1) -> int:
    value = env.str(name, default="") or str(default)
    if not value.isdecimal() or int(value) < lowest or (highest and int(value) > highest):
        limits = f"from {lowest} to {highest}" if highest else f"of {lowest} or more"
        raise ImproperlyConfigured(f"{name} must be a number {limits}, not {value}.")
    return int(value)


def _flag(name: str, default: bool) -> bool:
    value = env.str(name, default="").lower()
    if value not in _YES | _NO | {""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value}.")
    return value in _YES if value else default


def _list(name: str) -> list[str]:
    """The parts between commas, without blank ones."""
    return [part.strip() for part in env.list(name, default=[]) if part.strip()]


def _addresses(name: str) -> list[str]:
    try:
        return [str(ip_address(part)) for part in _list(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must hold IP addresses: {error}.") from None


def _path(name: str, default: str) -> str:
    value = env.str(name, default="").strip("/") or default
    if not re.fullmatch(r"[A-Za-z0-9_-]+", value):
        raise ImproperlyConfigured(f"{name} must be one word of a path, not {value}.")
    return value


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")


def _site_url(authority: str, https: bool) -> str:
    default = f"{'https' if https else 'http'}://{authority}"
    url = (env.str("SITE_URL", default="") or default).rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
        raise ImproperlyConfigured(f"SITE_URL must look like https://example.org, not {url}.")
    return url


def _database(default: Path) -> dict[str, Any]:
    url = env.str("DATABASE_URL", default="")
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": default}
    if urlsplit(url).scheme not in env.DB_SCHEMES:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like sqlite:////folder/archive.db or postgres://user@host/name."
        )
    return env.db_url_config(url)


def _cache() -> dict[str, Any]:
    url = env.str("CACHE_URL", default="") or "locmemcache://?max_entries=200"
    if urlsplit(url).scheme not in env.CACHE_SCHEMES:
        raise ImproperlyConfigured(f"CACHE_URL must look like redis://host:6379/0, not {url}.")
    return env.cache_url_config(url)


HOST = env.str("HOST", default="") or "127.0.0.1"
PORT = _number("PORT", 8000, highest=65535)
BIND = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
WORKERS = _number("WORKERS", 2)
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
LOAD_SEEDS = _flag("LOAD_SEEDS", default=True)
DEMO = _flag("DEMO", default=False)
ADMIN_PASSWORD = env.str("ADMIN_PASSWORD", default="")
SITE_HTTPS = _flag("SITE_HTTPS", default=False)
SITE_URL = _site_url(BIND, SITE_HTTPS)
SEARCH_RATE_PER_MINUTE = _number(
    "SEARCH_RATE_PER_MINUTE", 0 if _is_loopback(HOST) else 60, lowest=0
)
ADMIN_PATH = _path("ADMIN_PATH", "admin")
TRUSTED_PROXIES = _addresses("TRUSTED_PROXIES")

DEBUG = _flag("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = _list("ALLOWED_HOSTS") or sorted(
    {"localhost", "127.0.0.1", "[::1]", HOST, urlsplit(SITE_URL).hostname or HOST}
)
CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS") or [SITE_URL]

INSTALLED_APPS = [
    "search",
    "archive",
    "archive.admin_site.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "haystack",
    "ninja",
    "axes",
]

MIDDLEWARE = [
    "config.middleware.number_requests",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.keep_to_this_site",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.head_as_get",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.middleware.revalidate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.limit_bodies",
    "config.middleware.limit_searches",
    "config.middleware.tell_full_disk",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
    },
]

DATABASES = {"default": _database(default=DATA_DIR / "archive.db")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions and a long wait: with deferred ones half of the parallel writers fail.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
CACHES = {"default": _cache()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "search.backends.whoosh.WhooshEngine",
        "PATH": str(DATA_DIR / "index"),
        "SILENTLY_FAIL": False,
        "INCLUDE_SPELLING": True,
    },
}
HAYSTACK_LIMIT_TO_REGISTERED_MODELS = False
HAYSTACK_DOCUMENT_FIELD = "body"

LANGUAGE_CODE = "fa"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# One name for each file, and no time spent on compressing source maps, which only debuggers fetch.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
BODY_MAX_BYTES = 64 * 1024  # what strangers may send
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a preview of thirty articles has some hundred each

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
# Five wrong passwords for one name from one address: a quarter of an hour's wait.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "archive.visitors.address_of"
AXES_USERNAME_CALLABLE = "archive.logins.name_tried"
AXES_LOCKOUT_CALLABLE = "archive.logins.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # archive.logins keeps one
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SITE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SITE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if SITE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "config.middleware.RequestNumber"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s%(request_number)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Strangers who ask under wrong host names get their 400; a traceback each fills the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It warns of every HEAD request, whose body it drops as it should.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # It greets every command.
        "axes": {"level": "WARNING"},
    },
}
