"""The forms of accounts: department and roles are chosen, groups follow; nothing foreign is offered or taken."""

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.access.people.giving import group_for, held_by
from cms.access.people.naming import name_is_taken
from cms.access.people.policies import (
    accounts_for,
    departments_for,
    makes_accounts_without_department,
)
from cms.access.people.rules import (
    clash,
    gives_everywhere,
    objection_to_giving,
    owner_of,
    roles_of_person,
    roles_to_give,
)
from cms.organisation.models import Department, Person, User
from cms.organisation.persons import objection_to_person
from cms.organisation.roles import Role, departments_of

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


def own_people(user):
    """The persons whom the user may name as the holder of an account: those of whom the user sees an account.

    Who keeps accounts everywhere also names persons without an account, and nobody a person of whom an account lies
    beyond the own reach and none within it. One's own person is named by somebody else.
    """
    within = Person.objects.filter(accounts__in=accounts_for(user))
    people = within | Person.objects.filter(accounts=None) if gives_everywhere(user) else within
    return people.exclude(pk=user.person_id).distinct()


class RolesMixin(forms.Form):
    """Department and roles in place of groups. A department's roles without a department are the portal's."""

    department = forms.ModelChoiceField(
        queryset=Department.objects.none(),
        required=False,
        label=_("Department"),
        help_text=_("Empty: the province, that is the portal and the supervising office."),
        error_messages={"invalid_choice": _("You keep no accounts of this department.")},
    )
    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Roles"),
        error_messages={"invalid_choice": _("You cannot give the role “%(value)s”.")},
    )

    def __init__(self, *args, acting_user, **kwargs):
        super().__init__(*args, **kwargs)
        self.acting_user = acting_user
        if not acting_user.is_superuser:
            self.fields.pop("is_superuser", None)
        self.fields["person"].queryset = own_people(acting_user)
        self.fields["person"].error_messages["invalid_choice"] = _("You cannot say that it is this person’s account.")
        self.order_fields(FIELD_ORDER)

    def _clean_username(self):
        """An account that the user does not see is nobody's business: the words are the same for every taken name."""
        name = self.cleaned_data.get("username")
        if name and User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            self.add_error("username", forms.ValidationError(name_is_taken(), code="duplicate_username"))

    def offer_roles(self, roles):
        """The choices are the roles that the user gives."""
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role in roles]

    def settle_roles(self, department, roles, person, stay=()):
        """Find out which groups are to be added and removed, with a message beside the field for what cannot be.

        `stay` are roles that the account holds and the user does not give: they stay as they are.
        """
        number = department.pk if department else None
        self.to_add, self.to_remove = [], []
        held = {row.role: row for row in held_by(self.instance)} if self.instance.pk else {}
        account = self.instance if self.instance.pk else User(department=department, person_id=person)
        for role in Role:
            wanted = role in roles
            if role in stay or wanted == (role in held):
                continue
            refusal = objection_to_giving(self.acting_user, account, role, owner_of(role, number))
            if refusal:
                self.add_error("roles", refusal)
            elif not wanted:
                self.to_remove.append(held[role].group)
            else:
                self._find_group(role, number)
        others = roles_of_person(person, besides=self.instance if self.instance.pk else None) if person else set()
        refusal = clash({*roles, *stay} | others)
        if refusal:
            self.add_error("roles", refusal)

    def _find_group(self, role, number):
        try:
            self.to_add.append(group_for(role, number))
        except forms.ValidationError as missing:
            if "roles" not in self.errors:
                self.add_error("roles", missing)

    def _save_m2m(self):
        """Groups that carry roles follow the form; any other stays."""
        super()._save_m2m()
        self.instance.groups.remove(*self.to_remove)
        self.instance.groups.add(*self.to_add)


class AccountCreationForm(RolesMixin, UserCreationForm):
    """A new account. Without a password, the person gets a link by mail; one that is entered has to be changed."""

    password_required = False

    class Meta(UserCreationForm.Meta):
        model = User
        fields = (UserCreationForm.Meta.fields - {"groups"}) | {"department", "person"}
        widgets = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.acting_user
        field = self.fields["department"]
        field.queryset = departments_for(user)
        field.required = not makes_accounts_without_department(user)
        if field.required:
            field.help_text = ""
        own = departments_of(user, Role.ADMINISTRATOR)
        if not gives_everywhere(user) and len(own) == 1:
            field.initial = next(iter(own))
        numbers = own | {None} if gives_everywhere(user) else own
        self.offer_roles({role for number in numbers for role in roles_to_give(user, number)})
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "Empty: the person gets a link by mail. A password that you enter has to be changed at the first "
                "sign-in."
            )

    def clean(self):
        """Each role must be the user's to give, and must have its group, which the making of a site provides."""
        cleaned = super().clean()
        self.to_add, self.to_remove = [], []
        if "department" in cleaned and "roles" in cleaned:
            person = cleaned.get("person")
            self.settle_roles(cleaned["department"], cleaned["roles"], person.pk if person else None)
        return cleaned

    def save(self, commit=True):
        """Whoever entered a password knows it."""
        entered = bool(self.cleaned_data.get("password1"))
        self.instance.must_change_password = entered
        if not entered:
            self.instance.set_password(get_random_string(40))
        return super().save(commit)


class AccountEditForm(RolesMixin, UserEditForm):
    """An account that exists. It moves by closing and handing over, and its password is reset on a page of its own."""

    password_enabled = False

    class Meta(UserEditForm.Meta):
        model = User
        fields = (UserEditForm.Meta.fields - {"groups"}) | {"department", "person"}
        widgets = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        department = self.fields["department"]
        department.queryset = Department.objects.filter(pk=self.instance.department_id)
        department.disabled = True
        department.help_text = _("An account moves to another department by closing and handing over.")
        self._limit_person()
        self._keep_open()
        given = roles_to_give(self.acting_user, self.instance.department_id)
        held = {Role(row.role) for row in held_by(self.instance)}
        self.stay = held - set(given)
        self.offer_roles(given)
        self.fields["roles"].initial = sorted(held & set(given))
        if self.stay:
            names = "、".join(str(role.label) for role in Role if role in self.stay)
            self.fields["roles"].help_text = gettext("Also held, and given by others: %(roles)s.") % {"roles": names}

    def _limit_person(self):
        """Four eyes hang on whose account it is: a department's administrator says so only when making it."""
        field = self.fields["person"]
        if not gives_everywhere(self.acting_user):
            field.disabled = True
            field.queryset = Person.objects.filter(pk=self.instance.person_id)
            field.help_text = _("The supervising office or the security administrator changes this.")

    def _keep_open(self):
        """Nobody's work is left behind by a tick: an open account closes where it is handed over."""
        field = self.fields.get("is_active")
        if field and self.instance.is_active:
            field.disabled = True
            field.help_text = _("An account is closed by closing and handing over.")

    def clean_person(self):
        """An account that exists stays its person's unless another is chosen, and nothing stands against that."""
        chosen = self.cleaned_data["person"]
        if chosen is None or chosen.pk == self.instance.person_id:
            return self.instance.person
        objection = objection_to_person(self.instance, chosen, self.acting_user)
        if objection:
            raise forms.ValidationError(objection)
        return chosen

    def clean(self):
        """As for a new account; roles that the user does not give stay as they are."""
        cleaned = super().clean()
        self.to_add, self.to_remove = [], []
        person = cleaned.get("person")
        if "roles" in cleaned:
            self.settle_roles(
                self.instance.department, cleaned["roles"], person.pk if person else None, {str(r) for r in self.stay}
            )
        return cleaned
