"""First run: SQLite, nothing to configure. For one machine; never for the public."""

from .base import *  # noqa: F403
from .base import BASE_DIR, database, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "development-only-and-refused-in-production"
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "[::1]", "testserver"]
(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASES = {"default": database(f"sqlite:///{BASE_DIR / 'var' / 'lingnan.sqlite3'}")}
# The accounts of the demonstration sign in with the password alone, and stay signed in for a day's work.
STRICT_SIGN_IN = env.bool("STRICT_SIGN_IN", default=False)
SESSION_IDLE_SECONDS = 12 * 60 * 60
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    PUBLICATION_ANCHOR_FILE = f"{DATABASES['default']['NAME']}.anchors.jsonl"
# Made at the first anchoring; in production the key comes from the environment.
PUBLICATION_LOG_KEY_FILE = str(BASE_DIR / "var" / "publication-log.key")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
