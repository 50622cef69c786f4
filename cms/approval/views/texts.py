"""The shared texts that wait, the decision about one, and the withdrawal of one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.approval.texts.deciding import may_withdraw, withdraw_text
from cms.approval.texts.registry import all_guarded
from cms.approval.texts.waiting import open_draft, open_words, rows_for
from cms.approval.views.refusal import refused

MOST = 50
OPENERS = {"words": open_words, "draft": open_draft}


class TextsView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for the person who asks; the fifty that wait longest, decided ones make room for others."""

    template_name = "approval/admin/texts.html"
    page_title = _("Shared texts")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=rows_for(self.request.user, MOST), **kwargs)


class TextDecisionForm(forms.Form):
    """Approve, or return with a reason."""

    decision = forms.ChoiceField(choices=[("approve", _("Approve")), ("reject", _("Return"))], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Necessary only where the text is returned."),
    )

    def clean(self):
        """What is sent back says why."""
        data = super().clean()
        if data.get("decision") == "reject" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why you return it."))
        return data


class TextView(WagtailAdminTemplateMixin, FormView):
    """One text as the public reads it now, beside what was written."""

    template_name = "approval/admin/text.html"
    form_class = TextDecisionForm
    page_title = _("Shared text")
    header_icon = "mail"

    @cached_property
    def waiting(self):
        """What waits; of another department's text nothing is told."""
        opener = OPENERS.get(self.kwargs["kind"])
        found = opener and opener(self.request.user, self.kwargs["number"])
        if not found:
            raise Http404
        self.request.guarded_instance = found.instance
        return found

    def get_page_subtitle(self):
        return self.waiting.title

    def get_breadcrumbs_items(self):
        above = {"url": reverse("approval_texts"), "label": TextsView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.waiting.title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=self.waiting, back_url=reverse("approval_texts"), **kwargs)

    def form_valid(self, form):
        waiting, user = self.waiting, self.request.user
        approves = form.cleaned_data["decision"] == "approve"
        try:
            if approves:
                waiting.approve(user)
            else:
                waiting.send_back(user, form.cleaned_data["reason"])
        except PermissionDenied as refusal:
            return refused(self.request, str(refusal))
        sentence = _("“%(title)s” is approved and shown.") if approves else _("“%(title)s” is returned.")
        messages.success(self.request, sentence % {"title": waiting.title})
        return redirect("approval_texts")


class TextWithdrawalForm(forms.Form):
    """Why a shared text is taken off."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class WithdrawTextView(WagtailAdminTemplateMixin, FormView):
    """Takes a shared text off every page that shows it, at once."""

    template_name = "approval/admin/text_withdraw.html"
    form_class = TextWithdrawalForm
    page_title = _("Withdraw")
    header_icon = "download"

    @cached_property
    def instance(self):
        """The text that the address names; where the user cannot withdraw it, it is no different from none."""
        guarded = all_guarded().get(self.kwargs["label"])
        if guarded is None:
            raise Http404
        found = get_object_or_404(guarded.model, pk=self.kwargs["number"])
        if not may_withdraw(self.request.user, found):
            raise Http404
        return found

    def get_page_subtitle(self):
        return str(self.instance)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(text=self.instance, back_url=reverse("approval_texts"), **kwargs)

    def form_valid(self, form):
        withdraw_text(self.instance, self.request.user, form.cleaned_data["reason"])
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn. It comes back only by a new approval.") % {"title": self.instance},
        )
        return redirect("approval_texts")
