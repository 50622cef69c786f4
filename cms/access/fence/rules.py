"""The rules of the fence: small objects that say whether a person may go to an address, and what is shown there."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.access.fence.standing import is_own, leads_to_own, public_pages
from cms.access.policies import DepartmentPolicy
from cms.organisation.policies import SupervisingOfficePolicy
from cms.organisation.roles import user_has_role

ANY = ("add", "change", "delete", "view")
MAX_NUMBER = 2**63
# Python refuses to read numbers of thousands of digits.
MOST_DIGITS = 20


@dataclass(frozen=True)
class Visit:
    """A request for an address, with what the address names."""

    request: object
    callback: object
    args: tuple
    kwargs: dict

    @property
    def user(self):
        """Who asks."""
        return self.request.user

    @cached_property
    def view_class(self):
        """The class of the view, or None for a function."""
        return getattr(self.callback, "view_class", None)

    @property
    def given(self):
        """What the viewset gave to the view."""
        return getattr(self.callback, "view_initkwargs", {})

    def parameters(self, names):
        """The values of the parameters, from the address and from the form."""
        sources = (self.request.GET, self.request.POST)
        return [value for name in names for source in sources for value in source.getlist(name) if value != ""]


def numbers(values):
    """The values as numbers of rows; None where one of them is none."""
    found = set()
    for value in values:
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < MOST_DIGITS and int(text) < MAX_NUMBER):
            return None
        found.add(int(text))
    return found


class Rule:
    """An address that everybody in the admin may go to: it names no object, or its view keeps to one's own."""

    def admits(self, visit):
        """Whether the person may go there; else the address does not exist."""
        return True

    def view(self, callback):
        """The view that answers, in place of the one that the address leads to."""
        return callback


class Denied(Rule):
    """An address that is not for departments."""

    def admits(self, visit):
        return False


OPEN = Rule()
DENIED = Denied()


class OfRole(Rule):
    """An address for the holders of one of the province's roles; Wagtail's own permission is asked as well."""

    def __init__(self, *roles):
        self.roles = roles

    def admits(self, visit):
        return user_has_role(visit.user, *self.roles)


class Pages(Rule):
    """Every page that the address or a parameter names is one's own, and what else it names belongs to that page.

    `names` are the parts of the address, by name or place; `parameters` those of query and form.
    """

    def __init__(self, *names, parameters=()):
        self.names = names
        self.parameters = parameters

    def admits(self, visit):
        values = [visit.args[name] if isinstance(name, int) else visit.kwargs.get(name) for name in self.names]
        wanted = numbers([*(value for value in values if value is not None), *visit.parameters(self.parameters)])
        if wanted is None:
            return False
        paths = self.found(wanted)
        if len(paths) != len(wanted) or not all(self.allows(visit.user, path) for path in paths.values()):
            return False
        return self._parts_belong(visit, values[0] if values else None)

    def found(self, wanted):
        """The paths of the pages named."""
        return dict(Page.objects.filter(pk__in=wanted).values_list("pk", "path")) if wanted else {}

    def allows(self, user, path):
        """Whether the user may name the page at the path."""
        return is_own(user, path)

    def _parts_belong(self, visit, number):
        """A step, its state or a run of a procedure that the address names is one of the page's."""
        given = visit.kwargs
        runs = WorkflowState.objects.filter(base_content_type__app_label="wagtailcore", object_id=str(number))
        runs = runs.filter(base_content_type__model="page")
        if "task_state_id" in given:
            return TaskState.objects.filter(pk=given["task_state_id"], workflow_state__in=runs).exists()
        if "workflow_state_id" in given:
            return runs.filter(pk=given["workflow_state_id"]).exists()
        if "task_id" in given:
            states = TaskState.objects.filter(workflow_state__in=runs)
            return Task.objects.filter(pk=given["task_id"], pk__in=states.values("task")).exists()
        return True


class PagesOnTheWay(Pages):
    """Also pages above one's own: the explorer leads down through them."""

    def allows(self, user, path):
        return leads_to_own(user, path)


class ReadablePages(Pages):
    """Also pages that everybody may read."""

    def admits(self, visit):
        values = [value for name in self.names if (value := visit.kwargs.get(name)) is not None]
        wanted = numbers([*values, *visit.parameters(self.parameters)])
        if not wanted:
            return wanted is not None
        paths = self.found(wanted)
        others = {number for number, path in paths.items() if len(path) > Page.steplen and not is_own(visit.user, path)}
        readable = Page.objects.filter(public_pages(), pk__in=others).count() if others else 0
        return len(paths) == len(wanted) and readable == len(others)


class Objects(Rule):
    """The object that the address names is one that the person may treat as the view does.

    `policy` answers for objects of `model`; both may be functions that give them, as Wagtail's models are swapped.
    """

    def __init__(self, model, policy, name="pk", actions=ANY, parameters=()):
        self.model, self.policy, self.name, self.actions, self.parameters = model, policy, name, actions, parameters

    def admits(self, visit):
        named = [visit.kwargs[self.name]] if self.name in visit.kwargs else []
        wanted = numbers([*named, *visit.parameters(self.parameters)])
        if not wanted:
            return wanted is not None
        own = self.policy.instances_user_has_any_permission_for(visit.user, self.actions)
        return own.filter(pk__in=wanted).count() == len(wanted)


class Own(Rule):
    """The object that the address names is among those that the function gives for the person."""

    def __init__(self, function, name):
        self.function, self.name = function, name

    def admits(self, visit):
        wanted = numbers([visit.kwargs[self.name]])
        return bool(wanted) and self.function(visit.user).filter(pk__in=wanted).exists()


class Seam(Rule):
    """A view that a viewset of the seam made: it asks its own permission of the object in the address."""

    @staticmethod
    def recognises(callback):
        """Whether the view carries the mark of the seam."""
        return getattr(getattr(callback, "view_class", None), "passes_the_seam", False)


class ByPolicy(Rule):
    """A view of a plain viewset whose policy is one of ours: asked of the object, or where it names none, of the model.

    The permission is the one that the view declares.
    """

    policies = (SupervisingOfficePolicy, DepartmentPolicy)

    def recognises(self, callback):
        """Whether the viewset gave the view a policy of ours."""
        given = getattr(callback, "view_initkwargs", {})
        return isinstance(given.get("permission_policy"), self.policies) and "model" in given

    def admits(self, visit):
        policy, model = visit.given["permission_policy"], visit.given["model"]
        declared = getattr(visit.view_class, "permission_required", None)
        actions = [declared] if declared else getattr(visit.view_class, "any_permission_required", None) or ANY
        if "pk" not in visit.kwargs:
            return policy.user_has_any_permission(visit.user, actions)
        try:
            instance = model._default_manager.filter(pk=unquote(str(visit.kwargs["pk"]))).first()
        except (ValueError, ValidationError):
            return False
        return instance is not None and policy.user_has_any_permission_for_instance(visit.user, actions, instance)
