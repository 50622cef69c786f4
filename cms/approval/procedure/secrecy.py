"""The checklist of the secrecy review (保密审查): every question is answered, each time, and the answers are kept."""

from django.utils.translation import gettext as _

from cms.approval.models.procedure import SecrecyItem


class Unanswered(ValueError):
    """Questions of the checklist that were not confirmed, or that are missing; the sentence says which."""


def questions():
    """The questions in use, as choices of a form."""
    return [(str(item.pk), item.text) for item in SecrecyItem.objects.filter(active=True)]


def answers(confirmed):
    """The texts of the questions that were confirmed, as they are kept.

    Raises Unanswered when one in use was not, and when none is in use: nobody confirms nothing.
    """
    confirmed = {str(number) for number in confirmed}
    asked = questions()
    if not asked:
        raise Unanswered(_("The secrecy checklist is empty. The supervising office enters its questions first."))
    missing = [text for number, text in asked if number not in confirmed]
    if missing:
        raise Unanswered(
            _("The secrecy review confirms every item of its checklist; not confirmed: %(item)s") % {"item": missing[0]}
        )
    return [text for _number, text in asked]
