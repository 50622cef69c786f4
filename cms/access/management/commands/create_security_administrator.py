import os
from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.organisation.models import RoleGroup
from cms.organisation.roles import Role

VARIABLE = "ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    help = (
        "Makes the first security administrator, who then makes all others in the admin. No superuser is needed, and "
        f"the command refuses once there is one. The password is asked for, or taken from {VARIABLE}."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="The person's name, family name first.")
        parser.add_argument("--email", default="")

    def handle(self, username, name, email, **options):
        held = RoleGroup.objects.filter(role=Role.SECURITY_ADMINISTRATOR, department=None).first()
        if held is None:
            raise CommandError(_("The portal has no group for this role yet. Build the portal first."))
        if held.group.user_set.filter(is_active=True).exists():
            raise CommandError(_("There is a security administrator already; accounts are made in the admin."))
        user = get_user_model()(username=username, last_name=name, email=email)
        password = os.environ.get(VARIABLE) or getpass(_("Password: "))
        try:
            user.full_clean(exclude=["password", "person"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.add(held.group)
        self.stdout.write(_("%(name)s is security administrator.") % {"name": user})
