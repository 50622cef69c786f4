"""What the approval does by itself."""

from datetime import timedelta

from cms.approval.scheduling import publish_due
from cms.jobs.registry import periodic


@periodic(every=timedelta(minutes=1), name="approval.publish_due")
def publish_scheduled():
    """Publish what was approved for this moment, and take off what has expired."""
    publish_due()
