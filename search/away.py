"""What is answered while the engine does not: that the search is away, never that nothing was found."""

from functools import wraps

from search.stores.base import Unavailable

RETRY_SECONDS = 30


def says_when_away(make_answer):
    """For views: where the engine does not answer, the response that `make_answer` makes of the request, with status
    503 and when to come back.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Unavailable:
                response = make_answer(request)
                response.status_code = 503
                response["Retry-After"] = str(RETRY_SECONDS)
                response["Cache-Control"] = "no-store"
                return response

        return answered

    return decorate
