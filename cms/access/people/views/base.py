"""What the pages of one account share."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.people.policies import accounts_for
from cms.access.people.rules import gives_anything


class KeeperMixin(WagtailAdminTemplateMixin):
    """A page for whoever keeps accounts; for anybody else there is none."""

    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not gives_anything(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        accounts = {"url": reverse("wagtailusers_users:index"), "label": _("Users")}
        return [*self.breadcrumbs_items, accounts, {"url": "", "label": self.page_title}]


class AccountMixin(KeeperMixin):
    """A page about the account in the address, for which the user may do `guarded_action`; else it is a 404."""

    guarded_action = "change"

    def dispatch(self, request, *args, **kwargs):
        accounts = accounts_for(request.user, self.guarded_action).select_related("department", "person")
        self.account = get_object_or_404(accounts, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return f"{self.account} ({self.account.get_username()})"

    def get_context_data(self, **kwargs):
        return super().get_context_data(account=self.account, **kwargs)
