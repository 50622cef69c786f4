"""One way into HTML for the whole package: lxml's parser, without comments, processing instructions or network."""

from lxml import etree

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r") + b"\x7f"


def parse(html):
    """The root of a parsed text; None where there is none.

    `huge_tree` lets the parser go deeper than the walker's own bound, which then refuses the text, instead of
    dropping silently what lies below.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    data = html.encode("utf-8", "replace").translate(None, _CONTROLS)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def take_out(element):
    """Remove an element with all it holds, and leave the text that follows it."""
    parent, previous, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        element.clear()
        return
    if tail:
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
    parent.remove(element)
