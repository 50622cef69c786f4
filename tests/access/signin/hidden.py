"""What a page holds for the next press of its button."""

from html.parser import HTMLParser


class _Hidden(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values = {}

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "input" and facts.get("type") == "hidden" and facts.get("name") != "csrfmiddlewaretoken":
            self.values.setdefault(facts.get("name"), []).append(facts.get("value", ""))


def typed(answer):
    """Name and values of every hidden field."""
    parser = _Hidden()
    parser.feed(answer.content.decode())
    return parser.values
