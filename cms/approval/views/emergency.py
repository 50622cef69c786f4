"""Emergency publication in the admin: asked for by one person, confirmed by another, reviewed by the office."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
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

from cms.access.tenancy import sees_every_department
from cms.approval.checks.findings import findings_for
from cms.approval.models import Emergency
from cms.approval.release.emergency import (
    PROPOSERS,
    confirm,
    may_propose,
    may_review,
    propose,
    refuse,
    review,
    second_people,
)
from cms.approval.views.hits import hit_forms, save_decisions
from cms.approval.views.refusal import refused
from cms.organisation.roles import departments_of

A_PAGE = 50
PEOPLE = ("proposed_by", "second", "reviewed_by", "department", "page")


def visible_emergencies(user):
    """Those of the sites on which the user has a role, or is named; all for the supervising office."""
    if sees_every_department(user):
        return Emergency.objects.all()
    own = Emergency.objects.of_departments(departments_of(user, *PROPOSERS))
    return own | Emergency.objects.filter(second=user)


class ProposalForm(forms.Form):
    """Why it cannot wait, and who is the second person."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
    second = forms.ModelChoiceField(
        label=gettext_lazy("Second person"),
        queryset=None,
        help_text=gettext_lazy("A signer of this site or of the supervising office, who confirms it."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["second"].queryset = people


class ReviewForm(forms.Form):
    """What the supervising office says afterwards."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Result of the review"), choices=Emergency.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Necessary where it is withdrawn."),
    )

    def clean(self):
        """What is withdrawn has a reason."""
        data = super().clean()
        if data.get("outcome") == Emergency.Outcome.WITHDRAWN and not data.get("note", "").strip():
            self.add_error("note", _("Say why it is withdrawn."))
        return data


class ProposeView(WagtailAdminTemplateMixin, FormView):
    """The first of two: names the text, the reason and the second person."""

    template_name = "approval/admin/emergency_propose.html"
    form_class = ProposalForm
    page_title = gettext_lazy("Emergency publication")
    header_icon = "warning"

    @cached_property
    def page(self):
        """The page that the address names, for who has a role on its site; else it is no different from none."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not may_propose(self.request.user, page):
            raise Http404
        return page

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": second_people(self.request.user, self.page)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            draft=self.page,
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
            somebody=self.get_form_kwargs()["people"].exists(),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            emergency = propose(self.page, self.request.user, **form.cleaned_data)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("%(person)s is asked to confirm it.") % {"person": emergency.second})
        return redirect("approval_emergency", emergency.pk)


class EmergencyView(WagtailAdminTemplateMixin, FormView):
    """One emergency publication: what it is about, and the step that this person can take."""

    template_name = "approval/admin/emergency.html"
    form_class = ReviewForm
    page_title = gettext_lazy("Emergency publication")
    header_icon = "warning"
    hit_forms = None

    @cached_property
    def emergency(self):
        """The one that the address names, if the user has to do with it."""
        found = visible_emergencies(self.request.user).select_related(*PEOPLE, "revision")
        return get_object_or_404(found, pk=self.kwargs["number"])

    def get_page_subtitle(self):
        return self.emergency.title

    def get_breadcrumbs_items(self):
        every = {"url": reverse("approval_emergencies"), "label": _("Emergency publications")}
        return [*self.breadcrumbs_items, every, {"url": "", "label": self.emergency.title}]

    def get_context_data(self, **kwargs):
        emergency, user = self.emergency, self.request.user
        page, findings = emergency.page, self._findings()
        return super().get_context_data(
            emergency=emergency,
            is_second=emergency.is_proposed and user.pk == emergency.second_id,
            is_first=emergency.is_proposed and user.pk == emergency.proposed_by_id,
            may_review=emergency.is_to_review and may_review(user, emergency),
            findings=findings,
            hit_forms=self.hit_forms or (hit_forms(findings) if self._is_one_of_the_two() else []),
            preview_url=reverse("approval_emergency_text", args=[emergency.pk]) if emergency.revision_id else "",
            public_url=page.get_full_url(self.request) if page and page.live else "",
            **kwargs,
        )

    def post(self, request, number):
        """Take the step that the button names."""
        steps = {"confirm": self.confirm, "refuse": self.refuse, "review": self.review, "decide": self.decide}
        step = steps.get(request.POST.get("step"))
        if step is None:
            raise PermissionDenied
        try:
            return step() or redirect("approval_emergency", number)
        except PermissionDenied as refusal:
            return refused(request, str(refusal))

    def _findings(self):
        return findings_for(self.emergency.revision) if self.emergency.revision else None

    def _is_one_of_the_two(self):
        two = (self.emergency.proposed_by_id, self.emergency.second_id)
        return self.emergency.is_proposed and self.request.user.pk in two

    def decide(self):
        """One of the two says what becomes of the hits of the checks."""
        if not self._is_one_of_the_two():
            raise PermissionDenied(_("Only the two who publish it decide about the hits."))
        forms = hit_forms(self._findings(), self.request.POST)
        if save_decisions(self.request, forms):
            return None
        self.hit_forms = forms
        return self.render_to_response(self.get_context_data())

    def confirm(self):
        """The second person agrees."""
        confirm(self.emergency, self.request.user)
        messages.success(self.request, _("“%(title)s” is public. Its review is due.") % {"title": self.emergency.title})

    def refuse(self):
        """One of the two does not go on with it."""
        refuse(self.emergency, self.request.user)
        messages.success(self.request, _("It is not published; the text goes the ordinary way."))

    def review(self):
        """The supervising office has looked at it."""
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        review(self.emergency, self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The review is recorded."))
        return redirect("approval_emergencies")


class EmergencyTextView(TemplateView):
    """The text that was named, as the public sees it or will see it."""

    def get(self, request, number):
        """Show the revision, whatever was written since."""
        found = get_object_or_404(visible_emergencies(request.user).exclude(revision=None), pk=number)
        page = found.revision.as_object()
        return page.make_preview_request(request, page.default_preview_mode)


class EmergenciesView(WagtailAdminTemplateMixin, TemplateView):
    """What waits first, then what was reviewed, the newest first."""

    template_name = "approval/admin/emergencies.html"
    page_title = gettext_lazy("Emergency publications")
    header_icon = "warning"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        mine = visible_emergencies(self.request.user).select_related(*PEOPLE)
        done = mine.exclude(pk__in=mine.to_review().values("pk")).exclude(pk__in=mine.proposed().values("pk"))
        paginator = WagtailPaginator(done.order_by("-pk"), A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            proposed=mine.proposed().order_by("pk")[:A_PAGE],
            to_review=mine.to_review()[:A_PAGE],
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            **kwargs,
        )
