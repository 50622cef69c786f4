"""Filters of lists and reports offer a department's people, sites and procedures, never another's."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.functional import cached_property
from wagtail.models import Site, Task, Workflow

from cms.access.fence.standing import colleagues_of, sites_of, tasks_of, workflows_of
from cms.access.tenancy import is_tenant
from cms.organisation.roles import Role, departments_of


def groups_of(user):
    """The groups that carry roles of the user's departments."""
    departments = departments_of(user, *Role)
    own = Group.objects.filter(role_group__department__in=departments - {None})
    return own | Group.objects.filter(role_group__isnull=False, role_group__department=None, user=user)


def own_choices(model, user):
    """What of the model the user may be offered; None where the model is nobody's own."""
    if issubclass(model, get_user_model()):
        return colleagues_of(user)
    makers = {Site: sites_of, Workflow: workflows_of, Task: tasks_of, Group: groups_of}
    for known, make in makers.items():
        if issubclass(model, known):
            return make(user)
    return None


def narrow_choices(filterset, user):
    """Takes from the filters of the set what is another department's."""
    for each in filterset.filters.values():
        field = each.field
        if not isinstance(field, ModelChoiceField | ModelMultipleChoiceField) or field.queryset is None:
            continue
        own = own_choices(field.queryset.model, user)
        if own is not None:
            field.queryset = field.queryset.filter(pk__in=own.order_by().values("pk"))


class OwnChoices:
    """A list whose filters offer one's own."""

    @cached_property
    def filters(self):
        """The filters of the list, or None where it has none."""
        if not self.filterset_class:
            return None
        filterset = self.filterset_class(**self.get_filterset_kwargs())
        if is_tenant(self.request.user):
            narrow_choices(filterset, self.request.user)
        return filterset if filterset.form.fields else None
