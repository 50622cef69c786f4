"""What the pages of an installation show: links to follow and forms to fill in."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

import lxml.etree
import lxml.html

LINKS = (
    *(
        "href",
        "action",
        "formaction",
        "data-url",
        "data-chooser-url",
        "data-w-preview-url-value",
        "data-w-swap-src-value",
    ),
    *(
        "data-w-action-url-value",
        "data-w-sync-url-value",
        "data-w-autosave-url-value",
        "src",
        "data-w-dialog-url-value",
    ),
)
SKIPPED = ("/static/", "/admin/logout/")


@dataclass
class Form:
    """A form as a page showed it: where it goes and what stood in it."""

    action: str
    method: str
    is_multipart: bool
    pairs: list = field(default_factory=list)
    files: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)


def read(address, body):
    """The addresses of the same host and the forms that stand in the answer."""
    try:
        tree = lxml.html.document_fromstring(body)
    except (lxml.etree.ParserError, ValueError):
        return [], []
    found = dict.fromkeys(value for name in LINKS for value in tree.xpath(f"//@{name}"))
    links = [local for value in found if (local := _local(address, value))]
    return links, [_form(address, each) for each in tree.forms]


def _local(address, value):
    try:
        parts = urlsplit(urljoin(f"http://localhost{address}", value))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.path.startswith(SKIPPED):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _form(address, element):
    form = Form(
        action=_local(address, element.get("action") or address) or address,
        method=(element.get("method") or "get").lower(),
        is_multipart="multipart" in (element.get("enctype") or ""),
    )
    for each in element.xpath(".//input[@name] | .//textarea[@name] | .//select[@name] | .//button[@name]"):
        name, kind = each.get("name"), (each.get("type") or "").lower()
        if name == "csrfmiddlewaretoken":
            continue
        if kind == "file":
            form.files.append(name)
        elif each.tag == "select":
            options = [option.get("value", "") for option in each.iter("option")]
            chosen = [option.get("value", "") for option in each.iter("option") if option.get("selected") is not None]
            form.choices[name] = options
            form.pairs += [(name, value) for value in chosen or options[:1]]
        elif kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(each.get("value", "on"))
            if each.get("checked") is not None:
                form.pairs.append((name, each.get("value", "on")))
        elif each.tag == "textarea":
            form.pairs.append((name, each.text or ""))
        else:
            form.pairs.append((name, each.get("value", "")))
    return form


def query_names(addresses):
    """The names of parameters that links carry."""
    return {
        name for address in addresses for name, _value in parse_qsl(urlsplit(address).query, keep_blank_values=True)
    }
