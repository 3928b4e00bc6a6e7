"""Settings. What differs between installations comes from the environment (docs/guides/operator.md)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MOTCUA_DATA", ROOT / "var")).resolve()
MOTCUA_DATA = DATA
MOTCUA_KEYS = Path(os.environ.get("MOTCUA_KEYS", DATA / "keys"))
MOTCUA_FILES = DATA / "files"
MOTCUA_PROVINCE = Path(os.environ.get("MOTCUA_PROVINCE", ROOT / "province" / "quang-binh"))
# Where nothing is said, the data folder knows: only the demo has a clock of its own (services/clock.py).
_DEMO_BY_DATA = "1" if (DATA / "clock.json").exists() else ""
MOTCUA_DEMO = os.environ.get("MOTCUA_DEMO", _DEMO_BY_DATA) == "1"
MOTCUA_PUBLIC_ADDRESS = os.environ.get("MOTCUA_PUBLIC_ADDRESS", "")
MOTCUA_NATIONAL_PORTAL = os.environ.get("MOTCUA_NATIONAL_PORTAL", "")
MOTCUA_REMOTE_SIGNING = os.environ.get(
    "MOTCUA_REMOTE_SIGNING", ""
)  # a CSC v2 service (docs/guides/operator.md)
MOTCUA_TRUST = Path(os.environ.get("MOTCUA_TRUST", DATA / "trust"))  # root certificates, PEM
MOTCUA_PROXY_COUNT = int(os.environ.get("MOTCUA_PROXY_COUNT", "0"))  # proxies of ours before us
MOTCUA_OFFICER_IDLE_SECONDS = 30 * 60
MOTCUA_SESSION_CACHE_SECONDS = 5
MOTCUA_TRIES_PER_ACCOUNT = 5  # in fifteen minutes (services/people/throttle.py)
MOTCUA_TRIES_PER_ADDRESS = 50  # a whole office may stand behind one
MOTCUA_AUTHORISATION = ROOT / "config" / "authorisation.toml"


def _secret() -> str:
    """The installation's own secret, made at the first start and kept beside the keys."""
    if given := os.environ.get("MOTCUA_SECRET"):
        return given
    path = MOTCUA_KEYS / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret()
DEBUG = os.environ.get("MOTCUA_DEBUG", "") == "1"
IS_SECURE = os.environ.get("MOTCUA_HTTPS", "") == "1"
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MOTCUA_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "motcua.records.people",
    "motcua.records.agencies",
    "motcua.records.absences",
    "motcua.records.calendars",
    "motcua.records.procedures",
    "motcua.records.queueing",
    "motcua.records.processes",
    "motcua.records.guidance",
    "motcua.records.dossiers",
    "motcua.records.tasks",
    "motcua.records.notes",
    "motcua.records.letters",
    "motcua.records.proposals",
    "motcua.records.lateness",
    "motcua.records.releases",
    "motcua.records.batches",
    "motcua.records.papers",
    "motcua.records.files",
    "motcua.records.signing",
    "motcua.records.consultations",
    "motcua.records.exports",
    "motcua.records.surveys",
    "motcua.records.evaluations",
    "motcua.records.journal",
    "motcua.records.outbox",
    "motcua.web.layout",
    "motcua.web.accounts",
    "motcua.web.portal",
    "motcua.web.desk",
    "motcua.web.console",
    "motcua.web.open",
    "motcua.web.api",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "motcua.web.accounts.middleware.SessionMiddleware",
    "motcua.web.layout.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.web.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.web.accounts.middleware.PermissionMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "motcua" / "web" / "layout" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "motcua.web.layout.context.page",
            ],
        },
    },
]


def _database(url: str) -> dict[str, object]:
    """`postgres://user:password@host:port/name?option=…`, or SQLite in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "motcua.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;",
            },
            "TEST": {"NAME": os.environ.get("MOTCUA_TEST_DATABASE")},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"prepare_threshold": None, **dict(parse_qsl(parts.query))},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [
    (prefix, str(path))
    for prefix, path in [
        ("font", _MODULES / "@fontsource" / "be-vietnam-pro" / "files"),
        ("vendor/htmx", _MODULES / "htmx.org" / "dist"),
        ("vendor/swagger", _MODULES / "swagger-ui-dist"),
    ]
    if path.exists()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

SESSION_ENGINE = "motcua.web.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-motcua" if IS_SECURE else "motcua"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrftoken"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "motcua.web.accounts.views.kept.csrf_failure"
SECURE_SSL_REDIRECT = False  # the proxy's work
SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # costs no statement
# What one process remembers the others don't know: nothing may rely on a cache that pretends otherwise.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [NONCE],  # not even our own files without it: uploads are our own files too
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

AUTHENTICATION_BACKENDS = ["motcua.web.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = ["motcua.web.accounts.hashers.LeanArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "motcua.services.people.password_rules.NotOnesOwnName"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "motcua.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours are in the database, so that two workers agree
ACCOUNT_FORMS = {
    "login": "motcua.web.accounts.forms.LoginForm",
    "reauthenticate": "motcua.web.accounts.forms.ReauthenticateForm",
    "change_password": "motcua.web.accounts.forms.ChangePasswordForm",
}
MFA_ADAPTER = "motcua.web.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một cửa Quảng Bình"
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # we keep no addresses for allauth
MFA_FORMS = {
    "authenticate": "motcua.web.accounts.forms.AuthenticateForm",
    "reauthenticate": "motcua.web.accounts.forms.MFAReauthenticateForm",
    "activate_totp": "motcua.web.accounts.forms.ActivateTOTPForm",
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "motcua.web.layout.uploads.LimitedSending",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MOTCUA_LARGEST_SENDING = 500 * 1024 * 1024  # the files of one form together
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # HTTPS redirect is the proxy's work
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # A 404 or a refused input is an answer, not trouble.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
