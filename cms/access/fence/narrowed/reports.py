"""Wagtail's reports, of one's own trees."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportFilterSet
from wagtail.log_actions import registry as log_actions
from wagtail.models import Page, PageLogEntry, WorkflowMixin
from wagtail.snippets.models import get_snippet_models

from cms.access.fence.narrowed.choices import OwnChoices
from cms.access.fence.standing import own_pages, sites_of, within
from cms.access.viewsets import SeamViewSet, visible


def as_text(objects):
    """The numbers of the objects as generic relations keep them."""
    return objects.order_by().annotate(number=Cast("pk", CharField())).values("number")


def own_subjects(user, prefix=""):
    """The condition that what goes through a procedure is a page of one's own, or a snippet that one may see."""
    page_type = ContentType.objects.get_for_model(Page)
    condition = Q(
        **{f"{prefix}base_content_type": page_type, f"{prefix}object_id__in": as_text(own_pages(user))},
    )
    for model in get_snippet_models():
        if issubclass(model, WorkflowMixin) and isinstance(model.snippet_viewset, SeamViewSet):
            kind = ContentType.objects.get_for_model(model)
            numbers = as_text(visible(model, user))
            condition |= Q(**{f"{prefix}base_content_type": kind, f"{prefix}object_id__in": numbers})
    return condition


class OwnRuns(OwnChoices):
    """Runs of procedures about one's own texts."""

    def get_queryset(self):
        return super().get_queryset().filter(own_subjects(self.request.user))


class OwnSteps(OwnChoices):
    """Steps of these runs."""

    def get_queryset(self):
        return super().get_queryset().filter(own_subjects(self.request.user, "workflow_state__"))


def own_entries(user):
    """The history of the pages of one's own trees."""
    return PageLogEntry.objects.filter(within(user, "page__path"))


class OwnHistoryFilterSet(SiteHistoryReportFilterSet):
    """Offers the people, kinds and actions of these entries."""

    def get_action_choices(self):
        present = set(own_entries(self.request.user).order_by().values_list("action", flat=True).distinct())
        return [choice for choice in log_actions.get_choices() if choice[0] in present]

    def get_users_queryset(self):
        people = own_entries(self.request.user).order_by().values("user")
        users = get_user_model().objects.filter(pk__in=people)
        return users.order_by(get_user_model().USERNAME_FIELD)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = own_entries(self.request.user).order_by().values("content_type")
        field = self.filters["object_type"].field
        field.queryset = ContentType.objects.filter(pk__in=kinds).order_by("model")


class OwnHistory:
    """The history of one's own pages; what else was done in the installation is others' business."""

    filterset_class = OwnHistoryFilterSet

    def get_filtered_queryset(self):
        self.log_models = [PageLogEntry]
        entries = own_entries(self.request.user).values("pk", "timestamp")
        entries = entries.annotate(log_model_index=Value(0, output_field=IntegerField()))
        return self.filter_queryset(entries).order_by("-timestamp")


class OwnUsageFilterSet(PageTypesUsageReportFilterSet):
    """Offers one's own sites."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "site" in self.filters:
            sites = sites_of(self.request.user).select_related("root_page")
            self.filters["site"].extra["choices"] = [(site.root_page.path, str(site)) for site in sites]


class OwnPageTypes:
    """How often each page type is used in one's own trees."""

    filterset_class = OwnUsageFilterSet

    def get_queryset(self):
        self.queryset = ContentType.objects.filter(model__in=self.page_models)
        kinds = self.filter_queryset(self.queryset)
        asked = self.filters.form.cleaned_data
        counted, own = within(self.request.user, "pages__path"), own_pages(self.request.user)
        if asked.get("page_locale"):
            counted &= Q(pages__locale__language_code=asked["page_locale"])
            own = own.filter(locale__language_code=asked["page_locale"])
        if asked.get("site"):
            counted &= Q(pages__path__startswith=asked["site"])
            own = own.filter(path__startswith=asked["site"])
        latest = own.filter(content_type=OuterRef("pk"))
        latest = latest.order_by(F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk")
        kinds = kinds.annotate(
            count=Count("pages", filter=counted, distinct=True), last_edited_page_id=Subquery(latest.values("pk")[:1])
        )
        return kinds.filter(count__gt=0).order_by("-count", "app_label", "model")
