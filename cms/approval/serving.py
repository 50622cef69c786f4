"""A file is public with the page that shows it, never by itself: until then its address answers only to the office."""

from django.http import Http404
from wagtail import hooks

from cms.approval.files import is_for_everybody


@hooks.register("before_serve_document")
def refuse_unapproved_file(document, request):
    """A file that no public page shows is nobody's but the editors'. Raises Http404."""
    if not is_for_everybody(document) and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
