import errno
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
STOP_SECONDS = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Runs the web server and the background work of this machine together, until one of them is stopped."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--check", action="store_true", help="Only see whether the port is free.")

    def handle(self, *, port, check, **options):
        addresses = free_addresses(port)
        if check:
            return
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE),
            "PYTHONUNBUFFERED": "1",
        }
        for number in SIGNALS:
            signal.signal(number, on_signal)
        ended = run_together((server(addresses), [sys.executable, "manage.py", "work"]), environment)
        if ended is not None:
            raise CommandError(
                _("“%(command)s” ended by itself with code %(code)d, so everything was stopped.")
                % {"command": " ".join(ended.args[1:3]), "code": ended.returncode}
            )


class Stopped(Exception):
    """Somebody asked for the end."""


def on_signal(number, frame):
    raise Stopped


def run_together(commands, environment):
    """Run the commands until a signal comes (return None) or until one ends by itself (return it); stop the others.

    Each runs in a session of its own: Ctrl-C in a terminal reaches this process alone, which stops them in order.
    """
    children = []
    try:
        for command in commands:
            children.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True))
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return next((child for child in children if child.poll() is not None), None)
    except Stopped:
        return None
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop(children)


def free_addresses(port):
    """The loopback addresses to listen on: browsers reach names below localhost by either of them."""
    if not 1 <= port <= 65535:
        raise CommandError(_("%(port)d is not a port; name one from 1 to 65535.") % {"port": port})
    addresses = []
    for family, host in LOOPBACK:
        try:
            probe = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue
        with closing(probe):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError as error:
                raise CommandError(
                    _("Port %(port)d needs more rights than you have. Choose one from 1024 on: PORT=8001.")
                    % {"port": port}
                ) from error
            except OSError as error:
                if is_unavailable(error, family):
                    continue
                raise CommandError(
                    _("Port %(port)d is taken by another program. Choose another: PORT=%(next)d.")
                    % {"port": port, "next": port + 1 if port < 65535 else 8000}
                ) from error
        addresses.append(f"[{host}]:{port}" if family == socket.AF_INET6 else f"{host}:{port}")
    return addresses


def is_unavailable(error, family):
    """Whether the machine has no IPv6 loopback, which is no reason to stop."""
    return family == socket.AF_INET6 and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def server(addresses):
    binds = [part for address in addresses for part in ("--bind", address)]
    # One process, several threads: what one request changes in the process's memory the next one sees.
    size = ["--workers", "1", "--threads", "8", "--timeout", "120", "--no-control-socket", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *size, *binds, "cms.wsgi"]


def stop(children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
