"""The texts of the demonstration, as files."""

import json
import tomllib

from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"
DEMO = FIXTURES / "demo"
PICTURES = DEMO / "pictures"


def read_toml(name):
    """A file of the demonstration; an empty table where there is none."""
    path = DEMO / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def department_texts(slugs=None):
    """Tables of the departments that have texts, by slug; only of those named, where any are."""
    paths = sorted((DEMO / "departments").glob("*.toml"))
    return {path.stem: read_toml(f"departments/{path.stem}") for path in paths if slugs is None or path.stem in slugs}


def organisation(name):
    """A list of the organisation's facts."""
    return json.loads((FIXTURES / "organisation" / f"{name}.json").read_text(encoding="utf-8"))
