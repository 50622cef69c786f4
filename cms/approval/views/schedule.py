"""The dates of a page, each an action of its own: when the draft is to appear and to end, and when the page ends."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.approval.log.reading import may_read_history
from cms.approval.release.scheduling import (
    ScheduleRefused,
    may_end,
    may_plan,
    plan_dates,
    scheduled_revision,
    set_expiry,
    unschedule,
)


def _moment(label, **facts):
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **facts)


def _reason():
    return forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class PlanForm(forms.Form):
    """When the draft is to appear, and when it is to end; both are approved with the text."""

    go_live_at = _moment(gettext_lazy("Appears at"), required=False)
    expire_at = _moment(gettext_lazy("Ends at"), required=False)

    def clean(self):
        """Dates that lie ahead, the end after the beginning."""
        data = super().clean()
        begins, ends = data.get("go_live_at"), data.get("expire_at")
        for name, moment in (("go_live_at", begins), ("expire_at", ends)):
            if moment and moment <= timezone.now():
                self.add_error(name, _("This moment has passed."))
        if begins and ends and ends <= begins:
            self.add_error("expire_at", _("It would end before it appears."))
        return data


class ExpiryForm(forms.Form):
    """When a public page is to be taken off, and why."""

    moment = _moment(gettext_lazy("Ends at"))
    reason = _reason()


class CancelForm(forms.Form):
    """Why an approved text shall not appear at its time."""

    reason = _reason()


class ScheduleView(WagtailAdminTemplateMixin, TemplateView):
    """What is planned for a page, and for who may, another plan."""

    template_name = "approval/admin/schedule.html"
    page_title = gettext_lazy("Dates")
    header_icon = "calendar-alt"
    bound = None

    @cached_property
    def page(self):
        """The page that the address names, for whoever may see it; else it is no different from none."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not may_read_history(self.request.user, page):
            raise Http404
        return page

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page, user = self.page, self.request.user
        waiting = scheduled_revision(page)
        return super().get_context_data(
            dated_page=page,
            scheduled_at=waiting.approved_go_live_at if waiting else None,
            plan_form=self._form(PlanForm, self._planned()) if may_plan(user, page) else None,
            expiry_form=self._form(ExpiryForm) if page.live and may_end(user, page) else None,
            cancel_form=self._form(CancelForm) if waiting and may_end(user, page) else None,
            **kwargs,
        )

    def _planned(self):
        draft = self.page.get_latest_revision_as_object()
        dates = {"go_live_at": draft.go_live_at, "expire_at": draft.expire_at}
        return {name: timezone.localtime(moment) for name, moment in dates.items() if isinstance(moment, datetime)}

    def _form(self, form_class, initial=None):
        if isinstance(self.bound, form_class):
            return self.bound
        return form_class(prefix=form_class.__name__, initial=initial)

    def post(self, request, page_id):
        """Take the action that the button names; what is wrong with it stands beside its field."""
        steps = {"plan": (PlanForm, self.plan), "expiry": (ExpiryForm, self.end), "cancel": (CancelForm, self.cancel)}
        if request.POST.get("step") not in steps:
            raise PermissionDenied
        form_class, step = steps[request.POST["step"]]
        self.bound = form_class(request.POST, prefix=form_class.__name__)
        if self.bound.is_valid():
            try:
                step(**self.bound.cleaned_data)
            except ScheduleRefused as refusal:
                self.bound.add_error(None, str(refusal))
            else:
                return redirect("approval_schedule", page_id)
        return self.render_to_response(self.get_context_data())

    def plan(self, go_live_at, expire_at):
        """The writer's dates, as a new draft."""
        plan_dates(self.page, self.request.user, go_live_at, expire_at)
        messages.success(self.request, _("The dates are noted in the draft. They count once the text is approved."))

    def end(self, moment, reason):
        """The responsible person's date for the page to end."""
        set_expiry(self.page, self.request.user, moment, reason)
        messages.success(self.request, _("The page ends by itself at that time. It comes back only by approval."))

    def cancel(self, reason):
        """What was approved for a time does not appear."""
        unschedule(self.page, self.request.user, reason)
        messages.success(self.request, _("The page does not appear at that time. It has to be approved anew."))
