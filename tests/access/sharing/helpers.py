"""What a person does with shared objects in the admin, and what it finds there."""

import json

from django.test import Client
from django.urls import reverse

from cms.access.audit.models import AuditEntry
from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import LIST, revocation_url, rights_url
from cms.access.sharing.registry import shared_for
from cms.content.models import ContactCard
from tests.access.test_seam import readable


def viewset(model=ContactCard):
    """The model's viewset."""
    return model.snippet_viewset


def rows(instance):
    """Every grant on the object, whether it holds or not."""
    return [row for table in shared_for(type(instance)).tables for row in table.objects.filter(content_object=instance)]


def audited(event):
    """The entries of the audit of that kind, the newest first."""
    return list(AuditEntry.objects.filter(event=event).order_by("-number"))


def facts(entry):
    """What an entry holds."""
    return json.loads(entry.facts)


class Screens:
    """The admin as one person after the other sees it."""

    def __init__(self, client):
        self.client = client

    def of(self, user):
        """A browser in which the person is signed in."""
        client = Client()
        client.force_login(user)
        return client

    def grant(self, user, instance, action=Action.VIEW, **sent):
        """Send the form of rights: `account`, `department`, `role`, `until`, `reason`."""
        return self.of(user).post(rights_url(instance), {"action": action, "reason": "联合办事", **sent})

    def granted(self, user, instance, action=Action.VIEW, **sent):
        """The same where it must succeed; returns the new row."""
        before = {(row.kind, row.pk) for row in rows(instance)}
        response = self.grant(user, instance, action, **sent)
        assert response.status_code == 302, response.context["form"].errors
        return next(row for row in rows(instance) if (row.kind, row.pk) not in before)

    def refusals(self, response):
        """The sentences beside the fields of a form that was not accepted."""
        assert response.status_code == 200
        errors = response.context["form"].errors
        html = response.content.decode()
        assert all(str(sentence) in html for each in errors.values() for sentence in each)
        return {name: [str(sentence) for sentence in each] for name, each in errors.items()}

    def revoke(self, user, row, reason="不再需要"):
        """Take a grant back."""
        return self.of(user).post(revocation_url(row), {"reason": reason})

    def rights(self, user, instance):
        """The answer to who has what on the object."""
        return self.of(user).get(rights_url(instance))

    def all_grants(self, user, **query):
        """The list of grants."""
        return self.of(user).get(reverse(LIST), query)

    def status(self, user, name, instance, data=None):
        """How the address of the object answers: to a look, or to what is sent."""
        url = reverse(viewset(type(instance)).get_url_name(name), args=[instance.pk])
        client = self.of(user)
        return (client.get(url) if data is None else client.post(url, data)).status_code

    def lists(self, user, instance):
        """Whether the list of such objects names it."""
        answer = self.of(user).get(reverse(viewset(type(instance)).get_url_name("list")))
        return answer.status_code == 200 and str(instance) in answer.content.decode()

    def offers(self, user, instance):
        """Whether the chooser offers the object and hands it over; both or neither."""
        client, chooser = self.of(user), viewset(type(instance)).chooser_viewset
        offered = str(instance) in readable(client.get(reverse(chooser.get_url_name("choose"))))
        handed = client.get(reverse(chooser.get_url_name("chosen"), args=[instance.pk])).status_code == 200
        several = client.get(reverse(chooser.get_url_name("chosen_multiple")), {"id": instance.pk})
        assert offered == handed == (str(instance) in readable(several))
        return offered

    def writes(self, user, card, note):
        """Whether the card's draft takes the note."""
        form = {"department": card.department_id, "name": card.name, "phones": card.phones, "note": note}
        self.status(user, "edit", card, form)
        return ContactCard.objects.get(pk=card.pk).get_latest_revision_as_object().note == note

    def can(self, user, card):
        """What the person can do with a card that is not its own department's, found by trying."""
        found = set()
        if self.lists(user, card) and self.status(user, "inspect", card) == 200:
            found.add(Action.VIEW)
        if self.offers(user, card):
            found.add(Action.USE)
        if self.writes(user, card, f"{user.pk}-{len(found)}"):
            found.add(Action.CHANGE)
        return found
