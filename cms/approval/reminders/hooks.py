"""Reminders in the admin: on the start page, and the choice in one's account."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.access.tenancy import sees_every_department
from cms.approval.models import ReminderChoice
from cms.approval.reminders import panel  # noqa: F401 (it registers itself)
from cms.jobs.models import Mail


class MailPanel(Component):
    """Tells the supervising office that mail does not go out."""

    name = "mail_trouble"
    template_name = "approval/admin/mail_panel.html"
    order = 60

    def get_context_data(self, parent_context):
        if not sees_every_department(parent_context["request"].user):
            return {}
        troubled = Mail.objects.troubled()
        last = troubled.order_by("-pk").first()
        return {"last": last, "number": troubled.count() if last else 0}


@hooks.register("construct_homepage_panels")
def show_mail_trouble(request, panels):
    """At the top of the start page."""
    panels.append(MailPanel())


class ReminderChoiceForm(forms.ModelForm):
    """How a person wants to be reminded. Nothing is stored until something is chosen."""

    class Meta:
        model = ReminderChoice
        fields = ["mail", "half_time"]
        widgets = {"mail": forms.RadioSelect}


class ReminderChoicePanel(BaseSettingsPanel):
    """In the account, among the notifications."""

    name = "reminders"
    title = _("Reminders of approval steps")
    tab = notifications_tab
    order = 50
    form_class = ReminderChoiceForm

    def get_form(self):
        choice = ReminderChoice.objects.filter(user=self.user).first() or ReminderChoice(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=choice, prefix=self.name)


@hooks.register("register_account_settings_panel")
def reminder_choice(request, user, profile):
    """Each person's own choice."""
    return ReminderChoicePanel(request, user, profile)
