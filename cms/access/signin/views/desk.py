"""Other people's sign-ins: ending a pause, taking a lost second factor off, and the rule of who must have one."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.signin.factors import remove_factor
from cms.access.signin.forms import RulesForm
from cms.access.signin.models import FactorRule
from cms.access.signin.models.sessions import must_have_factor
from cms.access.signin.posted import number_in, words_in
from cms.access.signin.unlocking import accounts_to_unlock, paused_accounts, unlock, unlocks
from cms.organisation.roles import Role, user_has_role

ROWS_A_PAGE = 40


def keeps_factors(user):
    """Whether the user is a security administrator."""
    return user_has_role(user, Role.SECURITY_ADMINISTRATOR)


class DeskPage(WagtailAdminTemplateMixin):
    """A page for who answers for other people's sign-ins."""

    header_icon = "lock"

    def dispatch(self, request, *args, **kwargs):
        if not self.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class PausesView(DeskPage, TemplateView):
    """The accounts for which somebody is refused at the moment; each can be unlocked."""

    template_name = "signin/pauses.html"
    page_title = gettext_lazy("Locked accounts")
    is_for = staticmethod(unlocks)

    def get_context_data(self, **kwargs):
        return super().get_context_data(accounts=paused_accounts(self.request.user), **kwargs)

    def post(self, request):
        """Unlock one account, by its number in the list or by its name."""
        accounts = accounts_to_unlock(request.user)
        name = words_in(request.POST, "name")
        chosen = {"username": name} if name else {"pk": number_in(request, "account")}
        account = accounts.filter(**chosen).first()
        if account is None:
            messages.error(request, _("There is no such account among those that you unlock."))
        elif unlock(account, request.user):
            messages.success(request, _("%(name)s can sign in again.") % {"name": account})
        else:
            messages.info(request, _("%(name)s was not locked.") % {"name": account})
        return redirect("signin_pauses")


class FactorsView(DeskPage, TemplateView):
    """Who must have a second factor, who has one; a lost one is taken off by another person."""

    template_name = "signin/factors.html"
    page_title = gettext_lazy("Second factors")
    is_for = staticmethod(keeps_factors)

    def rows(self):
        """Open accounts with what they have and must have."""
        query = words_in(self.request.GET, "q")
        parts = Q(username__icontains=query) | Q(last_name__icontains=query) | Q(department__name__icontains=query)
        has_factor = Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))
        needs = ExpressionWrapper(Q(is_superuser=True) | must_have_factor(), output_field=BooleanField())
        accounts = get_user_model().objects.filter(parts, is_active=True).annotate(has_factor=has_factor, needs=needs)
        return accounts.select_related("department").order_by("pk")

    def get_context_data(self, **kwargs):
        paginator = WagtailPaginator(self.rows(), ROWS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            query=self.request.GET.get("q", ""),
            own_person=self.request.user.person_id,
            **kwargs,
        )

    def post(self, request):
        """Take the factor of another person's account off."""
        account = get_object_or_404(get_user_model(), pk=number_in(request, "account"))
        if account.person_id == request.user.person_id:
            messages.error(request, _("Another security administrator removes your own second factor."))
        elif remove_factor(account, request.user):
            messages.success(request, _("%(name)s has no second factor any more.") % {"name": account})
        else:
            messages.info(request, _("%(name)s had no second factor.") % {"name": account})
        return redirect("signin_factors")


class RulesView(DeskPage, FormView):
    """Which roles must have a second factor."""

    template_name = "signin/rules.html"
    form_class = RulesForm
    page_title = gettext_lazy("Who must have a second factor")
    is_for = staticmethod(keeps_factors)

    def get_initial(self):
        return {"required": FactorRule.objects.filter(required=True)}

    @transaction.atomic
    def form_valid(self, form):
        """Each rule that changes is recorded."""
        chosen = set(form.cleaned_data["required"].values_list("pk", flat=True))
        for rule in FactorRule.objects.select_for_update():
            required = rule.pk in chosen
            if rule.required != required:
                rule.required = required
                rule.save(update_fields=["required"])
                facts = {"role": rule.role, "second factor required": required}
                record(Event.RECORD_CHANGED, self.request.user, target=rule, facts=facts)
        messages.success(self.request, _("The rules are saved."))
        return redirect("signin_rules")
