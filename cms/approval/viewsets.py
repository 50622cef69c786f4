"""The procedure as the supervising office keeps it: rules, deadlines and the secrecy checklist."""

from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.approval.models import ProcedureRule, SecrecyItem
from cms.approval.procedure.steps import Step
from cms.organisation.kinds import ContentKind
from cms.organisation.viewsets import DeleteView, SupervisedModelViewSet


class ProcedureRuleForm(WagtailAdminModelForm):
    """A rule that would let a text through with too few steps or persons is refused, beside the field."""

    def clean(self):
        data = super().clean()
        rows = [form.cleaned_data for form in self.formsets["steps"].forms if form.is_valid()]
        rows = [row for row in rows if row.get("step") and not row.get("DELETE")]
        for problem in step_problems(data.get("kind", ""), rows):
            self.add_error(None, problem)
        least = data.get("min_persons") or 0
        if len({row["step"] for row in rows}) < least:
            self.add_error("min_persons", _("There are fewer steps than persons."))
        template = least_persons_of_template(data.get("kind", "")) if data.get("department") else 0
        if least < template:
            self.add_error("min_persons", _("The template demands at least %(number)d persons.") % {"number": template})
        return data


def step_problems(kind, rows):
    """What is wrong with the steps of a rule, in sentences."""
    steps = [row["step"] for row in rows]
    problems = []
    if len(set(steps)) < len(steps):
        problems.append(_("Each step stands once."))
    if Step.SIGN_OFF not in steps or not {Step.REVIEW, Step.SECOND_REVIEW} & set(steps):
        problems.append(_("A review and the sign-off are part of every procedure."))
    if kind == ContentKind.DOCUMENT and not any(
        row["step"] == Step.SECRECY and not row.get("only_with_attachments") for row in rows
    ):
        problems.append(_("Official documents always go through the secrecy review."))
    if any(row.get("urgent_days", 0) > row.get("days", 0) for row in rows):
        problems.append(_("Urgent deadlines are not longer than ordinary ones."))
    return problems


def least_persons_of_template(kind):
    """How many persons the template demands for the kind."""
    rules = dict(ProcedureRule.objects.filter(department=None, kind__in=[kind, ""]).values_list("kind", "min_persons"))
    return rules.get(kind, rules.get("", 0))


class ProcedureRuleViewSet(SupervisedModelViewSet):
    """Which steps each kind of content goes through."""

    model = ProcedureRule
    icon = "clipboard-list"
    list_display = ["__str__", "min_persons"]
    list_filter = ["department"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("department")]),
            FieldPanel("min_persons"),
            InlinePanel("steps", heading=_("Steps"), label=_("Step"), min_num=1),
        ],
        base_form_class=ProcedureRuleForm,
    )


class SecrecyItemDeleteView(DeleteView):
    """The last question in use stays."""

    def form_valid(self, form):
        if self.object.is_last:
            messages.error(self.request, gettext("At least one question of the secrecy checklist stays in use."))
            return redirect(self.get_success_url())
        return super().form_valid(form)


class SecrecyItemViewSet(SupervisedModelViewSet):
    """The questions of the secrecy review."""

    model = SecrecyItem
    delete_view_class = SecrecyItemDeleteView
    icon = "list-ul"
    list_display = ["text", "order", "active"]
    form_fields = ["text", "order", "active"]
    ordering = "order"


class ProcedureViewSetGroup(ViewSetGroup):
    """One entry of the menu for all of it."""

    menu_label = _("Procedure")
    menu_icon = "clipboard-list"
    menu_order = 710
    items = (ProcedureRuleViewSet("procedure_rules"), SecrecyItemViewSet("secrecy_items"))
