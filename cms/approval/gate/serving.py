"""A file is public with the page that shows it, never by itself: until then its address answers only to its office.

Pictures go the same way: visitors get the sizes that pages show, and originals stay with the office.
"""

from django.conf import settings
from django.http import Http404
from django.views.static import serve
from wagtail import hooks

from cms.approval.gate.files import is_for_everybody
from cms.approval.gate.readers import user_may_read
from cms.content.models import Picture, PictureRendition


@hooks.register("before_serve_document")
def refuse_unapproved_file(document, request):
    """A file that no public page shows is nobody's but its office's. Raises Http404."""
    if not is_for_everybody(document) and not user_may_read(request.user, document):
        raise Http404


def serve_size(request, path):
    """A picture in one of its sizes, wherever a page that everybody may read shows it. Raises Http404."""
    size = PictureRendition.objects.filter(file=path).select_related("image").first()
    if size is None or not (is_for_everybody(size.image) or user_may_read(request.user, size.image)):
        raise Http404
    return _sent(request, path)


def serve_original(request, path):
    """A picture as it was uploaded, for its own office. Raises Http404."""
    picture = Picture.objects.filter(file=path).first()
    if picture is None or not user_may_read(request.user, picture):
        raise Http404
    return _sent(request, path)


def _sent(request, path):
    """The file; whoever keeps a copy asks again before showing it, for the page may have been withdrawn."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "private, no-cache"
    return response
