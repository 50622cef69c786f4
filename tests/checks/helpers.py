"""What the tests of the checks do again and again."""

from django.utils.html import escape
from wagtail.blocks import StreamValue

from cms.approval.checks.material import Material
from cms.approval.checks.registry import check_of
from cms.approval.checks.running import run_checks
from cms.content.models import ArticlePage, PageAttachment
from tests.content.files import make_attachment
from tests.factories import make_article

BODY = ArticlePage._meta.get_field("body").stream_block


def text(*paragraphs):
    """Running text of these paragraphs."""
    return {"type": "text", "value": {"text": "".join(f"<p>{line}</p>" for line in paragraphs), "align": "start"}}


def draft(column, *paragraphs, blocks=(), files=(), **facts):
    """A draft with running text, other blocks and attached files: pairs of name and content."""
    model = facts.pop("model", None)
    body = [*([text(*paragraphs)] if paragraphs else []), *blocks]
    page = make_article(column, live=False, **({"model": model} if model else {}), body=body, **facts)
    for name, content in files:
        page.attachments.add(PageAttachment(attachment=make_attachment(name, content)))
    return page


def read(code, *lines, **facts):
    """Passages that one check finds in a text of these lines, which is stored nowhere."""
    body = StreamValue(BODY, [text(*map(escape, lines))], is_lazy=True)
    material = Material(ArticlePage(**{"title": "标题", "body": body, **facts}))
    return [hit.passage for hit in check_of(code).find(material)]


def check(page, user=None):
    """What the checks find in the page as it stands."""
    return run_checks(page.save_revision(user=user))


def hits(page, code):
    """Passages that one check finds in the page."""
    return [finding.passage for finding in check(page) if finding.check_code == code and not finding.has_failed]
