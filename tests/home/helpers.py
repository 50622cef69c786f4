"""Small makers of the portal's pages."""

from wagtail.models import Page

from home.models import PortalColumnPage
from tests.factories import make_planned_column, publish


def add_below(parent, page):
    """A public page below the parent."""
    return publish(fresh(parent).add_child(instance=page))


def fresh(page):
    """The page as it is stored now."""
    return Page.objects.get(pk=page.pk).specific


def make_portal_column(parent, codes=(), slug=None, **facts):
    """A public column of the portal below the parent, whose rule selects the planned columns."""
    slug = slug or "-".join(["col", *codes]).lower()
    rows = {name: facts.pop(name) for name in ("rule_departments", "rule_topics") if name in facts}
    page = PortalColumnPage(title=facts.pop("title", slug), slug=slug, live=False, **facts)
    page = fresh(parent).add_child(instance=page)
    page.rule_planned_columns.set([make_planned_column(code) for code in codes])
    for name, chosen in rows.items():
        getattr(page, name).set(chosen)
    page.save()
    return publish(page)


def address(page):
    """The page's address below its host."""
    return f"/{fresh(page).public_url.split('//', 1)[1].partition('/')[2]}"
