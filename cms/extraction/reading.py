"""Reading a file in a process of its own, so that no file, however made, holds up or takes down the product."""

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field

from django.conf import settings

from cms.extraction.limits import DAMAGED, TOO_LARGE, TOO_SLOW

logger = logging.getLogger(__name__)
WORKER = "cms.extraction.worker"
CHUNK_BYTES = 1 << 20
GRACE_SECONDS = 3


@dataclass(frozen=True)
class Reading:
    """The parts of a file's text, each with its kind, label and lines, and why it is not all ('' where it is)."""

    parts: list = field(default_factory=list)
    problem: str = ""


def read_file(file, limits, worker=WORKER, arguments=()):
    """The text of an open file, within the limits. Never raises for what the file holds.

    `worker` is the module that reads it; it is given the file's path, the limits and the arguments.
    """
    with tempfile.NamedTemporaryFile(prefix="lingnan-read-") as copy:
        size = 0
        while chunk := file.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limits.file_bytes:
                return Reading(problem=TOO_LARGE)
            copy.write(chunk)
        copy.flush()
        return _run([sys.executable, "-m", worker, copy.name, json.dumps(asdict(limits)), *arguments], limits)


def _run(command, limits):
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds + GRACE_SECONDS,
            check=True,
        )
        return Reading(**json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        logger.warning("Reading a file took longer than %s s and was stopped", limits.seconds)
        return Reading(problem=TOO_SLOW)
    except subprocess.CalledProcessError as error:
        slow = error.returncode < 0
        logger.warning("Reading a file ended with code %s", error.returncode)
        return Reading(problem=TOO_SLOW if slow else DAMAGED)
    except ValueError:
        logger.warning("Reading a file gave no answer")
        return Reading(problem=DAMAGED)
