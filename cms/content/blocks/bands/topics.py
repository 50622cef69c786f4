from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.bands.base import Band, BandBlock, Newest
from cms.content.blocks.choosers import PageReferenceBlock

ITEMS_EACH = 2


class TopicsBlock(BandBlock):
    """Topics, each with its picture, one sentence and its two newest pages."""

    pages = blocks.ListBlock(
        PageReferenceBlock(label=_("Topic"), page_type="home.TopicPage"), label=_("Topics"), min_num=1, max_num=6
    )
    section = PageReferenceBlock(label=_("Page with all topics"), page_type="home.SectionPage", required=False)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Topics")

    def named(self, value):
        return [*value["pages"], value["section"]]

    def lists(self, value, reading):
        topics = [target for target in map(reading.target, value["pages"]) if target]
        return {topic.id: Newest.of(topic.source, ITEMS_EACH) for topic in topics if topic.source}

    def band(self, value, reading):
        topics = [target for target in map(reading.target, value["pages"]) if target]
        if not topics:
            return None
        section = reading.target(value["section"])
        return Band(
            template="content/bands/topics.html",
            heading=value["heading"] or (section.title if section else ""),
            more_url=section.url if section else "",
            value=value,
            topics=[topic_entry(topic, reading.cards.get(topic.id, [])) for topic in topics],
        )


def topic_entry(topic, cards):
    """A topic as the templates show it."""
    return {
        "title": topic.title,
        "url": topic.url,
        "summary": topic.summary,
        "image": topic.image,
        "image_alt": topic.image_alt,
        "cards": cards,
    }
