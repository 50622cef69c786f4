"""Links within running text."""

from django.utils.html import format_html
from wagtail.rich_text import LinkHandler

from cms.delivery.leaving import host_of, outbound


class OutboundLinkHandler(LinkHandler):
    """A link to another host passes the notice before leaving, where there has to be one."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs):
        address = attrs.get("href", "")
        if not host_of(address):
            return format_html('<a href="{}">', address)
        return format_html('<a href="{}" rel="external">', outbound(address))
