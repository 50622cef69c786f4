"""The process behind `bench_checks`, with a database of its own."""

import sys
from importlib import import_module
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    import_module("tests.benchmarks.checks_measured").main(Path(sys.argv[1]))
