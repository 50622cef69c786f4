"""What the admin says where the checks refuse a submission, whichever of its pages asked for it."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect

from cms.approval.checks.submission import SubmissionRefused


class RefusedSubmissionMiddleware:
    """Leads to the page on which the hits are decided; what was typed is saved by then as a draft."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Turn a refusal into a sentence; every other exception goes its way."""
        if not isinstance(exception, SubmissionRefused):
            return None
        if request.headers.get("accept", "").startswith("application/json"):
            return JsonResponse({"success": False, "error_message": str(exception)}, status=400)
        messages.error(request, str(exception))
        return redirect("approval_checks", exception.page_id)
