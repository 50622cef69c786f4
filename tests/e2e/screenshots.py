"""`make screenshots`: ten templates of the demonstration at three widths, into screenshots/ (ignored by git).

`python -m tests.e2e.screenshots --all` takes every template instead, `--port 8000` a demonstration that runs already,
`--only NAME` those whose name holds the word.
"""

import argparse
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.public.addresses import ADDRESSES
from tests.services.browser import chromium, find_chromium, new_page
from tests.services.paths import ROOT
from tests.services.running import Demo, running_demo

FOLDER = ROOT / "screenshots"
WIDTHS = (390, 768, 1440)
TEN = (
    "portal home",
    "section of columns",
    "portal column",
    "topic",
    "directory of departments",
    "department home",
    "article",
    "document amended",
    "statistics",
    "service guide",
)
# A full-page picture does not scroll, so pictures that wait for it are fetched first.
LOAD_PICTURES = """
async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => null)));
}
"""


def photograph(browser, demo, addresses, folder):
    """A picture of each address at each width; returns how many were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page = new_page(browser, width=width)
        for address in addresses:
            page.goto(address.url(demo))
            page.evaluate(LOAD_PICTURES)
            name = address.name.replace(",", "").replace(" ", "-")
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        page.context.close()
    return len(addresses) * len(WIDTHS)


@contextmanager
def demonstration(port):
    """The demonstration at `port`, or one loaded for the purpose."""
    if port:
        yield Demo(port, {})
        return
    with tempfile.TemporaryDirectory(prefix="lingnan-screenshots-") as folder, running_demo(Path(folder)) as demo:
        yield demo


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every template, not ten")
    parser.add_argument("--only", help="those whose name holds this word")
    parser.add_argument("--port", type=int, help="a demonstration that runs already")
    options = parser.parse_args(arguments)
    path = find_chromium()
    if path is None:
        sys.exit("Chromium is missing. Install it: apt-get install chromium")
    wanted = [address for address in ADDRESSES if options.all or options.only or address.name in TEN]
    wanted = [address for address in wanted if (options.only or "") in address.name]
    if not options.only:
        shutil.rmtree(FOLDER, ignore_errors=True)
    with demonstration(options.port) as demo, chromium(path) as browser:
        number = photograph(browser, demo, wanted, FOLDER)
    sys.stdout.write(f"{number} pictures in {FOLDER.relative_to(ROOT)}/\n")


if __name__ == "__main__":
    main(sys.argv[1:])
