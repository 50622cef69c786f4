"""The terms that content is filed under, kept by the supervising office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.content.models import LifeEvent, Topic
from cms.organisation.viewsets import SupervisedModelViewSet


class TopicViewSet(SupervisedModelViewSet):
    """Subjects, by which content of all departments is brought together."""

    model = Topic
    icon = "tag"
    list_display = ["name", "code", "english_name"]
    form_fields = ["code", "name", "english_name"]
    search_fields = ["name", "code"]
    search_backend_name = None


class LifeEventViewSet(SupervisedModelViewSet):
    """Situations in which people look for services."""

    model = LifeEvent
    icon = "user"
    list_display = ["name", "english_name", "order"]
    form_fields = ["name", "english_name", "order"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = "order"


class TermsViewSetGroup(ViewSetGroup):
    """One entry of the menu for all of them."""

    menu_label = _("Terms")
    menu_icon = "tag"
    menu_order = 710
    items = (TopicViewSet("topics"), LifeEventViewSet("life_events"))
