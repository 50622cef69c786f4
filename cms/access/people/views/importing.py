"""Accounts as a file: written within reach, read with a preview and one confirmation."""

from collections import Counter

from django import forms
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.people.importing import Outcome, Planner, digest_of, outcome_label, repeated
from cms.access.people.models import AccountImport
from cms.access.people.policies import accounts_for
from cms.access.people.sheets import HEADS, MOST_BYTES, cells_of, decode, read
from cms.access.people.taking import MOST_AT_ONCE, take, take_in_background
from cms.access.people.views.base import KeeperMixin
from cms.exporting import csv_file, dated
from cms.organisation.models import RoleGroup

CHUNK = 500
ROWS_SHOWN = 300


class ExportView(KeeperMixin, View):
    """The accounts within reach, as a file that the import reads."""

    def get(self, request):
        """Who takes them away is recorded."""
        record(Event.EXPORTED, request.user, target_label=gettext("Users"))
        roles = Prefetch("groups__role_group", RoleGroup.objects.all())
        accounts = accounts_for(request.user).select_related("department").prefetch_related("groups", roles)
        rows = (
            cells_of(account, _roles(account))
            for account in accounts.order_by("department", "username").iterator(CHUNK)
        )
        return csv_file(dated("accounts"), [str(label) for label in HEADS.values()], rows)


def _roles(account):
    """The roles in the account's own department and in the province."""
    rows = [group.role_group for group in account.groups.all() if hasattr(group, "role_group")]
    return {row.role for row in rows if row.department_id in (None, account.department_id)}


class ImportForm(forms.Form):
    """A file of accounts."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 or GB18030 with the columns of an export, at most 5 MB and 10,000 accounts."),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )

    def clean_file(self):
        """The text of the file, whose rows can be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is longer than 5 MB. Divide it."))
        self.text = decode(file.read())
        read(self.text)
        return file


class ImportView(KeeperMixin, FormView):
    """Takes the file; nothing is changed yet."""

    template_name = "people/import.html"
    form_class = ImportForm
    page_title = _("Import accounts")
    header_icon = "upload"

    def form_valid(self, form):
        AccountImport.objects.filter(by=self.request.user, confirmed_at=None).delete()
        kept = AccountImport.objects.create(
            by=self.request.user, name=form.cleaned_data["file"].name[:200], text=form.text
        )
        return redirect("people_import_confirm", kept.pk)


class ImportConfirmView(KeeperMixin, FormView):
    """What becomes of each row, and the one confirmation."""

    template_name = "people/import_preview.html"
    form_class = forms.Form
    page_title = _("Import accounts")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        waiting = AccountImport.objects.filter(by=request.user.pk, confirmed_at=None)
        self.waiting = get_object_or_404(waiting, pk=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def plans(self):
        """The rows, judged now."""
        rows = read(self.waiting.text)
        return Planner(self.request.user, rows, repeated(rows)).plans()

    def get(self, request, *args, **kwargs):
        return self.show(self.plans())

    def show(self, plans):
        """Keep what is shown, so that nothing else is confirmed."""
        AccountImport.objects.filter(pk=self.waiting.pk).update(digest=digest_of(plans))
        counts = Counter(plan.outcome for plan in plans)
        refused = [plan for plan in plans if plan.outcome == Outcome.REFUSED]
        others = [plan for plan in plans if plan.outcome != Outcome.REFUSED]
        context = self.get_context_data(
            numbers=[(outcome_label(outcome), counts[outcome]) for outcome in Outcome],
            plans=[*refused, *others][:ROWS_SHOWN],
            more=max(len(plans) - ROWS_SHOWN, 0),
            changing=counts[Outcome.NEW] + counts[Outcome.CHANGED],
            refused=len(refused),
        )
        return self.render_to_response(context)

    def post(self, request, *args, **kwargs):
        """Only what was shown, and each row that is not refused. A long file is taken in the background."""
        plans = self.plans()
        if digest_of(plans) != self.waiting.digest:
            messages.warning(request, gettext("Something changed since you looked. Look again, then confirm."))
            return self.show(plans)
        if not any(plan.outcome in (Outcome.NEW, Outcome.CHANGED) for plan in plans):
            messages.error(request, gettext("The file changes nothing."))
            return self.show(plans)
        facts = {"confirmed_at": timezone.now(), "total": len(plans), "language": get_language() or ""}
        if AccountImport.objects.filter(pk=self.waiting.pk, confirmed_at=None).update(**facts):
            (take if len(plans) <= MOST_AT_ONCE else take_in_background.enqueue)(self.waiting.pk)
        return redirect("people_import_progress", self.waiting.pk)


class ImportProgressView(KeeperMixin, TemplateView):
    """How far a confirmed file is, what came of it, and why rows were refused."""

    template_name = "people/import_progress.html"
    page_title = _("Import accounts")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        confirmed = AccountImport.objects.filter(by=request.user.pk).exclude(confirmed_at=None)
        self.file = get_object_or_404(confirmed, pk=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        unnamed = self.file.refused - len(self.file.refusals)
        return super().get_context_data(file=self.file, unnamed=unnamed, **kwargs)

    def post(self, request, *args, **kwargs):
        """It was interrupted: take what is left."""
        if self.file.finished_at is None:
            take_in_background.enqueue(self.file.pk)
            messages.success(request, gettext("The import goes on."))
        return redirect("people_import_progress", self.file.pk)
