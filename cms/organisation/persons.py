"""Whose account it is: who may change that, when it has to wait, and the record of it (domain §8.7).

Four eyes compare persons. Whoever could make a second account somebody else's between two steps would undo them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from cms.organisation.models import Person

ACTION = "organisation.person"
OBJECTIONS = []


def objects_to_person(function):
    """Register a function of two persons that says, in a sentence, why no account can pass between them; '' for none.

    What people do is known to other concerns.
    """
    OBJECTIONS.append(function)
    return function


def objection_to_person(account, person, user):
    """Why the user cannot say that the account is this person's, in a sentence; '' where nothing stands against it."""
    if user is None or user.person_id in (account.person_id, person.pk):
        return _("Another person of the office changes this.")
    return next((sentence for ask in OBJECTIONS if (sentence := ask(account.person, person))), "")


def note_change(account, before, user):
    """Record that the account is another person's from now on."""
    names = dict(Person.objects.filter(pk__in=[before, account.person_id]).values_list("pk", "name"))
    data = {"from": before, "from_name": names.get(before, ""), "to": account.person_id, "to_name": str(account.person)}
    log(instance=account, action=ACTION, user=user, data=data)


class PersonChanged(LogFormatter):
    """The record in words, in the history of the account."""

    label = gettext_lazy("Changed whose account it is")

    def format_message(self, entry):
        return _("This account was %(before)s’s and is %(after)s’s now.") % {
            "before": entry.data.get("from_name", ""),
            "after": entry.data.get("to_name", ""),
        }
