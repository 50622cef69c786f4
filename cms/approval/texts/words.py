"""What exactly of a shared text was approved, as a hash; the same for an object, a revision and proposed words."""

from modelcluster.models import get_serializable_data_for_fields

from cms.approval.gate.fingerprint import fingerprint_of


def fingerprint(guarded, instance):
    """The fingerprint of the words of an object as it stands in memory."""
    return _of(guarded, get_serializable_data_for_fields(instance))


def fingerprint_of_text(guarded, revision):
    """The fingerprint of what a revision holds."""
    return _of(guarded, revision.content)


def _of(guarded, content):
    return fingerprint_of(guarded.model, {name: content.get(name) for name in guarded.names})


def words_of(guarded, instance):
    """The words of an object by the names of their fields."""
    return {name: getattr(instance, name) for name in guarded.words}


def shows(guarded, instance):
    """Whether the public reads anything of the object."""
    if guarded.has_drafts:
        return instance.live
    return any(words_of(guarded, instance).values())


def public_words(guarded, instance):
    """The fingerprint of what the public reads of the object, '' where that is nothing."""
    return fingerprint(guarded, instance) if instance is not None and shows(guarded, instance) else ""
