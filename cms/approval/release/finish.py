"""What happens when the last step of a workflow is approved.

Wagtail loads this module while its own models are half loaded, so nothing of Wagtail can be imported at its head.
"""

from django.utils.module_loading import import_string


def finish(workflow_state, user=None):
    """Publish exactly the revision that was approved."""
    is_page = isinstance(workflow_state.content_object, import_string("wagtail.models.Page"))
    publish = (
        "cms.approval.release.publishing.publish_approved" if is_page else "cms.approval.texts.deciding.publish_text"
    )
    import_string(publish)(workflow_state, user)
