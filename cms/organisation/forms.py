"""The forms in which the supervising office keeps the organisation."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.organisation.kinds import ContentKind
from cms.organisation.models import Department

ENDS = (Department.Status.MERGED, Department.Status.CLOSED)


class DepartmentForm(WagtailAdminModelForm):
    """A department. Its slug is also its host name and stays; its end is decided on the page of its site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.pk is not None
        if known and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("It is part of the site's address and does not change any more.")
        if "status" in self.fields:
            self.fields["status"].choices = [
                (status.value, status.label)
                for status in Department.Status
                if status not in ENDS or (known and status == self.instance.status)
            ]
            self.fields["status"].help_text = _("A merger or closure is entered among the department sites.")
        if "office_head" in self.fields:
            own = get_user_model().objects.filter(department=self.instance.pk, is_active=True)
            self.fields["office_head"].queryset = own.exclude(department=None).order_by("pk")
        if "parent" in self.fields:
            self.fields["parent"].queryset = Department.objects.in_office().exclude(pk=self.instance.pk)


class PlannedColumnForm(WagtailAdminModelForm):
    """A column of the plan; the kinds of content are ticked instead of written."""

    content_kinds = forms.MultipleChoiceField(
        choices=ContentKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("kinds of content"),
        help_text=_("None ticked: any."),
    )

    def clean_content_kinds(self):
        """Kept as a list in the order of the kinds, so that saving twice changes nothing."""
        chosen = set(self.cleaned_data["content_kinds"])
        return [kind for kind in ContentKind.values if kind in chosen]
