"""The abstract tables of grants: django-guardian's, each with a foreign key to its one model, an end and an origin."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from cms.access.sharing.actions import action_of
from cms.organisation.models import Department

NOT_IN_OFFICE = tuple(status for status in Department.Status if status not in Department.IN_OFFICE)


class GrantQuerySet(models.QuerySet):
    """Grants by their end, the last day included, and by what became of their holders."""

    def valid(self, day=None):
        """Those that hold on the day."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate())).exclude(self.model.holder_gone)

    def over(self, day=None):
        """Those whose last day has passed, and those of who is closed."""
        return self.filter(Q(until__lt=day or timezone.localdate()) | self.model.holder_gone)


class Grant(models.Model):
    """Who granted it, why, and until when. Only `granting.py` writes rows; without `granted_by` there is none."""

    until = models.DateField(_("last day"), null=True, blank=True, db_index=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()

    @property
    def action(self):
        """The right that was granted."""
        return action_of(self.permission.codename)


class AccountGrant(Grant, UserObjectPermissionBase):
    """A right of one account on one object."""

    kind = "account"
    holder_gone = Q(user__is_active=False) | Q(user__department__status__in=NOT_IN_OFFICE)
    objects = UserObjectPermissionManager.from_queryset(GrantQuerySet)()

    class Meta(Grant.Meta, UserObjectPermissionBase.Meta):
        abstract = True
        verbose_name = _("right of an account")
        verbose_name_plural = _("rights of accounts")


class GroupGrant(Grant, GroupObjectPermissionBase):
    """A right of a group on one object: of a role, or of all people of a department."""

    kind = "group"
    holder_gone = Q(group__member_department__department__status__in=NOT_IN_OFFICE) | Q(
        group__role_group__department__status__in=NOT_IN_OFFICE
    )
    objects = GroupObjectPermissionManager.from_queryset(GrantQuerySet)()

    class Meta(Grant.Meta, GroupObjectPermissionBase.Meta):
        abstract = True
        verbose_name = _("right of a group")
        verbose_name_plural = _("rights of groups")
