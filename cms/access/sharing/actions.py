"""What can be granted on a shared object."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import pgettext_lazy


class Action(models.TextChoices):
    """A right on one object: to read it with its drafts, to choose it for a page, to write it, to approve it."""

    VIEW = "view", pgettext_lazy("right", "View")
    USE = "use", pgettext_lazy("right", "Use")
    CHANGE = "change", pgettext_lazy("right", "Change")
    APPROVE = "approve", pgettext_lazy("right", "Approve")


# Who writes or approves a text reads it; who may choose it reads no draft of it.
ANSWERED_BY = {
    "view": (Action.VIEW, Action.CHANGE, Action.APPROVE),
    "use": (Action.USE,),
    "change": (Action.CHANGE,),
    "approve": (Action.APPROVE,),
}


def answering(actions):
    """The rights that answer a policy's question about any of these actions; none for what is never granted."""
    return {right for action in actions for right in ANSWERED_BY.get(action, ())}


def codename(model, action):
    """Under which name Django keeps the right."""
    return f"{Action(action).value}_{model._meta.model_name}"


def action_of(name):
    """The right that a codename stands for."""
    return Action(name.partition("_")[0])


def permission_for(model, action):
    """Django's row for the right, made when it is first granted."""
    found, _created = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        codename=codename(model, action),
        defaults={"name": f"Can {Action(action).value} {model._meta.model_name}"},
    )
    return found
