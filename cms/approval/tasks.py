"""Work of the approval that would keep a person waiting."""

from django_tasks import task

from cms.approval.batches.course import sign_batch
from cms.approval.models import Batch


@task()
def publish_signed(batch_id):
    """Publish what remains of a batch that was signed off. Queued again after a crash, it goes on where it was."""
    batch = Batch.objects.select_related("signed_by").get(pk=batch_id)
    if batch.status == Batch.Status.SIGNING:
        sign_batch(batch, batch.signed_by)
