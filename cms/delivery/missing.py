"""The answer where there is no such address. Django's own reads the form that was sent there, readable or not."""

from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.defaults import bad_request, page_not_found


def not_found(request, exception):
    """The page for an address that does not exist; a form that nobody can read is a bad request here as elsewhere."""
    try:
        return page_not_found(request, exception)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        return bad_request(request, error)
