"""Signing in: name and password, then whatever else the account has to show, one page each, without a script."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.account import LoginView, PasswordResetConfirmView, PasswordResetView

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.browsers import remember_browser
from cms.access.signin.factors import check_code, confirm_factor, draft_factor, key_in_groups, picture_of
from cms.access.signin.forms import CodeForm, OwnPasswordForm, ResetForm, SignInForm
from cms.access.signin.passwords import note_own_change, why_to_change
from cms.access.signin.pending import Pending, Step
from cms.access.signin.unlocking import forget_wrong_passwords
from cms.access.signin.words import refused_code

DRAFT = "signin_draft_factor"


def go_on(pending):
    """To the next page of the sign-in, or through the door."""
    step = pending.next_step()
    if step is not None:
        return redirect(step.value)
    pending.complete()
    response = redirect(pending.next_url)
    remember_browser(pending.request, response, pending.user)
    return response


class SignInView(LoginView):
    """Name and password, in the place of Wagtail's own page."""

    template_name = "signin/login.html"
    form_class = SignInForm

    def get_form_class(self):
        return SignInForm

    def get(self, *args, **kwargs):
        """Who is signed in goes on; who is and lacks something is led to it."""
        signed_in = self.request.user.is_authenticated
        incomplete = getattr(self.request, "incomplete_user", None)
        if not signed_in and incomplete is not None:
            return go_on(Pending.begin(self.request, incomplete, self.get_redirect_url()))
        return super().get(*args, **kwargs)

    def form_valid(self, form):
        return go_on(Pending.begin(self.request, form.get_user(), self.get_redirect_url()))


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class StepView(FormView):
    """One page between the password and the open door, for who came through the pages before it."""

    step = None

    def dispatch(self, request, *args, **kwargs):
        self.pending = Pending.of(request)
        if self.pending is None and request.user.is_authenticated:
            return redirect("wagtailadmin_home")
        if self.pending is None:
            messages.info(request, _("Please sign in again: it took too long, or the account was changed."))
            return redirect("wagtailadmin_login")
        if self.pending.next_step() != self.step:
            return go_on(self.pending)
        return super().dispatch(request, *args, **kwargs)


class CodeView(StepView):
    """The second factor."""

    template_name = "signin/code.html"
    form_class = CodeForm
    step = Step.CODE

    def form_valid(self, form):
        user = self.pending.user
        device = check_code(user, form.cleaned_data["code"])
        if device is None:
            facts = {"account": user.get_username(), "step": "code"}
            record(Event.SIGN_IN_FAILED, department=user.department_id, target=user, facts=facts, request=self.request)
            form.add_error("code", refused_code(user))
            return self.form_invalid(form)
        self.pending.note(device=device.persistent_id)
        return go_on(self.pending)


class PasswordView(StepView):
    """A password that somebody else knows, or that is too old, is changed before anything opens."""

    template_name = "signin/password.html"
    form_class = OwnPasswordForm
    step = Step.PASSWORD

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.pending.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(reason=why_to_change(self.pending.user), **kwargs)

    def form_valid(self, form):
        user = form.save()
        note_own_change(user)
        update_session_auth_hash(self.request, user)
        self.pending.note()
        return go_on(self.pending)


class FactorSteps:
    """Setting up a second factor: the picture for the telephone, then its first code, then the recovery codes."""

    template_name = "signin/factor.html"
    form_class = CodeForm

    def get_context_data(self, **kwargs):
        device = draft_factor(self.person, self.request.session.get(DRAFT))
        self.request.session[DRAFT] = device.pk
        facts = {"picture": picture_of(device), "key": key_in_groups(device), "address": device.config_url}
        return super().get_context_data(**facts, **kwargs)

    def form_valid(self, form):
        done = confirm_factor(self.person, self.request.session.get(DRAFT), form.cleaned_data["code"])
        if done is None:
            form.add_error("code", _("This is not the code that your telephone should show. Is its clock right?"))
            return self.form_invalid(form)
        del self.request.session[DRAFT]
        device, codes = done
        return self.confirmed(device, codes)


class FactorView(FactorSteps, StepView):
    """Who must have a second factor and has none sets it up before anything else opens."""

    step = Step.FACTOR

    @property
    def person(self):
        """Whose factor it becomes."""
        return self.pending.user

    def confirmed(self, device, codes):
        """Through the door; the codes are shown on the way, this once."""
        self.pending.note(device=device.persistent_id)
        self.pending.complete()
        context = {"codes": codes, "next_url": self.pending.next_url}
        response = TemplateResponse(self.request, "signin/codes.html", context)
        remember_browser(self.request, response, self.person)
        return response


class ForgottenView(PasswordResetView):
    """Asking for a link to choose another password."""

    def get_form_class(self):
        return ResetForm


class NewPasswordView(PasswordResetConfirmView):
    """Choosing it; the sign-in with all its steps comes after."""

    def form_valid(self, form):
        response = super().form_valid(form)
        note_own_change(form.user)
        forget_wrong_passwords(form.user)
        return response


def sign_in_instead(request):
    """Wagtail's page for visitors who sign in, which asks for a password alone."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('wagtailadmin_login')}?{query}" if query else "wagtailadmin_login")
