"""The lists that offices keep for the checks, in the admin: watched expressions, and which checks hold a text up."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from cms.access.policies import EVERY_ROLE, DepartmentPolicy
from cms.access.viewsets import DepartmentOwnedViewSet
from cms.approval.checks.registry import all_checks
from cms.approval.models.terms import CheckSetting, Term
from cms.organisation.roles import Role, is_supervisor
from cms.organisation.viewsets import SupervisedModelViewSet

WRITERS = (Role.WEBMASTER, Role.REVIEWER, Role.SECRECY_REVIEWER)


class TermPolicy(DepartmentPolicy):
    """A department writes its own terms and reads those of the province, which apply to its texts as well."""

    def __init__(self, model):
        own = dict.fromkeys(("add", "change", "delete"), WRITERS)
        super().__init__(model, roles={"view": EVERY_ROLE, **own})

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if "view" in actions and instance.department_id is None and self.user_has_permission(user, "view"):
            return True
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        own = super().instances_user_has_any_permission_for(user, actions)
        if "view" not in actions or not self.user_has_permission(user, "view"):
            return own
        return self.model._default_manager.filter(Q(pk__in=own.order_by().values("pk")) | Q(department=None))


class TermForm(WagtailAdminModelForm):
    """Terms for all departments are the supervising office's."""

    def clean(self):
        """Refuse a term without a department to anybody else, and one that stands in the list already."""
        data = super().clean()
        user = self.for_user
        if (
            "department" in self.fields
            and not data.get("department")
            and not (user.is_superuser or is_supervisor(user))
        ):
            self.add_error("department", _("Choose your department; only the supervising office keeps terms for all."))
        same = Term.objects.filter(text=(data.get("text") or "").strip(), department=data.get("department"))
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError({"text": _("This expression is in the list already.")})
        return data


class TermViewSet(DepartmentOwnedViewSet):
    """Watched expressions."""

    model = Term
    icon = "clipboard-list"
    menu_label = _("Watched expressions")
    menu_order = 720
    add_to_settings_menu = True
    list_display = ["text", "kind", "replacement", "department", "is_active"]
    list_filter = ["kind", "department", "is_active"]
    search_fields = ["text", "replacement"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("kind"), FieldRowPanel([FieldPanel("text"), FieldPanel("replacement")])]),
            FieldPanel("note"),
            FieldPanel("department"),
            FieldPanel("is_active"),
        ],
        base_form_class=TermForm,
    )

    @cached_property
    def permission_policy(self):
        return TermPolicy(self.model)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("department")


class CheckSettingForm(WagtailAdminModelForm):
    """The check is chosen among those that there are."""

    check_code = forms.ChoiceField(label=_("check"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["check_code"].choices = [(each.code, each.name) for each in all_checks()]


class CheckSettingViewSet(SupervisedModelViewSet):
    """Which checks are made and which hold a text up, where the supervising office wants it otherwise."""

    model = CheckSetting
    icon = "circle-check"
    menu_label = _("Settings of checks")
    menu_order = 721
    add_to_settings_menu = True
    list_display = ["check_code", "is_active", "is_blocking"]
    edit_handler = ObjectList(
        [FieldPanel("check_code"), FieldPanel("is_active"), FieldPanel("is_blocking")],
        base_form_class=CheckSettingForm,
    )
