"""The pages of corrections: what runs, how departments keep the clock, and one correction by itself."""

import csv

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.approval.corrections.access import may_give_notice, may_set_aside, visible_corrections
from cms.approval.corrections.clock import give_notice, public_page, set_aside
from cms.approval.corrections.figures import COLUMNS, figures
from cms.approval.corrections.forms import NoticeForm, SetAsideForm
from cms.approval.views.refusal import refused
from cms.templatetags.due import due_words
from cms.workbench.period import PeriodForm


class CorrectionTrail:
    """The way to a page about corrections."""

    header_icon = "history"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("approval_corrections"), "label": gettext("Corrections")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class NoticeView(CorrectionTrail, WagtailAdminTemplateMixin, FormView):
    """A department reports that the material of a public page has changed."""

    template_name = "approval/admin/correction_notice.html"
    form_class = NoticeForm
    page_title = gettext_lazy("Report changed material")

    @cached_property
    def page(self):
        """The public page that the address names; a draft is no different from what does not exist."""
        page = public_page(self.kwargs["page_id"])
        if page is None:
            raise Http404
        return page

    def dispatch(self, request, *args, **kwargs):
        if not may_give_notice(request.user, self.page):
            return refused(
                request, gettext("Only who works for the department of this page can report a change of it.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.title

    def get_context_data(self, **kwargs):
        may_edit = self.page.permissions_for_user(self.request.user).can_edit()
        return super().get_context_data(public_page=self.page, may_edit=may_edit, **kwargs)

    def form_valid(self, form):
        correction = give_notice(self.page, self.request.user, **form.cleaned_data)
        say = messages.success
        if correction.due_at is None:
            sentence = gettext("“%(title)s” is noted. Its deadline follows when the calendar of the year is entered.")
            say = messages.warning
        elif correction.due_at < timezone.now():
            sentence = gettext("“%(title)s” is noted. Its deadline has passed already: it was %(day)s.")
            say = messages.warning
        else:
            sentence = gettext("“%(title)s” is noted. The correction is due on %(day)s (%(words)s).")
        due = correction.due_at
        facts = {"title": correction.title, "day": due and f"{due:%Y-%m-%d}", "words": due_words(due)}
        say(self.request, sentence % facts)
        return redirect("approval_correction", correction.pk)


class CorrectionView(CorrectionTrail, WagtailAdminTemplateMixin, FormView):
    """One correction: what changed, what became of it; who may, sets it aside here."""

    template_name = "approval/admin/correction.html"
    form_class = SetAsideForm
    page_title = gettext_lazy("Correction")

    @cached_property
    def correction(self):
        """The correction that the address names, among those that the person may read."""
        readable = visible_corrections(self.request.user).with_outcome()
        related = readable.select_related("department", "page", "opened_by", "closed_by")
        return get_object_or_404(related, pk=self.kwargs["correction_id"])

    def get_page_subtitle(self):
        return self.correction.title

    @property
    def may_set_aside(self):
        return self.correction.closed_at is None and may_set_aside(self.request.user, self.correction)

    def get_context_data(self, **kwargs):
        page = self.correction.page
        may_edit = page is not None and page.permissions_for_user(self.request.user).can_edit()
        return super().get_context_data(
            correction=self.correction, may_set_aside=self.may_set_aside, may_edit=may_edit, **kwargs
        )

    def post(self, request, *args, **kwargs):
        if not self.may_set_aside:
            sentence = gettext("A reviewer or signer of the department, or the supervising office, sets it aside.")
            if self.correction.closed_at:
                sentence = gettext("This correction is closed already.")
            return refused(request, sentence)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        set_aside(self.correction, self.request.user, form.cleaned_data["reason"])
        messages.success(self.request, gettext("“%(title)s” is set aside.") % {"title": self.correction.title})
        return redirect("approval_corrections")


class CorrectionFiguresView(CorrectionTrail, WagtailAdminTemplateMixin, TemplateView):
    """Corrections kept and missed, a row a department, in a period; on a page and as CSV."""

    template_name = "approval/admin/correction_figures.html"
    page_title = gettext_lazy("Corrections kept and missed")

    def get(self, request, *args, **kwargs):
        today = timezone.localdate()
        asked = {"first": request.GET.get("first"), "last": request.GET.get("last")}
        form = PeriodForm(asked if any(asked.values()) else {"first": today.replace(day=1), "last": today})
        rows = self._rows(form.cleaned_data) if form.is_valid() else []
        if form.is_valid() and request.GET.get("format") == "csv":
            return self._csv(rows, form.cleaned_data)
        totals = {name: sum(row[name] for row in rows) for name in COLUMNS}
        return self.render_to_response(self.get_context_data(form=form, rows=rows, totals=totals))

    def _rows(self, period):
        return figures(visible_corrections(self.request.user), period["first"], period["last"])

    def _csv(self, rows, period):
        """The table for a spreadsheet: UTF-8 with its mark, so that Chinese opens as Chinese."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        name = f"corrections-{period['first']}-{period['last']}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        headings = [
            gettext("Department"),
            gettext("Begun"),
            gettext("Kept"),
            gettext("Missed"),
            gettext("Not corrected yet"),
            gettext("Overdue"),
            gettext("Set aside"),
        ]
        writer.writerow(headings)
        portal = gettext("Portal")
        for row in rows:
            writer.writerow([row["department__short_name"] or portal, *(row[name] for name in COLUMNS)])
        return response
