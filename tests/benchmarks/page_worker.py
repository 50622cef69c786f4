"""The process behind one installation of `bench_pages`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module("tests.benchmarks.page_installation").main(int(sys.argv[1]))
