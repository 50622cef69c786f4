from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from cms.organisation.policies import SupervisingOfficePolicy
from cms.organisation.validators import validate_site_code
from sites.frame_form import FrameForm


class Theme(models.TextChoices):
    """The vetted set of eight main colours (look.md), by the names that the style sheet knows."""

    INK = "ink", _("Ink blue")
    INDIGO = "indigo", _("Indigo")
    TEAL = "teal", _("Teal")
    PINE = "pine", _("Pine green")
    OLIVE = "olive", _("Olive")
    UMBER = "umber", _("Umber")
    PLUM = "plum", _("Plum")
    SLATE = "slate", _("Slate")


class SettingsPolicy(SupervisingOfficePolicy):
    """What stands on every page of a site is the supervising office's to write, and another person's to approve."""

    def sites_user_has_permission_for(self, user, action):
        """The sites whose settings the user may change: all or none."""
        return Site.objects.all() if self.user_has_permission(user, action) else Site.objects.none()


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Theme, masthead, footer and labels of one site. What is empty is taken from the department, or does not appear.

    The footer's items are those that inspection asks for (domain §6, D7). The words stand here as they were approved;
    new ones wait as a proposal.
    """

    theme = models.CharField(_("main colour"), max_length=10, choices=Theme, default=Theme.INK)
    name = models.CharField(
        _("name of the site"), max_length=60, blank=True, help_text=_("Empty: the department's legal name.")
    )
    english_name = models.CharField(
        _("name in English"), max_length=200, blank=True, help_text=_("Empty: the department's English name.")
    )
    subtitle = models.CharField(_("line under the name"), max_length=120, blank=True)
    site_code = models.CharField(
        _("site identification code"),
        max_length=10,
        blank=True,
        validators=[validate_site_code],
        help_text=_("Empty: the department's."),
    )
    icp_number = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    police_number = models.CharField(_("public security filing number"), max_length=60, blank=True)
    police_url = models.URLField(_("address of the public security filing"), blank=True)
    party_mark_url = models.URLField(_("address of the Party and government website mark"), max_length=500, blank=True)
    organiser = models.CharField(
        _("organiser"), max_length=120, blank=True, help_text=_("Empty: the department's legal name.")
    )
    undertaker = models.CharField(_("undertaken by"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True, help_text=_("Empty: the department's."))
    postcode = models.CharField(
        _("postcode"), max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}$", _("A postcode has 6 digits."))]
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True, help_text=_("Empty: the department's."))
    ipv6 = models.BooleanField(_("reached by IPv6"), default=False)
    notice = models.CharField(
        _("notice on every page"),
        max_length=300,
        blank=True,
        help_text=_("A merged or closed department's site says so by itself."),
    )
    directory_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("directory of departments"),
        help_text=_("Set on the portal; the footer of every site leads to it."),
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page about accessibility"),
        help_text=_("Set on the portal; sites without one of their own lead to it."),
    )

    base_form_class = FrameForm

    panels = [
        FieldPanel("theme"),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("english_name"),
                FieldPanel("subtitle"),
                FieldPanel("notice"),
                FieldPanel("accessibility_page"),
            ],
            heading=_("Masthead"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("site_code"),
                FieldPanel("icp_number"),
                FieldRowPanel([FieldPanel("police_number"), FieldPanel("police_url")]),
                FieldPanel("party_mark_url"),
                FieldPanel("organiser"),
                FieldPanel("undertaker"),
                FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
                FieldPanel("phone"),
                FieldPanel("ipv6"),
                FieldPanel("directory_page"),
            ],
            heading=_("Footer"),
        ),
    ]

    class Meta:
        verbose_name = _("masthead, footer and theme")
        verbose_name_plural = _("mastheads, footers and themes")

    @classmethod
    def get_permission_policy(cls):
        return SettingsPolicy(cls)
