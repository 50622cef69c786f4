"""The suite's settings: tasks run at once, passwords hash fast, files go to a folder of the run."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import database

run_folder = tempfile.TemporaryDirectory(prefix="lingnan-test-")
FOLDER = Path(run_folder.name)
DEBUG = False
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["*"]
# A file, never memory: the live server's threads must not share the connection of the test.
DATABASES = {"default": database(f"sqlite:///{FOLDER}/unused.sqlite3")}
# Who is signed in by a test has nothing more to show, unless the test asks for it.
STRICT_SIGN_IN = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = FOLDER / "media"
REJECTS_ROOT = FOLDER / "rejects"
EMAIL_BACKEND = MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
PUBLICATION_LOG_KEY_FILE = str(FOLDER / "publication-log.key")
PUBLICATION_ANCHOR_FILE = str(FOLDER / "publication-anchors.jsonl")
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test that asks other hosts brings them itself.
ASK_OUTSIDE_LINKS = False
