"""The screens of accounts. Every address that names an account asks the one policy about that account."""

from django.contrib.auth.models import Permission
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.users.views.users import CreateView, DeleteView, EditView, HistoryView, IndexView, UserViewSet

from cms.access.audit.elsewhere import record_act
from cms.access.people.filters import AccountFilterSet
from cms.access.people.forms import AccountCreationForm, AccountEditForm
from cms.access.people.leaving import reopen
from cms.access.people.listing import role_words
from cms.access.people.passwords import send_link, tell_old_address
from cms.access.people.policies import AccountPolicy, accounts_for, seen, with_kept
from cms.access.people.usage import stays, was_used
from cms.organisation.models import RoleGroup, User
from cms.organisation.persons import note_change


class AccountGuard:
    """The account in the address is one for which the user may do what the view does; else there is no such account."""

    def setup(self, request, *args, **kwargs):
        get_object_or_404(accounts_for(request.user, self.guarded_action), pk=kwargs["pk"])
        super().setup(request, *args, **kwargs)


class ActingUserMixin:
    """Tells the form who fills it in."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "acting_user": self.request.user}


class AccountCreateView(ActingUserMixin, CreateView):
    """Adds an account."""

    def save_instance(self):
        """Without a password that somebody entered, the person chooses one."""
        account = super().save_instance()
        if not account.must_change_password:
            send_link(account, self.request.user)
        record_act(self.request.user, account.department_id, account, gettext("Account made"))
        return account


class AccountEditView(AccountGuard, ActingUserMixin, EditView):
    """Edits an account, always another person's; one's own has its own page."""

    guarded_action = "change"

    def setup(self, request, *args, **kwargs):
        self.is_own = kwargs["pk"] == request.user.pk
        if not self.is_own:
            return super().setup(request, *args, **kwargs)
        self.request, self.args, self.kwargs = request, args, kwargs
        return None

    def dispatch(self, request, *args, **kwargs):
        if self.is_own:
            messages.warning(
                request, gettext("This is your own account. Its roles are another administrator’s to change.")
            )
            return redirect("wagtailadmin_account")
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self):
        """Whose account it was before is kept with its history, and the old mail address hears of a new one."""
        before, address = self.form.initial["person"], self.form.initial["email"]
        account = super().save_instance()
        if account.person_id != before:
            note_change(account, before, self.request.user)
        if address and account.email != address:
            tell_old_address(account, address)
        if "is_active" in self.form.changed_data:
            reopen(account, self.request.user)
        elif self.form.has_changed():
            record_act(self.request.user, account.department_id, account, gettext("Account or roles changed"))
        return account

    def get_side_panels(self):
        """None: an account is not published, and its history has its own way."""
        return MediaContainer()

    @cached_property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        for label, name, icon in (
            (gettext("Reset the password"), "people_password", "key"),
            (gettext("Close or move, and hand over"), "people_leaving", "logout"),
        ):
            buttons.append(Button(label, url=reverse(name, args=[self.object.pk]), icon_name=icon))
        return buttons


class AccountDeleteView(AccountGuard, DeleteView):
    """Deletes an account that nobody ever used; any other is closed."""

    guarded_action = "change"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not was_used(self.object):
            return super(DeleteView, self).dispatch(request, *args, **kwargs)
        messages.error(request, stays(self.object))
        return redirect("people_leaving", self.object.pk)

    def form_valid(self, form):
        record_act(self.request.user, self.object.department_id, self.object, gettext("Account deleted"))
        return super().form_valid(form)


class AccountHistoryView(AccountGuard, HistoryView):
    """What happened to an account."""

    guarded_action = "view"

    def get_edit_url(self, instance):
        """A way back only for who may go it."""
        kept = accounts_for(self.request.user, "change").filter(pk=instance.pk).exists()
        return super().get_edit_url(instance) if kept else None

    @cached_property
    def header_buttons(self):
        return super().header_buttons if self.get_edit_url(self.object) else []


class AccountIndexView(IndexView):
    """The accounts within reach, each with its department and its roles, in a fixed number of statements."""

    @cached_property
    def columns(self):
        columns = super().columns
        department = Column("department", label=_("Department"), width="18%")
        roles = Column("roles", label=_("Roles"), accessor=role_words, width="18%")
        level = "is_superuser" if not self.request.user.is_superuser else None
        return [*columns[:3], department, roles, *(column for column in columns[3:] if column.name != level)]

    @cached_property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            Button(gettext("Import accounts"), url=reverse("people_import"), icon_name="upload"),
            Button(gettext("Export accounts"), url=reverse("people_export"), icon_name="download"),
        ]

    def get_base_queryset(self):
        roles = Prefetch("groups__role_group", RoleGroup.objects.select_related("department"))
        accounts = super().get_base_queryset().filter(seen(self.request.user))
        return with_kept(accounts, self.request.user).select_related("department").prefetch_related("groups", roles)

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if instance.is_kept else None

    def get_delete_url(self, instance):
        """Offered for accounts that were never signed in to; whether they were used otherwise is asked then."""
        is_new = instance.is_kept and instance.last_login is None
        return reverse(self.delete_url_name, args=[instance.pk]) if is_new else None

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_kept:
            return buttons
        for label, name, icon, priority in (
            (gettext("Reset the password"), "people_password", "key", 15),
            (gettext("Close or move, and hand over"), "people_leaving", "logout", 16),
        ):
            url = reverse(name, args=[instance.pk])
            buttons.append(MenuItem(label, url=url, icon_name=icon, priority=priority))
        return buttons


class AccountViewSet(UserViewSet):
    """Accounts, for whoever gives roles."""

    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    history_view_class = AccountHistoryView
    filterset_class = AccountFilterSet
    copy_view_enabled = False
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    @cached_property
    def permission_policy(self):
        return AccountPolicy(User)

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm

    def get_common_view_kwargs(self, **kwargs):
        """Where an account is used is other departments' business too, so no screen lists it."""
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name != "usage"]

    def get_permissions_to_register(self):
        """None: who keeps accounts follows from a role."""
        return Permission.objects.none()
