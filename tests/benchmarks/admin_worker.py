"""The process behind one installation of `bench_admin`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    mode = sys.argv[1]
    if mode == "stock":
        stock = import_module("tests.benchmarks.admin_stock")
        stock.take_the_seam_out()
        stock.give_rights()
    installation = import_module("tests.benchmarks.admin_installation")
    if mode == "build":
        installation.build()
    elif mode == "enlarge":
        installation.enlarge("large")
    else:
        installation.serve()
