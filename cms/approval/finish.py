"""What happens when the last step of a workflow is approved.

Wagtail loads this module while its own models are half loaded, so nothing of Wagtail can be imported at its head.
"""

from django.utils.module_loading import import_string


def finish(workflow_state, user=None):
    """Publish exactly the revision that was approved."""
    import_string("cms.approval.publishing.publish_approved")(workflow_state, user)
