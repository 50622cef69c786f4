"""Ending a pause for somebody else, and who may."""

from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.models import RecoveryDevice
from cms.access.signin.pauses import FREE, LONGEST_PAUSE, pause_after
from cms.organisation.roles import Role, departments_of, roles_of, user_has_role


def unlocks(user):
    """Whether the user ends pauses of anybody."""
    return bool(roles_of(user) & {Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})


def accounts_to_unlock(user):
    """The accounts whose pauses the user may end: other persons', of the own department or of all."""
    accounts = get_user_model().objects.exclude(person=user.person_id)
    if user_has_role(user, Role.SECURITY_ADMINISTRATOR):
        return accounts
    own = departments_of(user, Role.ADMINISTRATOR)
    condition = Q(department__in=own - {None})
    if None in own:
        condition |= Q(department=None, groups__role_group__role__isnull=False) & ~Q(
            groups__role_group__role__in=PROVINCIAL
        )
    return accounts.filter(condition, is_superuser=False).distinct()


PROVINCIAL = (Role.SUPERVISOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)


def paused_accounts(user, now=None):
    """Accounts that some client is refused for at the moment, each with `address`es and `until`; two statements."""
    now = now or timezone.now()
    rows = (
        AccessAttempt.objects.filter(attempt_time__gt=now - LONGEST_PAUSE)
        .values("username", "ip_address")
        .annotate(number=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(number__gte=FREE)
        .order_by("username", "ip_address")
    )
    pauses = {}
    for row in rows:
        until = row["last"] + pause_after(row["number"])
        if until > now:
            pauses.setdefault(row["username"], []).append((row["ip_address"], until))
    found = accounts_to_unlock(user).filter(username__in=pauses).select_related("department").order_by("pk")
    for account in found:
        account.pauses = pauses[account.username]
        account.paused_until = max(until for _address, until in account.pauses)
    return found


@transaction.atomic
def unlock(account, by=None):
    """End every pause of the account, of passwords and of codes; recorded. Returns whether there was one."""
    attempts = _forget(account)
    calm = {"throttling_failure_count": 0, "throttling_failure_timestamp": None}
    devices = sum(
        model.objects.filter(user=account, throttling_failure_count__gt=0).update(**calm)
        for model in (TOTPDevice, RecoveryDevice)
    )
    if attempts or devices:
        record(Event.UNLOCKED, by, department=account.department_id, target=account)
    return bool(attempts or devices)


@transaction.atomic
def forget_wrong_passwords(account):
    """Whoever chose another password by the link in a mail has not to wait for the old one; codes keep their wait."""
    if _forget(account):
        facts = {"way": "link"}
        record(Event.UNLOCKED, account, department=account.department_id, target=account, facts=facts)


def _forget(account):
    return AccessAttempt.objects.filter(username=account.get_username()).delete()[0]
