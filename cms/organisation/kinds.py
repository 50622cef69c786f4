"""The kinds of content that the column plan speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentKind(models.TextChoices):
    """What a page is, in the plan's words; a column of the plan allows some of them."""

    NEWS = "news", _("News")
    ANNOUNCEMENT = "announcement", _("Announcement")
    POLICY_NEWS = "policy_news", _("Policy news")
    DOCUMENT = "document", _("Official document")
    INTERPRETATION = "interpretation", _("Interpretation")
    LEADER = "leader", _("Leader")
    INSTITUTION = "institution", _("Institution")
    GAZETTE = "gazette", _("Gazette issue")
    REPORT = "report", _("Work report")
    PLAN = "plan", _("Plan")
    STATISTICS = "statistics", _("Statistics")
    PROJECT = "project", _("Major project")
    GUIDE = "guide", _("Service guide")
    PHONES = "phones", _("Complaint telephones")
    DISCLOSURE = "disclosure", _("Information disclosure")
    PLAIN = "plain", _("Plain page")
