"""The nightly look at the publication log; what it finds is told to the supervising office at once."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approval.log.verify import verify
from cms.jobs.outbox import put
from cms.organisation.roles import supervisors

MOST = 20
logger = logging.getLogger(__name__)


def watch():
    """Verify the log, with the content of every public page. Returns the number of findings."""
    findings = verify(with_content=True).findings
    for finding in findings[:MOST]:
        logger.error("Publication log: [%s] %s", finding.kind, finding.text)
    if findings:
        _tell(findings)
    return len(findings)


def _tell(findings):
    subject = _("The publication log and what is public do not agree: %(number)d findings") % {"number": len(findings)}
    body = "\n".join(finding.text for finding in findings[:MOST])
    today = timezone.localdate().isoformat()
    for address in sorted(set(supervisors().exclude(email="").values_list("email", flat=True))):
        put(f"publication-log:{today}:{address}", address, subject, body)
