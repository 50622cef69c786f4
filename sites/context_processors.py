"""What every public template may use beside its own context."""


def chrome(request):
    """The site's frame and, for pages that bring none of their own, the site's labels; nothing in the admin."""
    if not hasattr(request, "chrome"):
        return {}
    return {"chrome": request.chrome, "labels": request.chrome.labels}
