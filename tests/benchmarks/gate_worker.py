"""The installation of `bench_gate`: tries the ways, then measures saving and publishing with and without the gate."""

import json
import logging
import statistics
import time
from contextlib import contextmanager

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from cms.approval.gate.fingerprint import fingerprint_of_revision  # noqa: E402
from cms.approval.models import Approval  # noqa: E402
from cms.triggers.installing import lifted  # noqa: E402
from tests.approval.paths import attempts  # noqa: E402, F401
from tests.approval.paths.registry import PEOPLE, lawful, unlawful  # noqa: E402
from tests.approval.paths.world import World, try_path, undone, walk  # noqa: E402
from tests.factories import two_people  # noqa: E402

ROUNDS = 40
SIGNALS = (pre_save, post_save, pre_delete, post_delete)


def try_all(world):
    """How often what was tried was refused or leaked, and how many lawful ways ended in public."""
    refused, leaks = 0, []
    for found in unlawful:
        for person in PEOPLE:
            outcome, where = try_path(world, found, person)
            refused += outcome == "refused"
            if outcome == "leaked":
                leaks.append(f"{found} ({person}): {where}")
    ended = [found for found in lawful if walk(world, found) == (True, [])]
    for line in [*leaks, *(f"{found}: not public" for found in lawful if found not in ended)]:
        print(line)
    return {
        "paths": len(unlawful),
        "people": len(PEOPLE),
        "refused": refused,
        "leaked": len(leaks),
        "lawful": len(lawful),
        "lawful_live": len(ended),
    }


@contextmanager
def without_gate():
    """Stock: no guard listens, no trigger stands."""
    kept = [(signal, list(signal.receivers)) for signal in SIGNALS]
    for signal, receivers in kept:
        signal.receivers = [each for each in receivers if not str(each[0][0]).startswith("gate:")]
        signal.sender_receivers_cache.clear()
    try:
        with lifted():
            yield
    finally:
        for signal, receivers in kept:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def cost(world):
    """Saving a draft, and publishing what was approved, with the gate and without it, in turn."""
    reviewer, signer = two_people()
    page = world.draft("量时间的通知")
    saves, statements = {True: [], False: []}, {}
    for _round in range(ROUNDS):
        for gate in (True, False):
            saves[gate].append(undone(_guarded, gate, _time_to_save, page))
    for gate in (True, False):
        statements[gate] = undone(_guarded, gate, _statements_to_publish, page, reviewer, signer)
    with_gate, stock = (statistics.median(saves[gate]) for gate in (True, False))
    return {
        "draft_ms": round(with_gate, 2),
        "draft_stock_ms": round(stock, 2),
        "draft_cost_percent": round(100 * (with_gate / stock - 1), 1),
        "publish_statements": statements[True],
        "publish_stock_statements": statements[False],
        "publish_extra_statements": statements[True] - statements[False],
    }


def _guarded(gate, action, *arguments):
    if gate:
        return action(*arguments)
    with without_gate():
        return action(*arguments)


def _time_to_save(page):
    page = type(page).objects.get(pk=page.pk)
    page.summary = "改过的摘要"
    began = time.perf_counter()
    with transaction.atomic():
        page.save_revision()
        page.save()
    return (time.perf_counter() - began) * 1000


def _statements_to_publish(page, reviewer, signer):
    """The approval is part of the gate, so it counts; stock needs none, but without it there would be no comparison."""
    page = type(page).objects.get(pk=page.pk)
    revision = page.save_revision()
    Approval.objects.create(
        page_id=page.pk,
        revision=revision,
        fingerprint=fingerprint_of_revision(revision),
        reviewed_by=reviewer,
        signed_by=signer,
    )
    statements = []

    def counted(execute, *arguments):
        statements.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        revision.publish(user=signer, skip_permission_checks=True)
    return len(statements)


def main():
    setup_test_environment()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    world = World()
    print(json.dumps(try_all(world) | cost(world), ensure_ascii=False))


if __name__ == "__main__":
    main()
