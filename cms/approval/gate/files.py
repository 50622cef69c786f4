"""The files and pictures that a page shows, by hash: they are approved with it, and stay as they were approved."""

from functools import cache

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageViewRestriction

from cms.approval.models.shown_file import ShownFile
from cms.content.models import Attachment, Picture
from cms.content.needs import Needs

# What a visitor gets or reads of each, beside the file's own name in the store.
SHOWN = {Attachment: ("sha256", "title", "original_name"), Picture: ("file_hash",)}


class FileInUse(PermissionDenied):
    """A file that a public page shows was about to become another one."""


def hashes_in(model, content, streams):
    """What the serialised content of a page shows of files, by kind and number; asks only where it names any.

    `streams` are its streams of blocks, read, by their names.
    """
    found = {}
    for kind, numbers in named_in(model, content, streams).items():
        if numbers:
            rows = kind.objects.filter(pk__in=numbers).order_by().values_list("pk", *SHOWN[kind])
            found |= {f"{kind._meta.model_name} {pk}": facts for pk, *facts in rows}
    return found


def named_in(model, content, streams):
    """The numbers of the files and pictures that the serialised content of a page shows, by their model."""
    wanted = {Attachment: set(), Picture: set()}
    for name, kind in _references(model):
        wanted[kind].add(content.get(name))
    for child, name, kind in _references_of_children(model):
        wanted[kind] |= {row.get(name) for row in content.get(child) or ()}
    needs = Needs()
    for name, blocks in streams.items():
        needs.take(model._meta.get_field(name).stream_block, blocks)
    wanted[Picture] |= needs.pictures
    wanted[Attachment] |= needs.files | {number for kind, number in needs.links if kind == "document"}
    return {kind: numbers - {None} for kind, numbers in wanted.items()}


@cache
def _references(model):
    """Columns of a page type that name a file or a picture."""
    return _naming_files(model._meta.concrete_fields)


@cache
def _references_of_children(model):
    """The same of its child rows, with the name of the relation."""
    return [
        (relation.get_accessor_name(), name, kind)
        for relation in get_all_child_relations(model)
        for name, kind in _naming_files(relation.related_model._meta.concrete_fields)
    ]


def _naming_files(fields):
    return [(field.name, field.related_model) for field in fields if field.related_model in SHOWN]


def guard_file(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called before every save of a file or picture: what a public page shows is not exchanged under its name.

    Raises FileInUse.
    """
    if instance.pk is None:
        return
    names = ("file", *SHOWN[sender])
    stored = sender.objects.filter(pk=instance.pk).values(*names).first()
    changed = stored and any(
        str(getattr(instance, name)) != str(stored[name]) and (stored[name] or name == "file") for name in names
    )
    if changed and shown_on_public_pages(instance).exists():
        raise FileInUse(
            _("“%(title)s” is shown on a public page and was approved with it. Add the new one as a file of its own.")
            % {"title": stored.get("title") or instance.title}
        )


def guard_deletion(sender, instance, **kwargs):
    """Called before every deletion of a file or picture: what a public page shows stays as long as the page.

    Raises FileInUse.
    """
    if shown_on_public_pages(instance).exists():
        raise FileInUse(
            _("“%(title)s” is shown on a public page. Take it off the page, or withdraw the page, before deleting it.")
            % {"title": instance.title}
        )


def shown_on_public_pages(file):
    """The public pages that show the file, as their publication wrote it down."""
    shown = ShownFile.objects.filter(kind=file._meta.model_name, file_id=file.pk)
    return Page.objects.filter(pk__in=shown.values("page_id"), live=True)


def is_for_everybody(file):
    """Whether a page that everybody may read shows the file."""
    pages = shown_on_public_pages(file)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages.exists()
