"""Taking a confirmed file of accounts: row by row, each whole or not at all, and from where it stood."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from cms.access.audit.acting import acting_as
from cms.access.audit.elsewhere import record_act
from cms.access.people.guarding import RoleRefused
from cms.access.people.importing import Outcome, Planner, repeated
from cms.access.people.models import AccountImport
from cms.access.people.naming import name_is_taken, split_name
from cms.access.people.passwords import send_link, tell_old_address
from cms.access.people.sheets import read
from cms.organisation.models import User

# Rows that are judged together; who acts is asked anew for each such part.
PART = 100
# A longer file is taken in the background.
MOST_AT_ONCE = 50
# Refused rows that are kept with their reasons.
MOST_NAMED = 300


class TakenElsewhere(Exception):
    """Another process took this row."""


@task()
def take_in_background(number):
    """Take what is left of the file. Queued again after a crash, it goes on where it was."""
    take(number)


def take(number):
    """Take what is left of the file, in the name and in the language of who confirmed it."""
    file = AccountImport.objects.get(pk=number)
    if file.confirmed_at is None or file.finished_at is not None:
        return
    with translation.override(file.language or None):
        rows = read(file.text)
        repeats = repeated(rows)
        try:
            for start in range(file.done, len(rows), PART):
                _take_part(file, rows[start : start + PART], repeats, start)
        except TakenElsewhere:
            return
    AccountImport.objects.filter(pk=number).update(finished_at=timezone.now(), text="")


def _take_part(file, rows, repeats, start):
    user = User.objects.get(pk=file.by_id)
    with acting_as(user):
        planner = Planner(user, rows, repeats)
        for place, row in enumerate(rows, start):
            _take_row(file, planner, row, place)


def _take_row(file, planner, row, place):
    """One row and the note that it was taken, both or neither. A refused one is noted with the reasons."""
    try:
        with transaction.atomic():
            plan = planner.plan(row)
            made, changed = plan.outcome == Outcome.NEW, plan.outcome == Outcome.CHANGED
            _note(file, place, made=F("made") + int(made), changed=F("changed") + int(changed))
            if plan.outcome == Outcome.REFUSED:
                raise ValidationError(plan.reasons)
            if made:
                _make(planner, plan)
            elif changed:
                _change(planner, plan)
    except ValidationError as refusal:
        _refuse(file, row, place, refusal.messages)
    except RoleRefused as refusal:
        _refuse(file, row, place, [str(refusal)])
    except IntegrityError:
        _refuse(file, row, place, [name_is_taken()])


def _refuse(file, row, place, reasons):
    with transaction.atomic():
        _note(file, place, refused=F("refused") + 1)
        refusals = AccountImport.objects.values_list("refusals", flat=True).get(pk=file.pk)
        if len(refusals) < MOST_NAMED:
            refusals.append([row.line, row.account, " ".join(reasons)])
            AccountImport.objects.filter(pk=file.pk).update(refusals=refusals)


def _note(file, place, **counts):
    """Raises TakenElsewhere where the row was dealt with."""
    rows = AccountImport.objects.filter(pk=file.pk, done=place, finished_at=None)
    if not rows.update(done=place + 1, **counts):
        raise TakenElsewhere


def _make(planner, plan):
    first, last = split_name(plan.row.name)
    account = User(
        username=plan.row.account, first_name=first, last_name=last, email=plan.row.mail, department=plan.department
    )
    account.set_unusable_password()
    account.save()
    account.groups.add(*(planner.group(role, plan.department) for role in plan.given))
    send_link(account, planner.user)
    record_act(planner.user, account.department_id, account, _("Account made"))


def _change(planner, plan):
    account, before = plan.account, plan.account.email
    if str(account) != plan.row.name:
        account.first_name, account.last_name = split_name(plan.row.name)
    account.email = plan.row.mail
    account.save(update_fields=["first_name", "last_name", "email"])
    account.groups.add(*(planner.group(role, plan.department) for role in plan.given))
    account.groups.remove(*(planner.group(role, plan.department) for role in plan.taken))
    if before and before != account.email:
        tell_old_address(account, before)
    record_act(planner.user, account.department_id, account, _("Account or roles changed"))
