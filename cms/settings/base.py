"""Settings that every environment shares. What differs is in development, production and test."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

INSTALLED_APPS = [
    "cms",
    "cms.demo",
    "home.apps.HomeConfig",
    "sites.apps.DepartmentSitesConfig",
    "cms.importing",
    "cms.approval",
    "cms.access.sharing",
    "cms.access.audit",
    "cms.access.signin",
    "cms.access",
    "cms.content",
    "cms.organisation",
    "cms.delivery",
    "cms.jobs",
    "cms.workbench",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.access.people.apps.UsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "guardian",
    "auditlog",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "cms.access.signin.addresses.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.access.signin.sessions.StandingMiddleware",
    "cms.access.audit.acting.ActingMiddleware",
    "cms.access.audit.elsewhere.ElsewhereMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.access.signin.fresh.FreshMiddleware",
    "axes.middleware.AxesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "sites.middleware.ChromeMiddleware",
    "cms.approval.middleware.WithdrawnMiddleware",
    "cms.approval.checks.middleware.RefusedSubmissionMiddleware",
    "cms.access.fence.middleware.TenantFence",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
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
                "sites.context_processors.chrome",
                "cms.approval.context_processors.staff",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    # With recursive triggers a row that is replaced is deleted before the eyes of its triggers.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
    "PRAGMA recursive_triggers=ON;",
}


def database(default):
    """The database named by DATABASE_URL; SQLite gets the options under which concurrent writers succeed."""
    config = env.db("DATABASE_URL", default=default)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    return config


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "cms.access.signin.lockout.PausingBackend",
    "cms.access.signin.accounts.AccountBackend",
    "cms.access.sharing.backends.GrantBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.access.signin.passwords.NotTakenBeforeValidator"},
]
# Second factors for the roles that must have them, and the question who is there before somebody signs off or gives
# rights. Off only for a demonstration on one machine; `check --deploy` refuses that in production.
STRICT_SIGN_IN = True
# A session ends when nothing happens in it for so long, and after so long whatever happens.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
OTP_TOTP_ISSUER = "Lingnan"
# How many proxies of one's own stand in front and append to X-Forwarded-For; with 0 the header is not read.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# Pauses after wrong passwords are reckoned by the handler; the cool-off is how long a count is remembered.
AXES_HANDLER = "cms.access.signin.lockout.PausingHandler"
AXES_CLIENT_IP_CALLABLE = "cms.access.signin.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "cms.access.signin.lockout.keep_answer"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 24
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

# A superuser is for setting up and for tests; where the public reads, three administrators share the work.
FORBID_SUPERUSERS = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))()
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))()
# Where an import names the rows that it refused.
REJECTS_ROOT = Path(env.path("REJECTS_ROOT", default=str(BASE_DIR / "var" / "rejects"))())

# The heads of the publication log are signed with this key (Ed25519, 32 bytes in base64) and kept outside the database.
PUBLICATION_LOG_KEY = env("PUBLICATION_LOG_KEY", default="")
PUBLICATION_LOG_PUBLIC_KEYS = env.list("PUBLICATION_LOG_PUBLIC_KEYS", default=[])
PUBLICATION_LOG_KEY_FILE = ""
PUBLICATION_ANCHOR_FILE = env("PUBLICATION_ANCHOR_FILE", default=str(BASE_DIR / "var" / "publication-anchors.jsonl"))

WAGTAIL_SITE_NAME = _("Guangdong, China")
WAGTAILADMIN_BASE_URL = env("ADMIN_BASE_URL", default="http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "content.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.picture_form.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "content.Attachment"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.approval.release.finish.finish"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
# The Elasticsearch that the public search asks; empty: the database itself. Its indexes' names begin with the prefix.
SEARCH_URL = env("SEARCH_URL", default="")
SEARCH_PREFIX = env("SEARCH_PREFIX", default="lingnan-")
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILADMIN_COMMENTS_ENABLED = True
# A tag is the word as it was typed: found in another spelling, it would tell what others call their files.
TAGGIT_CASE_INSENSITIVE = False
# A pasted address becomes a link to a page where it is exactly that page's; no step in between shows its title.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail is written to the database and sent by the background work through MAIL_TRANSPORT, which each environment names.
EMAIL_BACKEND = "cms.jobs.outbox.QueuedBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="noreply@localhost")
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Departments' sites answer below this domain; its DNS entry is a wildcard.
SITES_BASE_DOMAIN = env("SITES_BASE_DOMAIN", default="localhost")
# The national platform 我为政府网站找错; {code} becomes the site identification code. Empty: no entry in the footer.
FIND_ERRORS_URL = env("FIND_ERRORS_URL", default="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}")

# Whether other hosts are asked if what we link to is still there, and the name under which that is done.
ASK_OUTSIDE_LINKS = env.bool("ASK_OUTSIDE_LINKS", default=True)
LINK_CHECK_NAME = f"Lingnan link check (+{WAGTAILADMIN_BASE_URL})"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# guardian.W001: our backend stands in the place of its own, which knows no end of a grant.
# W019: the admin's preview shows pages of the same origin in a frame, see X_FRAME_OPTIONS.
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003", "security.W019", "guardian.W001"]

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail's admin carries inline scripts in its widgets, so the policy names both; nothing loads from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    },
}
