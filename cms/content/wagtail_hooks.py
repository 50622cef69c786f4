from wagtail import hooks

from cms.content.rich_text import OutboundLinkHandler


@hooks.register("register_rich_text_features")
def register_outbound_links(features):
    """Every rich text of every page passes the same rule for links that leave."""
    features.register_link_type(OutboundLinkHandler)
