from django import forms
from django.utils.translation import gettext_lazy as _

from home import decisions
from home.models import Pick


class DecisionForm(forms.Form):
    """What an editor does with one page of a column: one action, with what belongs to it."""

    ACTIONS = {
        "adopt": (decisions.adopt, ("headline",), _("“%(title)s” is adopted.")),
        "hold": (decisions.hold, ("reason",), _("“%(title)s” is held.")),
        "refuse": (decisions.refuse, ("reason",), _("“%(title)s” is refused.")),
        "pin": (decisions.pin, ("headline", "until", "order"), _("“%(title)s” stands at the top.")),
        "take_back": (decisions.take_back, (), _("The decision about “%(title)s” is taken back.")),
    }

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    page = forms.IntegerField(min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    headline = forms.CharField(label=_("Headline"), max_length=120, required=False)
    order = forms.IntegerField(label=_("Place at the top"), min_value=1, max_value=999, required=False)
    until = forms.DateField(label=_("Pinned until"), required=False)

    def clean(self):
        """A refusal says why; an old headline stays unless the form sends one."""
        data = super().clean()
        if data.get("action") == "refuse" and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Give the reason of the refusal; the department reads it."))
        if "headline" not in self.data:
            data["headline"] = None
        return data

    def decide(self, page, column, user):
        """Take the decision and say what was done. Raises what `home.decisions` raises."""
        action, names, sentence = self.ACTIONS[self.cleaned_data["action"]]
        action(page, column, user, **{name: self.cleaned_data[name] for name in names})
        return sentence % {"title": page.title}

    def error_sentences(self):
        """What is wrong, in sentences that name the field."""
        names = {**{field.name: field.verbose_name for field in Pick._meta.fields}, "until": _("Pinned until")}
        return [f"{names.get(field, field)}: {error}" for field, errors in self.errors.items() for error in errors]
