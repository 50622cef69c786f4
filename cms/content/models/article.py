from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class ArticlePage(ContentPage):
    """News, an announcement, or news of policy."""

    KINDS = (ContentKind.NEWS, ContentKind.ANNOUNCEMENT, ContentKind.POLICY_NEWS)
    is_creatable = True
    page_description = _("News, an announcement or news of policy.")

    content_panels = content_panels(FieldPanel("kind"))

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def problems(self):
        """An article is of a kind that its column allows."""
        problems = super().problems()
        if self.kind not in self.KINDS:
            problems["kind"] = _("Choose news, announcement or policy news.")
        elif self.kind not in self.allowed_kinds():
            problems["kind"] = _("The column plan does not allow this kind of content here.")
        return problems
