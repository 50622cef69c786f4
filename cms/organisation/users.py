"""Accounts: each works for one department and holds roles there, which its groups follow."""

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserFilterSet, UserViewSet

from cms.organisation.models import Department, RoleGroup, User
from cms.organisation.persons import note_change, objection_to_person
from cms.organisation.policies import SupervisingOfficePolicy
from cms.organisation.roles import DEPARTMENT_ROLES, Role

FIELD_ORDER = (
    "username",
    "last_name",
    "first_name",
    "email",
    "department",
    "person",
    "roles",
    "password1",
    "password2",
    "is_active",
    "is_superuser",
)


class RolesMixin(forms.Form):
    """Department and roles in place of groups. A department's roles without a department are the portal's."""

    department = forms.ModelChoiceField(
        queryset=Department.objects.in_office(),
        required=False,
        label=_("Department"),
        help_text=_("Empty: the province, that is the portal and the supervising office."),
    )
    roles = forms.MultipleChoiceField(
        choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("Roles")
    )

    def __init__(self, *args, acting_user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if not (acting_user and acting_user.is_superuser):
            self.fields.pop("is_superuser", None)
        self.order_fields(FIELD_ORDER)
        self.acting_user = acting_user
        if self.instance.pk and acting_user is not None and acting_user.person_id == self.instance.person_id:
            self.fields["person"].disabled = True
            self.fields["person"].help_text = _("Another person of the office changes this.")
        if self.instance.pk:
            own = Q(pk=self.instance.department_id)
            self.fields["department"].queryset = Department.objects.filter(own | Q(status__in=Department.IN_OFFICE))
            held = RoleGroup.objects.filter(group__user=self.instance)
            self.fields["roles"].initial = sorted(set(held.values_list("role", flat=True)))

    def clean_person(self):
        """An account that exists stays its person's unless another is chosen, and nothing stands against that."""
        chosen = self.cleaned_data["person"]
        if not self.instance.pk:
            return chosen
        if chosen is None or chosen.pk == self.instance.person_id:
            return self.instance.person
        objection = objection_to_person(self.instance, chosen, self.acting_user)
        if objection:
            raise forms.ValidationError(objection)
        return chosen

    def clean(self):
        """Each role must have its group, which the making of a site provides."""
        cleaned = super().clean()
        department = cleaned.get("department")
        self.role_groups = []
        for role in cleaned.get("roles") or ():
            owner = department if role in DEPARTMENT_ROLES else None
            group = RoleGroup.objects.filter(role=role, department=owner).first()
            if group is not None:
                self.role_groups.append(group)
            elif owner is not None:
                self.add_error("roles", _("This department has no site yet. Make the site first, then give roles."))
                break
            else:
                self.add_error("roles", _("The portal has no group for this role yet. Build the portal first."))
                break
        return cleaned

    def _save_m2m(self):
        """Groups that carry roles follow the form; any other stays."""
        super()._save_m2m()
        kept = self.instance.groups.filter(role_group=None)
        self.instance.groups.set([*kept, *(row.group for row in self.role_groups)])


class AccountCreationForm(RolesMixin, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = (UserCreationForm.Meta.fields - {"groups"}) | {"department", "person"}
        widgets = {}


class AccountEditForm(RolesMixin, UserEditForm):
    """An account that exists."""

    class Meta(UserEditForm.Meta):
        model = User
        fields = (UserEditForm.Meta.fields - {"groups"}) | {"department", "person"}
        widgets = {}


class ActingUserMixin:
    """Tells the form who fills it in."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "acting_user": self.request.user}


class AccountCreateView(ActingUserMixin, CreateView):
    """Adds an account."""


class AccountEditView(ActingUserMixin, EditView):
    """Edits an account; an administrator's only by another."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def save_instance(self):
        """Whose account it was before is kept with its history."""
        before = self.form.initial["person"]
        account = super().save_instance()
        if account.person_id != before:
            note_change(account, before, self.request.user)
        return account


class AccountFilterSet(UserFilterSet):
    """Accounts of a department."""

    class Meta(UserFilterSet.Meta):
        model = User
        fields = ["department"]


class AccountIndexView(IndexView):
    """The accounts, each with its department."""

    @cached_property
    def columns(self):
        columns = super().columns
        return [*columns[:2], Column("department", label=_("Department"), width="20%"), *columns[2:]]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("department")


class AccountViewSet(UserViewSet):
    """Accounts, for the supervising office."""

    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    filterset_class = AccountFilterSet
    copy_view_enabled = False
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    @cached_property
    def permission_policy(self):
        return SupervisingOfficePolicy(User)

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm

    def get_permissions_to_register(self):
        """None: who keeps accounts follows from a role."""
        return Permission.objects.none()
