"""What a person holds today by grants. The same conditions answer for one object, for a list and for a model."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.access.sharing.actions import action_of, answering, codename
from cms.access.sharing.registry import shared_for

NONE = Q(pk__in=())


def groups_of(user):
    """The groups whose rights are the user's: its own, and that of its department."""
    own = Q(user=user, member_department=None)
    if user.department_id is None:
        return Group.objects.filter(own)
    return Group.objects.filter(own | Q(member_department__department=user.department_id)).distinct()


def held(user, model):
    """Pairs of right and number of the object, read in one statement and once a user object and day."""
    found = shared_for(model)
    if found is None or user.is_anonymous or not user.is_active:
        return frozenset()
    today = timezone.localdate()
    memory = user.__dict__.setdefault("_grants_held", {})
    if memory.get(found.label, (None,))[0] != today:
        names = ("permission__codename", "content_object_id")
        groups = found.group_grants.objects.valid(today).filter(group__in=groups_of(user)).values_list(*names)
        rows = found.account_grants.objects.valid(today).filter(user=user).values_list(*names).union(groups)
        memory[found.label] = today, frozenset((action_of(name), number) for name, number in rows)
    return memory[found.label][1]


def forget(sender, instance, **kwargs):
    """A user object whose groups change reads its grants anew."""
    instance.__dict__.pop("_grants_held", None)


def holds_any(user, model, actions):
    """Whether a grant answers the question about any object of the model."""
    wanted = answering(actions)
    return bool(wanted) and any(right in wanted for right, _number in held(user, model))


def holds(user, instance, actions):
    """Whether a grant answers the question about the object."""
    wanted = answering(actions)
    return bool(wanted) and any((right, instance.pk) in held(user, type(instance)) for right in wanted)


def granted(user, model, actions):
    """The condition on objects of the model for which a grant answers the question, as part of one statement."""
    found, wanted = shared_for(model), answering(actions)
    if found is None or not wanted or user.is_anonymous or not user.is_active:
        return NONE
    names = [codename(model, right) for right in sorted(wanted)]
    common = {"content_object": OuterRef("pk"), "permission__codename__in": names}
    accounts = found.account_grants.objects.valid().filter(user=user, **common)
    groups = found.group_grants.objects.valid().filter(group__in=groups_of(user), **common)
    return Q(Exists(accounts)) | Q(Exists(groups))


def holders(instance, actions):
    """The condition on accounts that hold a grant on the object which answers the question."""
    found, wanted = shared_for(type(instance)), answering(actions)
    if found is None or not wanted:
        return NONE
    common = {
        "content_object": instance.pk,
        "permission__codename__in": [codename(found.model, each) for each in wanted],
    }
    accounts = found.account_grants.objects.valid().filter(**common).values("user")
    groups = Group.objects.filter(pk__in=found.group_grants.objects.valid().filter(**common).values("group"))
    members = get_user_model().objects.filter(groups__in=groups.filter(member_department=None)).values("pk")
    departments = groups.exclude(member_department=None).values("member_department__department")
    return Q(pk__in=accounts) | Q(pk__in=members) | Q(department__in=departments)
