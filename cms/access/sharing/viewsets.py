"""The viewset of snippets that departments share: the seam, with choosers that ask for use and a way to the rights."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, StatusTagColumn
from wagtail.admin.widgets import Button

from cms.access.sharing.addresses import rights_url
from cms.access.sharing.policies import SharedPolicy
from cms.access.sharing.rules import sees_rights
from cms.access.viewsets import DepartmentOwnedViewSet, ScopedChooserViewSet, find, find_all, mixed, policy_for


class ChoosableList:
    """A chooser lists what the user may choose, and of its state whether the public reads it; that asks nothing."""

    def get_object_list(self):
        return policy_for(self.model_class).choosable(self.request.user)

    @property
    def columns(self):
        return [_publicity() if isinstance(each, LiveStatusTagColumn) else each for each in super().columns]


def _publicity():
    return StatusTagColumn(
        "live",
        label=_("Status"),
        accessor=lambda instance: gettext("public") if instance.live else gettext("draft"),
        primary=lambda instance: instance.live,
    )


class ChoosableChosen:
    """A chooser hands over what the user may choose, and shows what was granted to read."""

    def get_object(self, pk):
        return find(policy_for(self.model_class).choosable(self.request.user), pk)

    def get_objects(self, pks):
        return find_all(policy_for(self.model_class).choosable(self.request.user), pks)


class SharedChooserViewSet(ScopedChooserViewSet):
    """Choosing asks for another right than reading."""

    choose_view_class = mixed(ChoosableList, ScopedChooserViewSet.choose_view_class)
    choose_results_view_class = mixed(ChoosableList, ScopedChooserViewSet.choose_results_view_class)
    chosen_view_class = mixed(ChoosableChosen, ScopedChooserViewSet.chosen_view_class)
    chosen_multiple_view_class = mixed(ChoosableChosen, ScopedChooserViewSet.chosen_multiple_view_class)


class KeepsOwner:
    """Who changes an object by a grant leaves it with its department: neither the form nor what is sent moves it."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        policy = policy_for(self.model)
        field = form.fields.get(policy.scope)
        owner = getattr(self.object, f"{policy.scope}_id")
        if field is not None and not field.queryset.filter(pk=owner).exists():
            field.queryset = field.queryset.model._default_manager.filter(pk=owner)
        return form


class WayToRights:
    """In the menu of the header, for who may see them: who has what on this object."""

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if sees_rights(self.request.user, self.object):
            buttons.append(Button(_("Rights"), url=rights_url(self.object), icon_name="key", priority=90))
        return buttons


class OwnWays:
    """The inspection of an object leads on to what the user may do with it."""

    def get_edit_url(self):
        return super().get_edit_url() if self._allowed("change") else None

    def get_delete_url(self):
        return super().get_delete_url() if self._allowed("delete") else None

    def _allowed(self, action):
        return policy_for(self.model).user_has_permission_for_instance(self.request.user, action, self.object)


class SharedViewSet(DepartmentOwnedViewSet):
    """Base of every snippet whose model is shared."""

    chooser_viewset_class = SharedChooserViewSet
    edit_view_class = mixed(WayToRights, mixed(KeepsOwner, DepartmentOwnedViewSet.edit_view_class))
    inspect_view_class = mixed(WayToRights, mixed(OwnWays, DepartmentOwnedViewSet.inspect_view_class))

    @cached_property
    def permission_policy(self):
        return SharedPolicy(self.model)
