"""Who an account is, as a session names it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Reads the account together with the profile that every page of the admin asks it for."""

    def get_user(self, user_id):
        """The account with the number, or None where there is none or it is closed."""
        user = get_user_model().objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
