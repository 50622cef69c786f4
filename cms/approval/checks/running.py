"""Making the checks of a revision and keeping what they found.

Every check runs by itself: one that raises is logged with its traceback, said among the findings, and holds up nobody.
"""

import hashlib
import logging
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from cms.approval.checks import rules  # noqa: F401
from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.material import OutOfTime, material_of
from cms.approval.checks.plain_text import essence
from cms.approval.checks.registry import all_checks
from cms.approval.models.finding import CheckRun, Finding, FindingDecision
from cms.approval.models.terms import CheckSetting

logger = logging.getLogger(__name__)
FAILED = gettext_noop("This check could not be made (%(error)s). Look at it by eye; the failure is logged.")
SLOW = gettext_noop("This check took too long and was stopped; it has not seen the whole text. Look at it by eye.")
MORE = gettext_noop("%(number)d more hits of this kind in the same place.")


def run_checks(revision, today=None):
    """Make every check of the revision, store what was found, and return it.

    What was decided about the same hit before, in this revision or an earlier one, holds on.
    """
    material = material_of(revision, today)
    found, failed = [], 0
    settings = {setting.check_code: setting for setting in CheckSetting.objects.all()}
    for each in all_checks():
        setting = settings.get(each.code)
        if setting is not None and not setting.is_active:
            continue
        blocking = each.blocking if setting is None else setting.is_blocking
        hits, error = _hits_of(each, material)
        failed += bool(error)
        if error:
            found.append(_finding(each.code, False, error, has_failed=True))
        most = material.parameters["check-hits-decided" if blocking else "check-hits-shown"]
        for hit in _shortened(hits, most):
            holds_up = blocking and hit.blocking is not False
            found.append(_finding(each.code, holds_up, hit))
    return _store(revision, material.page.pk, found, failed)


def _hits_of(each, material):
    """The hits of one check and None, or what it found until it failed and a hit that says so."""
    hits = []
    try:
        with transaction.atomic():
            hits.extend(each.find(material))
    except OutOfTime:
        logger.warning("The check %s took too long on page %s and was stopped", each.code, material.page.pk)
        return hits, Hit(SLOW, where=Where.PAGE)
    except Exception as error:
        logger.exception("The check %s failed on page %s", each.code, material.page.pk)
        return hits, Hit(FAILED, {"error": type(error).__name__}, where=Where.PAGE)
    return hits, None


def _shortened(hits, most):
    """Not more than so many hits of one message in one place; the rest as one hit with their number.

    Its facts hold a hash of what it stands for: what was decided about it says nothing about other passages.
    """
    seen, places, hidden = Counter(), {}, {}
    for hit in hits:
        place = (hit.message, hit.where, hit.detail.partition(" · ")[0])
        seen[place] += 1
        if seen[place] <= most:
            yield hit
        else:
            hidden.setdefault(place, hashlib.sha256()).update(_signature("", hit).encode())
        places[place] = hit
    for place, number in seen.items():
        if number > most:
            last = places[place]
            detail = place[2]
            facts = {"number": number - most, "hash": hidden[place].hexdigest()}
            yield Hit(MORE, facts, where=last.where, detail=detail, blocking=last.blocking)


def _finding(code, blocking, hit, has_failed=False):
    return Finding(
        check_code=code,
        is_blocking=blocking,
        has_failed=has_failed,
        message=hit.message,
        facts=hit.facts,
        where=hit.where,
        detail=hit.detail[:300],
        before=hit.before[-60:],
        passage=hit.passage[:300],
        after=hit.after[:60],
        suggestion=hit.suggestion[:200],
        signature=_signature(code, hit),
    )


def _signature(code, hit):
    """What tells the same hit in another revision: the check, the place, the passage and the words around it."""
    words = "\n".join(essence(part) for part in (hit.before, hit.passage, hit.after))
    facts = ",".join(f"{name}={value}" for name, value in sorted(hit.facts.items()))
    text = "\n".join([code, hit.message, facts, hit.where, hit.detail, words])
    return hashlib.sha256(text.encode()).hexdigest()


def _store(revision, page, found, failed):
    """Keep the findings of the revision in place of those of an earlier run."""
    by_signature = {}
    for finding in found:
        finding.page_id, finding.revision_id = page, revision.pk
        by_signature.setdefault(finding.signature, finding)
    with transaction.atomic():
        _take_over_decisions(page, by_signature)
        Finding.objects.filter(revision=revision).delete()
        Finding.objects.bulk_create(by_signature.values())
        run, created = CheckRun.objects.get_or_create(revision=revision, defaults={"page_id": page, "failed": failed})
        if not created:
            CheckRun.objects.filter(pk=run.pk).update(failed=failed, at=timezone.now())
    return list(by_signature.values())


def _take_over_decisions(page, by_signature):
    if not by_signature:
        return
    decisions = FindingDecision.objects.filter(page=page, signature__in=by_signature).order_by("pk")
    for decision in decisions:
        finding = by_signature[decision.signature]
        finding.decision, finding.reason = decision.decision, decision.reason
        finding.decided_by_id, finding.decided_at = decision.by_id, decision.at
