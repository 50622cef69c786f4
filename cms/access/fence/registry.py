"""Which rule stands for which address. Every concern names its own addresses, one by one, as it is loaded."""

from cms.access.fence.rules import ByPolicy, Seam

_rules = {}
_own_objects = {}
_SEAM = Seam()
_BY_POLICY = ByPolicy()


def know(rule, *names):
    """The rule stands for the addresses of these names (`namespace:name`); the last word about a name counts."""
    _rules.update(dict.fromkeys(names, rule))


def know_viewset(rule, namespace, *names):
    """The same for the addresses of one viewset, each named without its namespace."""
    know(rule, *(f"{namespace}:{name}" for name in names))


def rule_of(name, callback):
    """The rule for an address: its own, or that of a view which comes through the seam or a policy of ours; or None."""
    known = _rules.get(name)
    if known is None and _SEAM.recognises(callback):
        known = _SEAM
    if known is None and _BY_POLICY.recognises(callback):
        known = _BY_POLICY
    return known


def own_objects(label):
    """Registers the function that gives a person's own objects of the model `app_label.model`, for acting on many.

    The function takes the user and returns a queryset.
    """

    def register(function):
        _own_objects[label] = function
        return function

    return register


def own_objects_of(user, model):
    """The user's own objects of the model; None where nobody has said what they are."""
    function = _own_objects.get(model._meta.label_lower)
    return function and function(user)
