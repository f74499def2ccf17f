"""Settings shared by the demonstration, the tests and production. Nothing secret stands here."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR_DIR = Path(env("THIDUA_VAR", default=str(BASE_DIR / "var")))
NODE_MODULES = BASE_DIR / "node_modules"

INSTALLED_APPS = [
    "thidua.apps.ThiduaConfig",
    "thidua.apps.ThiduaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "thidua.apps.ThiduaStaticFilesConfig",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "pgtrigger",
    "core",
    "accounts",
    "notices",
    "participants",
    "campaigns",
    "evidence",
    "scoring",
    "awards",
    "ballots",
    "papers",
    "dashboards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.RequestLimitsMiddleware",
    "core.middleware.WholeBodiesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.SignInRequiredMiddleware",
    "core.history.context.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SentDraftsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.NotAllowedMiddleware",
    "core.middleware.PostOnlyPagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thidua.urls"
WSGI_APPLICATION = "thidua.wsgi.application"

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
                "thidua.context.site",
            ],
            "builtins": ["core.templatetags.vi", "accounts.templatetags.kept_form"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- data ---------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///thidua")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")

# --- people -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_RESET_TIMEOUT = 14 * 86_400  # of an invitation to set the first password
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
DRAFT_DAYS = 90  # drafts that nobody continues are deleted after so long
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_ip"
AXES_USERNAME_CALLABLE = "accounts.addresses.attempted_name"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- language and clock -------------------------------------------------------------------
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # ids in links stay plain; the filter `so` writes for people
FORMAT_MODULE_PATH = ["thidua.formats"]
LOCALE_PATHS = [BASE_DIR / "thidua" / "locale"]  # what Django's own Vietnamese leaves in English

# --- files --------------------------------------------------------------------------------
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/khong-phuc-vu-truc-tiep/"  # evidence is only served by its own view
EVIDENCE_MAX_MB = 20
EVIDENCE_UNSENT_MAX_MB = 400  # kept for one person's forms that are not reports yet
EVIDENCE_UNSENT_DAYS = 7
EVIDENCE_HALF_ARRIVED_DAYS = 2  # how long half a file waits for the rest
CLAMAV_ADDRESS = env("CLAMAV_ADDRESS", default="")  # host:port or /path of a socket; empty: off
IMPORT_MAX_MB = 10  # a workbook of reports
REQUEST_MAX_MB = 210  # ten files and the text
REQUEST_MAX_MB_SIGNED_OUT = 1
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "thidua.storage.HashedStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/tabler/css", NODE_MODULES / "@tabler" / "core" / "dist" / "css"),
    ("vendor/font/files", NODE_MODULES / "@fontsource" / "be-vietnam-pro" / "files"),
]

# --- mail -----------------------------------------------------------------------------------
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")  # what links in mails begin with
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Thi đua HĐND <khong-tra-loi@localhost>")
MAIL_DIGEST_HOUR = env.int("MAIL_DIGEST_HOUR", default=7)
EMAIL_TIMEOUT = 20  # seconds; a server that hangs holds up one digest, not the night

# --- the queue: a message is a nudge, the row is the work ------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "visibility_timeout": 600,
    # A person who clicks never waits for a broker that is down: one try, and the schedule helps.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "recompute-changed": {
        "task": "scoring.recompute_changed",
        "schedule": 15,
        "options": {"expires": 30},
    },
    "draft-missing-proposals": {
        "task": "awards.draft_missing_proposals",
        "schedule": 20,
        "options": {"expires": 40},
    },
}
CELERY_BEAT_SCHEDULE["purge-unsent-files"] = {
    "task": "evidence.purge_unsent_files",
    "schedule": crontab(hour=3, minute=10),
}
CELERY_BEAT_SCHEDULE["purge-drafts"] = {
    "task": "accounts.purge_drafts",
    "schedule": crontab(hour=3, minute=20),
}
CELERY_BEAT_SCHEDULE["prepare-previews"] = {
    "task": "evidence.prepare_previews",
    "schedule": 30,
    "options": {"expires": 60},
}
CELERY_BEAT_SCHEDULE["make-papers"] = {
    "task": "papers.make_papers",
    "schedule": 20,
    "options": {"expires": 40},
}
CELERY_BEAT_SCHEDULE["send-digests"] = {
    "task": "notices.send_digests",
    "schedule": crontab(minute="*/10"),  # what failed is tried again; a person gets one a day
    "options": {"expires": 500},
}
CELERY_BEAT_SCHEDULE["remind"] = {
    "task": "dashboards.remind",
    "schedule": crontab(minute=50, hour="6-20"),  # the first time just before the digests
    "options": {"expires": 3000},
}
# Which task a nudge wakes: lower apps say what happened, only the roof knows who listens.
NUDGES = {
    "entries_changed": "scoring.recompute_changed",
    "preview_wanted": "evidence.prepare_previews",
    "ranking_sealed": "awards.draft_missing_proposals",
    "paper_wanted": "papers.make_papers",
}

# --- safety -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # typed text; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # every number of the largest scorecard
# Set by the demonstration alone; the page says so on every screen.
IS_DEMONSTRATION = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
