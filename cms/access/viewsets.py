"""The one base of every snippet that belongs to a department or to the province.

A policy alone protects nothing: Wagtail's views ask it about the model, not about the object in the address. Every
view of a viewset is built by `construct_view`, so the question is put there, once, for all of them.
"""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Task, TaskState, WorkflowState
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.access.fence.planting import guarded
from cms.access.policies import DepartmentPolicy, ProvincialPolicy

WRITE = ("add", "change", "delete", "publish", "lock", "unlock")
SEE = (*WRITE, "view")


def policy_for(model):
    """The policy that the snippet's viewset carries."""
    return model.snippet_viewset.permission_policy


def visible(model, user, actions=SEE):
    """What the user may see of the model."""
    return policy_for(model).instances_user_has_any_permission_for(user, actions)


def find(objects, number):
    """The object of that number among them. Raises Http404, also for what is no number."""
    try:
        return get_object_or_404(objects, pk=unquote(str(number)))
    except (ValueError, ValidationError, OverflowError) as error:
        raise Http404 from error


def find_all(objects, numbers):
    """The objects of those numbers among them. Raises Http404 for what is no number."""
    try:
        return list(objects.filter(pk__in=numbers))
    except (ValueError, ValidationError, OverflowError) as error:
        raise Http404 from error


def mixed(mixin, view_class):
    """The view with the mixin before it."""
    return type(view_class.__name__, (mixin, view_class), {})


def belongs(instance, kwargs):
    """A run of a procedure, a state or a step that the address names is one of the object's. Raises Http404."""
    runs = WorkflowState.objects.for_instance(instance)
    states = TaskState.objects.filter(workflow_state__in=runs)
    parts = {
        "task_state_id": states,
        "workflow_state_id": runs,
        "task_id": Task.objects.filter(pk__in=states.values("task")),
    }
    for name, own in parts.items():
        if name in kwargs:
            find(own, kwargs[name])


class ObjectGuard:
    """Asks the permission that the view declares of the object that the address names.

    A view that declares none writes, so *view* alone does not open it. A foreign object is a 404, like one that
    does not exist.
    """

    passes_the_seam = True

    def setup(self, request, *args, **kwargs):
        if "pk" in kwargs:
            declared = getattr(self, "permission_required", None)
            needed = [declared] if declared else getattr(self, "any_permission_required", None) or WRITE
            instance = find(self.model._default_manager.all(), kwargs["pk"])
            if not policy_for(self.model).user_has_any_permission_for_instance(request.user, needed, instance):
                raise Http404
            belongs(instance, kwargs)
            request.guarded_instance = instance
        super().setup(request, *args, **kwargs)


class OfTheSeam:
    """The mark of a chooser's views, by which the fence knows them."""

    passes_the_seam = True


class ReadOnly:
    """The copy view's POST would overwrite the original; the form it shows is saved by the view that adds.

    The status of the original is not that of its copy, so it does not stand beside the form.
    """

    http_method_names = ["get", "head", "options"]

    def get_side_panels(self):
        panels = super().get_side_panels()
        return MediaContainer([panel for panel in panels if not isinstance(panel, StatusSidePanel)])


class OwnDepartments:
    """The form offers the departments for which the user may do what the view does; no other can be planted.

    What may stand for all departments is left without one only by who may do it for all.
    """

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        policy = policy_for(self.model)
        field = form.fields.get(policy.scope)
        if field is not None:
            field.queryset = policy.scopes_user_has_permission_for(self.request.user, self.permission_required)
            field.required = field.required or not policy.reaches_everywhere(
                self.request.user, self.permission_required
            )
        return form


class OwnLinks:
    """A list leads only to what the user may do with the object of the row."""

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self._allows("change", instance) else None

    def get_delete_url(self, instance):
        return super().get_delete_url(instance) if self._allows("delete", instance) else None

    def get_copy_url(self, instance):
        return super().get_copy_url(instance) if self._allows("add", instance) else None

    def _allows(self, action, instance):
        return policy_for(self.model).user_has_permission_for_instance(self.request.user, action, instance)


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
        return find(visible(self.model_class, self.request.user), pk)

    def get_objects(self, pks):
        return find_all(visible(self.model_class, self.request.user), pks)


class OwnDepartmentsOfChooser:
    """What is made in a chooser is made for a department for which the user may make it."""

    def get_permission_policy(self):
        return policy_for(self.model_class)

    def get_creation_form(self):
        form = super().get_creation_form()
        policy = self.get_permission_policy()
        field = form.fields.get(policy.scope) if form else None
        if field is not None:
            field.queryset = policy.scopes_user_has_permission_for(self.request.user, "add")
        return form


class CreatesByForm:
    """Where nothing is made in the chooser, the address for it does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if self.get_creation_form_class() is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ScopedChooserViewSet(SnippetChooserViewSet):
    """Choosing, without sight of others' objects."""

    choose_view_class = mixed(ScopedList, mixed(OwnDepartmentsOfChooser, ChooseView))
    choose_results_view_class = mixed(ScopedList, mixed(OwnDepartmentsOfChooser, ChooseResultsView))
    chosen_view_class = mixed(ScopedChosen, SnippetChosenView)
    chosen_multiple_view_class = mixed(ScopedChosen, SnippetChosenMultipleView)
    create_view_class = mixed(CreatesByForm, mixed(OwnDepartmentsOfChooser, SnippetCreateView))

    def construct_view(self, view_class, **kwargs):
        return super().construct_view(mixed(OfTheSeam, view_class), **kwargs)


class SeamViewSet(SnippetViewSet):
    """The seam itself; a system check refuses department-owned snippets that do not pass it."""

    is_seam = True

    chooser_viewset_class = ScopedChooserViewSet
    add_view_class = mixed(OwnDepartments, SnippetViewSet.add_view_class)
    edit_view_class = mixed(OwnDepartments, SnippetViewSet.edit_view_class)
    index_view_class = mixed(OwnLinks, SnippetViewSet.index_view_class)
    copy_view_class = mixed(ReadOnly, mixed(OwnDepartments, SnippetViewSet.copy_view_class))
    reorder_view_class = mixed(OwnOrder, SnippetViewSet.reorder_view_class)
    url_finder_class = ModelViewSet.url_finder_class

    def construct_view(self, view_class, **kwargs):
        return super().construct_view(mixed(ObjectGuard, view_class), **kwargs)

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        form_class = handler.base_form_class or getattr(self.model, "base_form_class", WagtailAdminModelForm)
        handler.base_form_class = guarded(form_class)
        return handler

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
