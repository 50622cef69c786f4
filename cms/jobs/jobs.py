"""The queue's own housekeeping."""

from datetime import timedelta

from django.core.management import call_command

from cms.jobs.registry import periodic

KEPT_DAYS = 14


@periodic(every=timedelta(days=1), name="jobs.prune_results")
def prune_results():
    """Forget tasks that finished more than two weeks ago."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, verbosity=0)
