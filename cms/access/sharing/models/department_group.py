"""A department as somebody to whom rights are granted: all its people, whoever they are on the day of the question."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.organisation.models import Department


class DepartmentGroupQuerySet(models.QuerySet):
    """The groups, made when first asked for."""

    def group_for(self, department):
        """The group that stands for all people of the department."""
        found = self.filter(department=department).select_related("group").first()
        if found is None:
            group, _made = Group.objects.get_or_create(name=f"{department.short_name}（全体人员·{department.slug}）")
            found, _made = self.get_or_create(department=department, defaults={"group": group})
        return found.group


class DepartmentGroup(models.Model):
    """A group that stands for a department. Its members are the accounts whose department it is, read from there.

    Nobody is entered in it, so it cannot differ from `User.department`; who is put into it by hand gains nothing.
    """

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, related_name="member_group", verbose_name=_("department")
    )
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="member_department", verbose_name=_("group")
    )

    objects = DepartmentGroupQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("group of a department’s people")
        verbose_name_plural = _("groups of departments’ people")

    def __str__(self):
        return str(self.department)
