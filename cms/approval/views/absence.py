"""Absence, departure and urgency in the admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.approval.models import Delegation, Handover
from cms.approval.procedure.absence import end_delegation
from cms.approval.procedure.absence_forms import DelegationForm, HandoverForm, UrgentForm
from cms.approval.procedure.submission import SubmissionRefused, mark_urgent, recall
from cms.organisation.roles import DECIDING_ROLES, is_supervisor, roles_of

ROWS_A_PAGE = 30


def delegates(user):
    """Whether the user has to do with delegations: who decides, and the supervising office."""
    return is_supervisor(user) or bool(roles_of(user) & set(DECIDING_ROLES))


class OfficeFormView(WagtailAdminTemplateMixin, FormView):
    """A form above a list of what was entered before."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        paginator = WagtailPaginator(self.rows(), ROWS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        elided = paginator.get_elided_page_range(page.number)
        return super().get_context_data(page=page, elided_page_range=elided, **kwargs)


class AbsenceView(OfficeFormView):
    """Who stands in for whom: one's own absences and those in which one stands in; the office sees all."""

    template_name = "approval/admin/absence.html"
    form_class = DelegationForm
    page_title = gettext_lazy("Absence and deputies")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not delegates(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self):
        """The delegations that the user may see, the newest first."""
        rows = Delegation.objects.select_related("absent", "deputy")
        if is_supervisor(self.request.user):
            return rows
        own = {"absent__person": self.request.user.person_id}, {"deputy__person": self.request.user.person_id}
        return rows.filter(**own[0]) | rows.filter(**own[1])

    def post(self, request, *args, **kwargs):
        """End a delegation early, or enter a new one."""
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        number = request.POST["end"]
        delegation = get_object_or_404(self.rows(), pk=number if number.isascii() and number.isdigit() else 0)
        try:
            end_delegation(delegation, request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The delegation is ended."))
        return redirect("approval_absence")

    def form_valid(self, form):
        messages.success(self.request, _("The deputy takes these steps on the days entered; four eyes stay four eyes."))
        return redirect("approval_absence")


class HandoverView(OfficeFormView):
    """Somebody leaves: the supervising office names who takes over."""

    template_name = "approval/admin/handover.html"
    form_class = HandoverForm
    page_title = gettext_lazy("Handing over")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not is_supervisor(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self):
        """What was handed over before."""
        return Handover.objects.select_related("leaver", "successor")

    def form_valid(self, form):
        done = form.handover
        messages.success(
            self.request,
            _("Handed over: %(submissions)d submissions and %(drafts)d pages. The accounts of who left are closed.")
            % {"submissions": done.submissions, "drafts": done.drafts},
        )
        return redirect("approval_handover")


class PageStepMixin:
    """What concerns one text that waits."""

    @cached_property
    def page(self):
        """The page of the address, for who edits it or belongs to the step that waits; else it is a 404."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return page

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        text = {"url": edit, "label": self.page.draft_title}
        return [*self.breadcrumbs_items, text, {"url": "", "label": self.page_title}]


class UrgentView(PageStepMixin, WagtailAdminTemplateMixin, FormView):
    """Makes a text that waits urgent."""

    template_name = "approval/admin/urgent.html"
    form_class = UrgentForm
    page_title = gettext_lazy("Make urgent")
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        return super().get_context_data(checked_page=self.page, **kwargs)

    def form_valid(self, form):
        try:
            mark_urgent(self.page, self.request.user, form.cleaned_data["reason"])
        except SubmissionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(title)s” is urgent now.") % {"title": self.page.draft_title})
        return redirect("approval_step", self.page.pk)


class RecallView(PageStepMixin, WagtailAdminTemplateMixin, TemplateView):
    """Takes a submission back, for who submitted it."""

    template_name = "approval/admin/recall.html"
    page_title = gettext_lazy("Take the submission back")
    header_icon = "undo"

    def get_context_data(self, **kwargs):
        return super().get_context_data(checked_page=self.page, **kwargs)

    def post(self, request, page_id):
        """Take it back, or say why not."""
        try:
            recall(self.page, request.user)
        except SubmissionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("approval_step", page_id)
        messages.success(request, _("“%(title)s” is a draft again.") % {"title": self.page.draft_title})
        return redirect("wagtailadmin_pages:edit", page_id)
