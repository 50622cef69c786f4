"""Batches in the admin: what waits, what is in it, and the steps of two different people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.approval.batches.course import ApprovalError, clear_batch, return_batch, review_batch, start_signing
from cms.approval.batches.inspection import held_up, unchecked
from cms.approval.batches.responsibility import handles_batches, objection_to_step, visible_batches
from cms.approval.batches.sampling import draw_sample, mark_opened, waiting_step
from cms.approval.checks.findings import checked
from cms.approval.forms import BatchReturnForm, BatchReviewForm
from cms.approval.models import Batch, BatchItem
from cms.approval.procedure.decision_forms import SecrecyForm
from cms.approval.procedure.steps import Step
from cms.approval.tasks import publish_signed
from cms.approval.views.batch_rows import rejects_csv, rows_of, sample_rows
from cms.approval.views.refusal import refused

BATCHES_A_PAGE = 20
ITEMS_A_PAGE = 50
OUTCOMES = tuple(BatchItem.Outcome)
HITS = "hits"


class BatchesView(WagtailAdminTemplateMixin, TemplateView):
    """The batches that the user has to do with, the newest first, with the number of items by outcome."""

    template_name = "approval/admin/batches.html"
    page_title = gettext_lazy("Batches")
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not handles_batches(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        counts = {outcome.value: Count("items", filter=Q(items__outcome=outcome)) for outcome in OUTCOMES}
        batches = visible_batches(self.request.user).select_related("department", "prepared_by")
        paginator = WagtailPaginator(batches.annotate(**counts).order_by("-pk"), BATCHES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page, elided_page_range=paginator.get_elided_page_range(page.number), **kwargs
        )


class BatchView(WagtailAdminTemplateMixin, TemplateView):
    """One batch: its items, and the step that waits for this person, or why it is not this person's."""

    template_name = "approval/admin/batch.html"
    header_icon = "list-ul"
    bound_form = None

    @cached_property
    def batch(self):
        """The batch that the address names, if the user has to do with it."""
        people = ("prepared_by", "reviewed_by", "cleared_by", "signed_by", "returned_by", "department")
        return get_object_or_404(visible_batches(self.request.user).select_related(*people), pk=self.kwargs["batch_id"])

    def get_page_title(self):
        return self.batch.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("approval_batches"), "label": _("Batches")},
            {"url": "", "label": self.batch.title},
        ]

    def get(self, request, *args, **kwargs):
        if request.GET.get("format") == "csv":
            return rejects_csv(self.batch)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        batch, counts = self.batch, self.batch.items.by_outcome()
        outcome, held = self.request.GET.get("outcome", ""), held_up(batch)
        items = batch.items.filter(outcome=outcome) if outcome in OUTCOMES else batch.items.all()
        if outcome == HITS:
            items = held.order_by("pk")
        paginator = WagtailPaginator(items.select_related("page"), ITEMS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        step, objection, sample = waiting_step(batch), "", []
        if step:
            objection = objection_to_step(self.request.user, batch)
        if step and not objection:
            sample = sample_rows(batch, draw_sample(batch, step), self.request.user)
        return super().get_context_data(
            batch=batch,
            outcome_links=self._outcome_links(counts, outcome, held.count()),
            unchecked=unchecked(batch).count() if step else 0,
            rejected=counts.get(BatchItem.Outcome.REJECTED, 0),
            done=sum(counts.get(done, 0) for done in (BatchItem.Outcome.PUBLISHED, BatchItem.Outcome.CHANGED)),
            left=counts.get(BatchItem.Outcome.DRAFT, 0),
            rows=rows_of(batch, page.object_list, self.request),
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            waits=bool(step),
            objection=objection,
            sample=sample,
            left_to_open=sum(not row.opened for row in sample),
            review_form=self._form(BatchReviewForm) if step == Step.REVIEW else None,
            secrecy_form=self._form(SecrecyForm) if step == Step.SECRECY else None,
            return_form=self._form(BatchReturnForm),
            is_signer=batch.signed_by_id == self.request.user.pk,
            **kwargs,
        )

    def _outcome_links(self, counts, chosen, held):
        """The outcomes that occur, each with its number, as links that narrow the list."""
        everything = chosen not in (*OUTCOMES, HITS)
        links = [{"label": _("All"), "total": sum(counts.values()), "query": "?", "current": everything}]
        if held:
            label = _("With hits to decide")
            links.append({"label": label, "total": held, "query": f"?outcome={HITS}", "current": chosen == HITS})
        for outcome in OUTCOMES:
            if counts.get(outcome):
                links.append(
                    {
                        "label": outcome.label,
                        "total": counts[outcome],
                        "query": f"?outcome={outcome.value}",
                        "current": chosen == outcome,
                    }
                )
        return links

    def _form(self, form_class):
        return self.bound_form if isinstance(self.bound_form, form_class) else form_class(prefix=form_class.__name__)

    def post(self, request, batch_id):
        """Take the step that the button names."""
        steps = {
            "review": self.review,
            "secrecy": self.clear,
            "return": self.send_back,
            "sign": self.sign,
            "resume": self.resume,
        }
        step = steps.get(request.POST.get("step"))
        if step is None:
            raise PermissionDenied
        objection = objection_to_step(request.user, self.batch) if self._waits() else ""
        if objection:
            return refused(request, objection)
        try:
            return step() or redirect("approval_batch", batch_id)
        except ApprovalError as refusal:
            messages.error(request, str(refusal))
            return redirect("approval_batch", batch_id)

    def _waits(self):
        return waiting_step(self.batch) is not None

    def review(self):
        """The first person has looked at it."""
        form = BatchReviewForm(self.request.POST, prefix=BatchReviewForm.__name__)
        if not form.is_valid():
            return self._again(form)
        review_batch(self.batch, self.request.user, form.cleaned_data["note"])
        messages.success(self.request, _("The batch is reviewed. Another person signs it off."))
        return None

    def clear(self):
        """Nothing in it is secret: every question is confirmed."""
        form = SecrecyForm(self.request.POST, prefix=SecrecyForm.__name__)
        if not form.is_valid():
            return self._again(form)
        clear_batch(self.batch, self.request.user, form.cleaned_data["checklist"])
        messages.success(self.request, _("The secrecy review is recorded. Another person signs the batch off."))
        return None

    def send_back(self):
        """Not like this: the pages stay drafts."""
        form = BatchReturnForm(self.request.POST, prefix=BatchReturnForm.__name__)
        if not form.is_valid():
            return self._again(form)
        return_batch(self.batch, self.request.user, form.cleaned_data["reason"])
        messages.success(self.request, _("The batch is returned; its pages stay drafts."))
        return None

    def sign(self):
        """The second person signs; the pages are published in the background."""
        start_signing(self.batch, self.request.user)
        publish_signed.enqueue(self.batch.pk)
        messages.success(self.request, _("The batch is signed off and is being published."))

    def resume(self):
        """Publication was interrupted: queue what is left once more."""
        if self.batch.status != Batch.Status.SIGNING or self.batch.signed_by_id != self.request.user.pk:
            raise ApprovalError(_("Only who signs the batch off can go on with it."))
        publish_signed.enqueue(self.batch.pk)
        messages.success(self.request, _("Publication goes on."))

    def _again(self, form):
        self.bound_form = form
        return self.render_to_response(self.get_context_data())


class BatchItemView(View):
    """The draft of one item, as the public will see it."""

    def get(self, request, batch_id, item_id):
        """Show the revision that the batch holds, whatever was written since."""
        batch = get_object_or_404(visible_batches(request.user), pk=batch_id)
        item = get_object_or_404(batch.items.exclude(revision=None).select_related("revision"), pk=item_id)
        mark_opened(batch, [item], request.user)
        checked(item.revision)
        page = item.revision.as_object()
        return page.make_preview_request(request, page.default_preview_mode)
