"""The rules that answer with a narrower view than the one the address leads to."""

from functools import cached_property

from cms.access.fence.refusal import dressed
from cms.access.fence.rules import Rule
from cms.access.viewsets import mixed


class Instead(Rule):
    """Another view answers. `rule`, where one is given, admits first."""

    def __init__(self, view, rule=None):
        self.answer = view
        self.rule = rule

    def admits(self, visit):
        return self.rule is None or self.rule.admits(visit)

    @cached_property
    def dressed_answer(self):
        """The view as the admin's addresses are dressed."""
        return dressed(self.answer)

    def view(self, callback):
        return self.dressed_answer


class Narrowed(Rule):
    """Wagtail's own view answers with the mixins before it, so that an upgrade changes it and keeps it narrow."""

    def __init__(self, *mixins, rule=None):
        self.mixins = mixins
        self.rule = rule
        self.made = {}

    def admits(self, visit):
        return visit.view_class is not None and (self.rule is None or self.rule.admits(visit))

    def view(self, callback):
        if callback not in self.made:
            view_class = callback.view_class
            for mixin in reversed(self.mixins):
                view_class = mixed(mixin, view_class)
            self.made[callback] = dressed(view_class.as_view(**callback.view_initkwargs))
        return self.made[callback]
