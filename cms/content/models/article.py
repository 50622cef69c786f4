from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from cms.content.models.content_page import ContentPage
from cms.organisation.kinds import ContentKind


class ArticleForm(WagtailAdminPageForm):
    """Offers the kinds of article that the column plan allows where the article stands."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            planned = getattr(self.parent_page.specific, "planned_column", None) if self.parent_page else None
            allowed = set(planned.content_kinds) if planned and planned.content_kinds else set(ArticlePage.KINDS)
            self.fields["kind"].choices = [
                (kind.value, kind.label) for kind in ArticlePage.KINDS if kind.value in allowed
            ]


class ArticlePage(ContentPage):
    """News, an announcement, or news of policy."""

    KINDS = (ContentKind.NEWS, ContentKind.ANNOUNCEMENT, ContentKind.POLICY_NEWS)
    is_creatable = True
    base_form_class = ArticleForm
    content_panels = [*ContentPage.content_panels[:1], FieldPanel("kind"), *ContentPage.content_panels[1:]]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self):
        """An article is of a kind that its column allows."""
        super().clean()
        planned = self.planned_column
        if self.kind not in self.KINDS:
            raise ValidationError({"kind": _("Choose news, announcement or policy news.")})
        if planned and planned.content_kinds and self.kind not in planned.content_kinds:
            raise ValidationError({"kind": _("The column plan does not allow this kind of content here.")})
