"""The pages that the portal's bands and sections name: columns, topics, directories, each in one statement with what
it lists."""

from wagtail.models import Page

from cms.content.bands import NamedPages
from cms.content.blocks.bands import Target
from cms.delivery.roots import root_map


class PortalPages(NamedPages):
    """Knows composed columns and topics beside what every site has."""

    related = ("columnpage__planned_column", "columnpage__portalcolumnpage", "topicpage__lead_image")

    def below(self, parent, site_id):
        """Targets of the public pages just below a page, in the order of the tree, in one statement."""
        pages = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1, live=True)
        roots = root_map()
        found = [
            (page, roots.url_for(page.url_path, site_id))
            for page in pages.select_related(*self.related).order_by("path")
        ]
        return [self.target(page, url) for page, url in found if url is not None]

    def target(self, page, url):
        topic = getattr(page, "topicpage", None)
        if topic is not None:
            return Target(
                page.pk,
                page.title,
                url,
                topic.sentence,
                image=topic.lead_image,
                image_alt=topic.lead_image_alt,
                source=topic.listing_source(),
                is_topic=True,
            )
        column = getattr(page, "columnpage", None)
        composed = getattr(column, "portalcolumnpage", None)
        if composed is not None:
            source = composed.listing_source()
            return Target(
                page.pk,
                page.title,
                url,
                composed.description,
                source=source,
                counted=source.counted(),
                grouped=source.groups if source.grouping else None,
            )
        return super().target(page, url)
