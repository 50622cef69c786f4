"""What lies on the system administrator's desk: work behind the scenes that fails, and mail that does not leave."""

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.system import administers_system, failing_jobs, stuck_mails
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8


@desk_panel
class FailingJobsPanel(DeskPanel):
    """Periodic jobs whose last run failed."""

    name = "jobs-failing"
    heading = gettext_lazy("Work behind the scenes that fails")
    more_label = gettext_lazy("Background work")
    importance = 15

    def is_for_reader(self):
        return administers_system(self.request.user)

    def load(self):
        self.rows = [_job(run) for run in failing_jobs()[:SHOWN]]
        mails = stuck_mails()
        if number := mails.count():
            self.rows.append(_mail(number, mails.values_list("error", flat=True).first()))
        self.total = len(self.rows)
        self.more_url = reverse("system_jobs")


def _job(run):
    ago = _("failed %(time)s ago") % {"time": timesince(run.failed_at, depth=1)}
    return DeskRow(str(run.label), reverse("system_jobs"), _("Look"), (ago,), is_late=True, reason=run.error[:300])


def _mail(number, error):
    title = _("Mails that could not be sent: %(number)d") % {"number": number}
    return DeskRow(title, reverse("system_jobs"), _("Look"), is_late=True, reason=error)
