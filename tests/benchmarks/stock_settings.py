"""The same installation with Wagtail's own admin: without the tenants' middleware, with Wagtail's account screens."""

from cms.settings.development import *  # noqa: F403
from cms.settings.development import INSTALLED_APPS, MIDDLEWARE

KEPT = ("sites.", "django.", "wagtail.", "whitenoise.", "csp.")
MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith(KEPT)]
INSTALLED_APPS = ["wagtail.users" if name.endswith("UsersAppConfig") else name for name in INSTALLED_APPS]
