"""Connects the gate for shared texts to the models that it guards."""

from django.db.models.signals import post_save, pre_delete, pre_save

from cms.approval.texts.gate import after_save, before_deletion, before_save
from cms.approval.texts.registry import all_guarded, register


def connect():
    """Every model with drafts; called once all models are known."""
    for guarded in all_guarded().values():
        _connect(guarded)


def guard(guarded):
    """Register and connect a model without drafts; an app calls it when it is ready."""
    register(guarded)
    _connect(guarded)


def _connect(guarded):
    label = guarded.label
    pre_save.connect(before_save, sender=guarded.model, dispatch_uid=f"gate:{label}")
    post_save.connect(after_save, sender=guarded.model, dispatch_uid=f"gate:{label}")
    pre_delete.connect(before_deletion, sender=guarded.model, dispatch_uid=f"gate:{label}")
