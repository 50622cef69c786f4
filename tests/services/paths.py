"""Where the services keep what they need between runs: inside the project, ignored by git."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache"
SERVICES = ROOT / "tests" / "services"
