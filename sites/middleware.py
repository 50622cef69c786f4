from functools import partial

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sites.chrome import build_chrome
from sites.succession import successor_url


class ChromeMiddleware:
    """Gives every public request its site's frame, read when first asked for, and follows departments that ended.

    What is not found on the site of a merged or closed department is looked for at its successor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        request.chrome = SimpleLazyObject(partial(build_chrome, request))
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD") and request.chrome.is_closed:
            url = successor_url(request.chrome, request.path_info)
            if url:
                return HttpResponsePermanentRedirect(url)
        return response
