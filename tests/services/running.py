"""The demonstration as `make demo` starts it: loaded into a folder, served on a free port. Knows nothing of Django."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from tests.services.paths import ROOT

START_SECONDS = 60
STOP_SECONDS = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def address(port, hostname="localhost", path="/"):
    return f"http://{hostname}:{port}{path}"


@dataclass
class Demo:
    """The running demo: where it answers, and its commands."""

    port: int
    environment: dict

    def url(self, path="/", hostname="localhost"):
        return address(self.port, hostname, path)

    def department_url(self, slug, path="/"):
        return address(self.port, f"{slug}.localhost", path)

    def manage(self, *arguments):
        """Run a management command against the demo and return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout


def start(demo, log):
    """Start server and background work; return their parent once the server answers."""
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(demo.port)],
        cwd=ROOT,
        env=demo.environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    for _attempt in range(START_SECONDS * 5):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", demo.port)) == 0:
                return server
        try:
            code = server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"The demo's server ended with {code}, see {log.name}")
    stop(server)
    raise AssertionError(f"The demo's server did not answer within {START_SECONDS} s, see {log.name}")


def stop(server):
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    assert server.returncode == 0, f"The demo's server ended with {server.returncode}"


@contextmanager
def running_demo(folder):
    """The demo, loaded into `folder` and served on a free port. For scripts; tests take the fixture `demo`."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }
    demo = Demo(free_port(), environment)
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_demo", "--port", str(demo.port))
    with (folder / "server.log").open("w") as log:
        server = start(demo, log)
        try:
            yield demo
        finally:
            stop(server)
