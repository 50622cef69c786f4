"""The person's own second factor, recovery codes and sessions, in the account's pages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from django_otp import DEVICE_ID_SESSION_KEY
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.signin.agents import describe
from cms.access.signin.factors import factor_of, must_have, recovery_of, renew_codes
from cms.access.signin.posted import number_in
from cms.access.signin.sessions import current_row, end_sessions, own_sessions
from cms.access.signin.views.sign_in import FactorSteps


class OwnPage(WagtailAdminTemplateMixin):
    """A page below the account's."""

    def get_breadcrumbs_items(self):
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [*self.breadcrumbs_items, account, {"url": "", "label": self.page_title}]


class OwnFactorView(OwnPage, TemplateView):
    """What stands, and what can be done about it."""

    template_name = "signin/own_factor.html"
    page_title = gettext_lazy("Second factor")
    header_icon = "lock"

    def get_context_data(self, **kwargs):
        user = self.request.user
        recovery = recovery_of(user)
        return super().get_context_data(
            factor=factor_of(user),
            codes_left=recovery.codes.count() if recovery else 0,
            is_required=must_have(user),
            **kwargs,
        )


class OwnFactorSetupView(OwnPage, FactorSteps, FormView):
    """A second factor, or another in place of the one that stands."""

    template_name = "signin/own_factor_setup.html"
    page_title = gettext_lazy("Set up a second factor")
    header_icon = "lock"

    @property
    def person(self):
        """Whose factor it becomes."""
        return self.request.user

    def confirmed(self, device, codes):
        """From now on this session has shown it too; others begin anew."""
        self.request.session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        end_sessions(self.person, self.person, besides=current_row(self.request), reason="second factor changed")
        return CodesPage.as_view()(self.request, codes=codes)


class CodesPage(OwnPage, TemplateView):
    """Recovery codes, shown this once."""

    template_name = "signin/own_codes.html"
    page_title = gettext_lazy("Recovery codes")
    header_icon = "lock"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """What was just made."""
        return self.render_to_response(self.get_context_data(**kwargs))


class RenewCodesView(View):
    """New recovery codes in place of all that there were."""

    def post(self, request):
        """For who has a second factor."""
        if factor_of(request.user) is None:
            raise Http404
        return CodesPage.as_view()(request, codes=renew_codes(request.user))


class CodesFileView(View):
    """The codes on the page, as a text file. They are kept nowhere, so the page sends them; no others are taken."""

    def post(self, request):
        """The file."""
        device, codes = recovery_of(request.user), request.POST.getlist("code")
        if device is None or not codes:
            raise Http404
        if device.codes.filter(digest__in={device.digest(code) for code in codes}).count() != len(codes):
            raise Http404
        lines = [_("Recovery codes of the account “%(name)s”") % {"name": request.user.get_username()}, "", *codes, ""]
        response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
        return response


class OwnSessionsView(OwnPage, TemplateView):
    """Where the account is signed in, and ending that."""

    template_name = "signin/sessions.html"
    page_title = gettext_lazy("Sessions")
    header_icon = "desktop"

    def get_context_data(self, **kwargs):
        own = current_row(self.request)
        rows = list(own_sessions(self.request.user))
        for row in rows:
            row.is_current, row.device = row.pk == own, describe(row.browser)
        return super().get_context_data(sessions=rows, **kwargs)

    def post(self, request):
        """End one session, or every other one."""
        own, user = current_row(request), request.user
        if "others" in request.POST:
            number = end_sessions(user, user, besides=own, reason="ended by the person")
            messages.success(request, _("Sessions ended: %(number)d.") % {"number": number})
            return redirect("signin_sessions")
        row = get_object_or_404(user.sign_ins, pk=number_in(request, "end"))
        end_sessions(user, user, only=row.pk, reason="ended by the person")
        messages.success(request, _("The session has ended."))
        return redirect("signin_sessions")
