"""Asking once more who is there, before a decision that somebody answers for.

A concern names its views: `ask_again_before("approval_step", when=signs_off)`. A POST to such a view by whoever was
not asked within the last fifteen minutes is answered with a page that asks and holds everything that was typed; it is
sent to the same address again, together with the answer.
"""

from collections import defaultdict
from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.factors import check_code, factor_of
from cms.access.signin.sessions import FRESH
from cms.access.signin.words import refused_code, refused_sign_in

LASTS = timedelta(minutes=15)
PREFIX = "signin-again"
ANSWER = f"{PREFIX}-answer"
_views = defaultdict(list)


def ask_again_before(*names, when=None):
    """A POST to the views of these names needs a fresh answer; with `when(request, **kwargs)` only where it says so.

    Several concerns may name the same view, each with its own condition.
    """
    for name in names:
        _views[name].append(when)


def is_named(request, kwargs):
    """Whether a concern wants the question before what the request is about to do."""
    conditions = _views.get(request.resolver_match.view_name, ())
    return any(when is None or when(request, **kwargs) for when in conditions)


def needs_fresh_authentication(request):
    """Whether who is signed in has to be asked once more."""
    if not settings.STRICT_SIGN_IN or not request.user.is_authenticated:
        return False
    asked_at = request.session.get(FRESH, 0)
    return timezone.now().timestamp() - asked_at > LASTS.total_seconds()


def mark_fresh(request):
    """The person has answered."""
    request.session[FRESH] = timezone.now().timestamp()


class AnswerForm(forms.Form):
    """The password; for who has a second factor its code."""

    answer = forms.CharField(max_length=128, strip=False)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, prefix=PREFIX, **kwargs)
        self.request = request
        field = self.fields["answer"]
        if self.asks_for_code:
            field.label = _("Code from your telephone")
            field.help_text = _("The six digits that your telephone shows now, or a recovery code.")
            field.widget = forms.TextInput({"autocomplete": "one-time-code", "autofocus": True})
        else:
            field.label = _("Password")
            field.widget = forms.PasswordInput({"autocomplete": "current-password", "autofocus": True})

    @cached_property
    def asks_for_code(self):
        """Whether the account has a second factor."""
        return factor_of(self.request.user) is not None

    def clean_answer(self):
        """Guesses are counted here as they are at the sign-in."""
        answer, user = self.cleaned_data["answer"], self.request.user
        if self.asks_for_code:
            if not check_code(user, answer):
                facts = {"account": user.get_username(), "step": "asked again"}
                record(Event.SIGN_IN_FAILED, user, department=user.department_id, target=user, facts=facts)
                raise forms.ValidationError(refused_code(user))
        elif authenticate(self.request, username=user.get_username(), password=answer) != user:
            raise forms.ValidationError(refused_sign_in(self.request, _("This is not your password.")))
        return answer


class FreshMiddleware:
    """Asks in front of the views that were named."""

    page_title = gettext_lazy("Please confirm that it is you")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The page that asks, or None to go on."""
        name = request.resolver_match.view_name
        if request.method != "POST" or name not in _views or not needs_fresh_authentication(request):
            return None
        if not is_named(request, kwargs):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            sentence = _("Please open this page anew and confirm that it is you.")
            return JsonResponse({"success": False, "error_message": sentence}, status=HTTPStatus.FORBIDDEN)
        form = AnswerForm(request.POST if ANSWER in request.POST else None, request=request)
        if form.is_bound and form.is_valid():
            mark_fresh(request)
            record(Event.REAUTHENTICATED, request.user, department=request.user.department_id, facts={"view": name})
            return None
        response = render(
            request,
            "signin/again.html",
            {
                "form": form,
                "kept": list(_typed(request.POST)),
                "has_files": bool(request.FILES),
                "address": request.get_full_path(),
                "page_title": self.page_title,
                "header_icon": "lock",
            },
            status=HTTPStatus.FORBIDDEN,
        )
        add_never_cache_headers(response)
        return response


def _typed(data):
    """Name and value of everything in the form but what this page asks itself."""
    for name, values in data.lists():
        if name not in ("csrfmiddlewaretoken", ANSWER):
            yield from ((name, value) for value in values)
