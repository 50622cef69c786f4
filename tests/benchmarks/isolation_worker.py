"""The installation of `bench_isolation`: builds the departments, runs the matrix, prints what it found."""

import json
import logging
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.isolation.matrix import Matrix  # noqa: E402
from tests.isolation.people import people  # noqa: E402
from tests.isolation.world import build_world  # noqa: E402


def main():
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    call_command("migrate", verbosity=0)
    world = build_world()
    outcome = Matrix(world).run(people(world), lambda name, so_far: print(name, so_far.requests, file=sys.stderr))
    for line in [*outcome.findings, *outcome.unfilled]:
        print(line)
    print(json.dumps(outcome.summary()))


if __name__ == "__main__":
    main()
