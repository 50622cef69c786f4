"""Due dates of steps that wait."""

from django.utils import timezone

from cms.templatetags.due import due_words


def words(due_at):
    """When something is due, in working days, or that its deadline is not set yet."""
    return due_words(due_at)


def is_late(due_at):
    """Whether the moment has passed."""
    return due_at is not None and due_at < timezone.now()
