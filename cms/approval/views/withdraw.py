from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.approval.forms import WithdrawalForm
from cms.approval.release.withdrawal import public_below, user_can_withdraw, withdraw
from cms.approval.views.refusal import came_from, refused


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """Takes a page off the public site, at once; asks for the reason before."""

    template_name = "approval/admin/withdraw.html"
    form_class = WithdrawalForm
    page_title = _("Withdraw")
    header_icon = "download"

    @cached_property
    def page(self):
        """The public page that the address names; what is not public is no different from what does not exist."""
        return get_object_or_404(Page.objects.filter(live=True, depth__gt=1), pk=self.kwargs["page_id"])

    def dispatch(self, request, *args, **kwargs):
        if not user_can_withdraw(request.user, self.page):
            return refused(
                request, _("Only a reviewer or signer of this site, or the supervising office, can withdraw it.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.title

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def next_url(self):
        """Where the person came from."""
        return came_from(self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            public_page=self.page,
            address=self.page.get_full_url(self.request),
            below=public_below(self.page).count(),
            next_url=self.next_url,
            back_url=self.next_url or reverse("wagtailadmin_home"),
            **kwargs,
        )

    def form_valid(self, form):
        withdraw(self.page, self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn. It comes back only by a new approval.") % {"title": self.page.title},
        )
        return redirect(self.next_url or "wagtailadmin_home")
