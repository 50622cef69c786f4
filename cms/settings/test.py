"""The suite's settings: tasks run at once, passwords hash fast, files go to a folder of the run."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import database

DEBUG = False
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database("sqlite:///:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="lingnan-test-media-"))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
