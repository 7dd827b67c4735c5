"""All settings, read from the environment. docs/deploying.md lists the variables.

DEBUG unset: an installation for one's own machine: loopback only, a generated key, mail on the
terminal. DEBUG=1: the same with Django's debug pages. DEBUG=0: deployed, and strict about it.
"""

import sys
from pathlib import Path
from typing import Any

import bootstrap
import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from cpd_tracker.environment import (
    demand,
    keep_secret_key,
    make_private,
    read_flag,
    read_list,
    read_port,
    read_text,
    refuse_weak,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = make_private(Path(read_text("DATA_DIR", str(BASE_DIR / "var"))))

_debug = read_flag("DEBUG")
DEBUG = _debug is True
DEPLOYED = _debug is False
if DEPLOYED:
    demand("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_HOST", "DEFAULT_FROM_EMAIL")

SECRET_KEY = read_text("SECRET_KEY") or keep_secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
if DEPLOYED:
    refuse_weak(SECRET_KEY, ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if DEPLOYED]

INSTALLED_APPS = [
    "reports",
    "evaluation",
    "curation",
    "events",
    "journal",
    "memberships",
    "catalogue",
    "goals",
    "people",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "mailer",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # first, so that files and refusals carry the policy too
    *(["cpd_tracker.middleware.HostMiddleware"] if DEPLOYED else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cpd_tracker.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "cpd_tracker.urls"
WSGI_APPLICATION = "cpd_tracker.wsgi.application"

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
                "people.context.registration",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data ---------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """The database of DATABASE_URL, or SQLite in DATA_DIR set up for several writers."""
    url = read_text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'cpd_tracker.sqlite3'}")
    try:
        database = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL is not a database address: {error}") from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    # The counters of the limits on tries: files, which all workers share and no restart forgets.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 60 * 60 * 24,
    },
}

# People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
REGISTRATION_OPEN = read_flag("REGISTRATION_OPEN") is not False
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "people.signup.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True  # one address an account: its name
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that has just signed up
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if DEPLOYED else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("home")

# A dead mail server is no error for the page: mail is queued, `manage.py runmailer` sends it.
EMAIL_BACKEND = (
    "mailer.backend.DbBackend" if DEPLOYED else "django.core.mail.backends.console.EmailBackend"
)
MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
MAILER_LOCK_PATH = str(DATA_DIR / "send_mail")
EMAIL_HOST = read_text("EMAIL_HOST", "localhost")
EMAIL_PORT = read_port("EMAIL_PORT", 587)
EMAIL_HOST_USER = read_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = read_text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = DEPLOYED and read_flag("EMAIL_USE_TLS") is not False
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = read_text("DEFAULT_FROM_EMAIL", "cpd-tracker@localhost")

# Security -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its ticks and arrows as data: pictures in the stylesheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "people.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DEPLOYED
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if DEPLOYED else 0
# Subdomains and browsers' own lists: the word of a domain's owner, not of one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if read_flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits on tries count visitors, not the proxy

# What is sent here --------------------------------------------------------------------------

LARGEST_UPLOAD = 5 * 1024 * 1024  # bytes; a form says so to whoever sends more
FILE_UPLOAD_HANDLERS = [
    "cpd_tracker.uploads.RefusingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Language, static files, logs ---------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# One language until a translation is whole: half a page in another helps nobody.
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "cpd_tracker.formats"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(bootstrap.__path__[0]) / "css")]
WHITENOISE_USE_FINDERS = not DEPLOYED
if DEPLOYED:
    _static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
elif sys.argv[1:2] == ["collectstatic"] or (STATIC_ROOT / "staticfiles.json").exists():
    # Hashed names as when deployed, but compressing takes longer than all the rest of a demo.
    _static_storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
else:
    _static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_storage},
    # Where no web server reaches it: a view hands a file out, to its owner only.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / "evidence"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # At DEBUG it writes down whole pages of what somebody keeps, for each name a template lacks.
    "loggers": {"django.template": {"level": "INFO"}},
}
