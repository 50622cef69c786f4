from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Departments, the column plan, roles: who publishes and what must be published."""

    name = "cms.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self):
        from django.contrib.auth import get_user_model
        from django.db.models.signals import m2m_changed, post_delete, post_save
        from django_tasks.signals import task_started

        from cms.organisation.calendar import stored_exceptions
        from cms.organisation.models import CalendarDay, CalendarYear
        from cms.organisation.roles import forget_roles
        from cms.workdays import source

        m2m_changed.connect(forget_roles, sender=get_user_model().groups.through, dispatch_uid="roles.changed")
        source.register(stored_exceptions)
        task_started.connect(source.forget, dispatch_uid="workdays.task")
        for model in (CalendarDay, CalendarYear):
            post_save.connect(source.forget, sender=model, dispatch_uid=f"workdays.saved:{model.__name__}")
            post_delete.connect(source.forget, sender=model, dispatch_uid=f"workdays.deleted:{model.__name__}")
