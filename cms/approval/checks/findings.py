"""Findings as people and the procedure ask for them, and the decisions about them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.approval.checks.registry import check_of
from cms.approval.checks.running import run_checks
from cms.approval.models.finding import CheckRun, Decision, Finding, FindingDecision


class DecisionRefused(Exception):
    """A decision about a hit that is not complete; the text says what is missing."""


@dataclass(frozen=True)
class Findings:
    """What the checks of one revision found, as the templates show it."""

    rows: list
    checked_at: object
    failed: int = 0

    @cached_property
    def blocking(self):
        """What holds the text up."""
        return [row for row in self.rows if not row.is_settled]

    @property
    def others(self):
        """What is worth a look, or was decided."""
        return [row for row in self.rows if row.is_settled]


def findings_for(revision):
    """The stored findings of a revision, in two statements; `checked_at` is None where it was never checked."""
    run = CheckRun.objects.filter(revision=revision).first()
    rows = list(Finding.objects.filter(revision=revision).select_related("decided_by"))
    for row in rows:
        known = check_of(row.check_code)
        row.check_name = known.name if known else row.check_code
    return Findings(rows, run.at if run else None, run.failed if run else 0)


def checked(revision):
    """The revision's findings, the checks made first where they never were."""
    if not CheckRun.objects.filter(revision=revision).exists():
        run_checks(revision)
    return findings_for(revision)


def undecided_blocking(revision):
    """The hits that have to be decided before this revision goes on; it is checked first where it never was."""
    if not CheckRun.objects.filter(revision=revision).exists():
        run_checks(revision)
    return list(Finding.objects.filter(revision=revision).undecided_blocking())


def counts_of(revisions):
    """By number of the revision: (hits, those that hold it up); none for a revision without hits. One statement."""
    return Finding.objects.counts(revisions)


def decide(finding, user, decision, reason=""):
    """Record what the user decided about a hit. An earlier decision stays on record; the last one counts.

    Raises DecisionRefused for a hit accepted without a reason.
    """
    reason = reason.strip()[:300]
    if decision == Decision.ACCEPT and not reason:
        raise DecisionRefused(_("Say why this can stay."))
    with transaction.atomic():
        row = FindingDecision.objects.create(
            page_id=finding.page_id,
            revision_id=finding.revision_id,
            check_code=finding.check_code,
            passage=finding.passage,
            signature=finding.signature,
            decision=decision,
            reason=reason,
            by=user,
        )
        Finding.objects.filter(page=finding.page_id, signature=finding.signature).update(
            decision=decision, reason=reason, decided_by=user, decided_at=row.at
        )
    return row
