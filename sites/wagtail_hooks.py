from django.http import HttpResponsePermanentRedirect
from wagtail import hooks

from sites.succession import successor_url


@hooks.register("before_serve_page")
def lead_to_successor(page, request, args, kwargs):
    """On the site of a merged or closed department only the home page, with its notice, is still read."""
    chrome = getattr(request, "chrome", None)
    if not chrome or not chrome.is_closed or page.depth == 2:
        return None
    url = successor_url(chrome, request.path_info)
    return HttpResponsePermanentRedirect(url) if url else None
