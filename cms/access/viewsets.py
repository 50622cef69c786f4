"""The one base of every snippet that belongs to a department or to the province.

A policy alone protects nothing: Wagtail's views ask it about the model, not about the object in the address. Every
view of a viewset is built by `construct_view`, so the question is put there, once, for all of them.
"""

from django.contrib.admin.utils import unquote
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import TaskState, WorkflowState
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.access.policies import DepartmentPolicy, ProvincialPolicy

WRITE = ("add", "change", "delete", "publish", "lock", "unlock")
SEE = (*WRITE, "view")


def policy_for(model):
    """The policy that the snippet's viewset carries."""
    return model.snippet_viewset.permission_policy


def visible(model, user, actions=SEE):
    """What the user may see of the model."""
    return policy_for(model).instances_user_has_any_permission_for(user, actions)


def mixed(mixin, view_class):
    """The view with the mixin before it."""
    return type(view_class.__name__, (mixin, view_class), {})


class ObjectGuard:
    """Asks the permission that the view declares of the object that the address names.

    A view that declares none writes, so *view* alone does not open it. A foreign object is a 404, like one that
    does not exist.
    """

    def setup(self, request, *args, **kwargs):
        if "pk" in kwargs:
            declared = getattr(self, "permission_required", None)
            needed = [declared] if declared else getattr(self, "any_permission_required", None) or WRITE
            instance = get_object_or_404(self.model, pk=unquote(str(kwargs["pk"])))
            if not policy_for(self.model).user_has_any_permission_for_instance(request.user, needed, instance):
                raise Http404
            if "task_state_id" in kwargs:
                states = WorkflowState.objects.for_instance(instance)
                get_object_or_404(TaskState, pk=kwargs["task_state_id"], workflow_state__in=states)
        super().setup(request, *args, **kwargs)


class ReadOnly:
    """The copy view's POST would overwrite the original; the form it shows is saved by the view that adds."""

    http_method_names = ["get", "head", "options"]


class OwnDepartments:
    """The form offers the departments for which the user may do what the view does; no other can be planted."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        policy = policy_for(self.model)
        field = form.fields.get(policy.scope)
        if field is not None:
            field.queryset = policy.scopes_user_has_permission_for(self.request.user, self.permission_required)
        return form


class OwnOrder:
    """Reordering renumbers only what the user may change."""

    def get_queryset(self):
        return visible(self.model, self.request.user, [self.permission_required]).order_by(self.sort_order_field)


class ScopedList:
    """A chooser lists what the user may see."""

    def get_object_list(self):
        return visible(self.model_class, self.request.user)


class ScopedChosen:
    """A chooser hands over only what the user may see."""

    def get_object(self, pk):
        return get_object_or_404(visible(self.model_class, self.request.user), pk=pk)

    def get_objects(self, pks):
        return visible(self.model_class, self.request.user).filter(pk__in=pks)


class ScopedChooserViewSet(SnippetChooserViewSet):
    """Choosing, without sight of others' objects."""

    choose_view_class = mixed(ScopedList, ChooseView)
    choose_results_view_class = mixed(ScopedList, ChooseResultsView)
    chosen_view_class = mixed(ScopedChosen, SnippetChosenView)
    chosen_multiple_view_class = mixed(ScopedChosen, SnippetChosenMultipleView)


class SeamViewSet(SnippetViewSet):
    """The seam itself; a system check refuses department-owned snippets that do not pass it."""

    chooser_viewset_class = ScopedChooserViewSet
    add_view_class = mixed(OwnDepartments, SnippetViewSet.add_view_class)
    edit_view_class = mixed(OwnDepartments, SnippetViewSet.edit_view_class)
    copy_view_class = mixed(ReadOnly, mixed(OwnDepartments, SnippetViewSet.copy_view_class))
    reorder_view_class = mixed(OwnOrder, SnippetViewSet.reorder_view_class)
    url_finder_class = ModelViewSet.url_finder_class

    def construct_view(self, view_class, **kwargs):
        return super().construct_view(mixed(ObjectGuard, view_class), **kwargs)

    def get_queryset(self, request):
        return visible(self.model, request.user)


class DepartmentOwnedViewSet(SeamViewSet):
    """Snippets with a department: its roles work on them, the supervising office on all."""

    @cached_property
    def permission_policy(self):
        return DepartmentPolicy(self.model)


class SupervisedViewSet(SeamViewSet):
    """Snippets of the province: only the supervising office writes them."""

    readers = ()

    @cached_property
    def permission_policy(self):
        return ProvincialPolicy(self.model, readers=self.readers)
