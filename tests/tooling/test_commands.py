"""The commands that start the product, as an operator meets them."""

import os
import re
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.services.paths import ROOT
from tests.services.running import free_port

MAKE_TARGETS = {
    "demo",
    "test",
    "lint",
    "requirements",
    "messages",
    "screenshots",
    "bench-import",
    "bench-pages",
    "clean",
}


def make(*arguments):
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def production(command="check", **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_help__lists_every_target():
    listed = re.findall(r"^  make ([a-z-]+)", make("help").stdout, re.MULTILINE)
    assert set(listed) >= MAKE_TARGETS


@pytest.mark.parametrize("target", ["demo", "test"])
def test_make__names_the_package_when_python_is_missing(target):
    done = make(target, "PYTHON3=no-such-python")
    assert done.returncode != 0
    assert "apt-get install python3 python3-venv" in done.stderr


@pytest.mark.parametrize("port", [0, 70_000])
def test_serve__refused_when_the_port_is_no_port(port):
    with pytest.raises(CommandError, match=str(port)):
        call_command("serve", port=port, check=True)


def test_serve__refused_and_another_port_named_when_it_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"{port}.*PORT={port + 1}"):
            call_command("serve", port=port, check=True)


def test_serve__stops_both_and_says_which_ended_when_one_cannot_start(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(free_port())],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr
    assert "manage.py work" in done.stderr
    assert "Traceback" not in done.stderr


def test_production__names_all_that_is_missing():
    done = production()
    assert done.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        assert name in done.stderr


def test_production__refused_when_the_secret_is_short():
    done = production(SECRET_KEY="short", ALLOWED_HOSTS="www.example.cn", DATABASE_URL="sqlite:///:memory:")
    assert done.returncode != 0
    assert "at least 50 characters" in done.stderr
