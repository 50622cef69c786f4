"""Pictures and files: the tags offered are those of files that one works with."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.forms import CheckboxSelectMultiple
from django.http import Http404, JsonResponse
from django.utils.translation import gettext_lazy
from taggit.models import Tag
from wagtail.admin.filters import PopularTagsFilter
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.images.views.images import ImagesFilterSet

WORKS_WITH = ("add", "change", "delete", "choose")
POPULAR = 10


def policies():
    """The two kinds of files with the policies that say whose they are."""
    return {get_image_model(): picture_policy, get_document_model(): document_policy}


def files_of(user, model):
    """The files of that kind that the user works with."""
    return policies()[model].instances_user_has_any_permission_for(user, WORKS_WITH)


def tags_of(user, *models):
    """A tag is a word on files; whoever works with none of these files does not know the word."""
    tags = Tag.objects.none()
    for model in models or policies():
        items = {"content_type": ContentType.objects.get_for_model(model)}
        numbers = files_of(user, model).order_by().values("pk")
        used = {f"taggit_taggeditem_items__{name}": value for name, value in items.items()}
        tags = tags | Tag.objects.filter(**used, taggit_taggeditem_items__object_id__in=numbers)
    return tags.distinct()


def popular_tags_of(user, model):
    """The words most used on these files."""
    kind = ContentType.objects.get_for_model(model)
    numbers = files_of(user, model).order_by().values("pk")
    used = Tag.objects.filter(
        taggit_taggeditem_items__content_type=kind, taggit_taggeditem_items__object_id__in=numbers
    )
    return used.annotate(item_count=Count("taggit_taggeditem_items")).order_by("-item_count", "name")[:POPULAR]


class OwnTags:
    """Filters of a list of files: Wagtail's, with the tags of one's own files."""

    def __init__(self, *args, is_searching=None, **kwargs):
        super().__init__(*args, is_searching=is_searching, **kwargs)
        self.is_searching = is_searching
        self.filters.pop("tag", None)
        words = [(tag.name, tag.name) for tag in popular_tags_of(self.request.user, self._meta.model)]
        if words:
            self.filters["tag"] = PopularTagsFilter(
                label=gettext_lazy("Tag"),
                field_name="tags__name",
                choices=words,
                widget=CheckboxSelectMultiple,
                use_subquery=is_searching,
            )

    def filter_queryset(self, queryset):
        """A search refuses what is not in its index, the number of uses above all: it gets the files by number."""
        found = super().filter_queryset(queryset)
        return queryset.filter(pk__in=found.order_by().values("pk")) if self.is_searching else found


class OwnPictureFilterSet(OwnTags, ImagesFilterSet):
    """Filters of the list of pictures."""


class OwnDocumentFilterSet(OwnTags, DocumentsFilterSet):
    """Filters of the list of files."""


class OwnPictures:
    """The list of pictures."""

    filterset_class = OwnPictureFilterSet


class OwnDocuments:
    """The list of files."""

    filterset_class = OwnDocumentFilterSet


class OwnPopularTags:
    """A chooser of pictures with the tags of one's own."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "popular_tags": popular_tags_of(self.request.user, self.model)}


def complete_tag(request, app_name=None, model_name=None):
    """Completes a tag out of those on one's own files. No other kind of tag is in use here."""
    if (app_name, model_name) not in ((None, None), ("taggit", "tag")):
        raise Http404
    term = request.GET.get("term", "")
    tags = tags_of(request.user).filter(name__istartswith=term).order_by("name") if term else Tag.objects.none()
    return JsonResponse(list(tags.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]), safe=False)
