"""Two departments for the attempts: everything of the other's carries a word that must never be read."""

from types import SimpleNamespace

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    WorkflowState,
)
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.access.grants import FILE_ACTIONS, PAGE_ACTIONS, grant_on_collection, grant_on_tree, make_collection
from cms.access.sharing.models import ContactCardAccountGrant, ContactCardGroupGrant
from cms.content.models import ArticlePage, Attachment, ColumnPage, ContactCard, Picture, SiteHomePage
from cms.organisation.models import Department, RoleGroup, User
from cms.organisation.roles import Role
from sites.models import SiteSettings
from tests.approval.helpers import submit
from tests.factories import make_article, make_column, make_department, make_site, make_user

MARK = "QZMARK"


def make_office(slug, mark=""):
    """A department with people, pages in every state, files, a card and a translation; `mark` stands in all names."""
    site = make_site(make_department(slug))
    office = SimpleNamespace(slug=slug, mark=mark, department=site.department, home=site.home, site=site.site)
    office.column = make_column(site, "GZDT")
    office.hidden = make_column(site, None, live=False, title=f"{mark}{slug}草栏", slug="hidden")
    _people(office)
    _pages(office)
    _files(office)
    office.card = ContactCard.objects.create(department=office.department, name=f"{mark}{slug}窗口", phones="1")
    office.card_revision = office.card.save_revision(user=office.webmaster)
    return office


def _people(office):
    for name, role in (("webmaster", Role.WEBMASTER), ("reviewer", Role.REVIEWER), ("signer", Role.SIGNER)):
        setattr(office, name, make_user(f"{office.slug}-{name}", office.department, role))
    office.administrator = make_user(f"{office.slug}-administrator", office.department, Role.ADMINISTRATOR)
    facts = {
        "last_name": f"{office.mark}姓",
        "first_name": "某",
        "email": f"{office.mark}{office.slug}@example.cn".lower(),
    }
    office.colleague = make_user(f"{office.mark}{office.slug}-colleague".lower(), office.department, **facts)
    grant_on_tree(office.webmaster.groups.get(), office.home, PAGE_ACTIONS)


def _pages(office):
    mark, slug = office.mark, office.slug
    office.public = make_article(office.column, f"{slug}的公开文")
    office.public.title = f"{mark}{slug}新题"
    office.public.save_revision(user=office.webmaster)
    office.draft = make_article(office.column, f"{mark}{slug}草稿", live=False, owner=office.webmaster)
    office.revision = office.draft.save_revision(user=office.webmaster)
    office.waiting = submit(make_article(office.column, f"{mark}{slug}待审", live=False), office.webmaster)
    office.comment = Comment.objects.create(
        page=office.draft, user=office.webmaster, text=f"{mark}批注", contentpath="title", position=""
    )


def _files(office):
    mark, slug = office.mark, office.slug
    office.collection = make_collection(f"{mark}{slug}图库")
    grant_on_collection(office.webmaster.groups.get(), office.collection, (*FILE_ACTIONS, "delete"))
    facts = {"collection": office.collection, "uploaded_by_user": office.webmaster}
    name = f"{mark}{slug}.png".lower()
    office.picture = Picture.objects.create(title=f"{mark}{slug}图", file=get_test_image_file(filename=name), **facts)
    office.attachment = Attachment.objects.create(
        title=f"{mark}{slug}附件", file=get_test_image_file(filename=f"file-{name}"), **facts
    )
    for file in (office.picture, office.attachment):
        file.tags.add(f"词{mark}{slug}")


def translate(office):
    """The office's draft in English, with one string handed in."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    office.source, _created = TranslationSource.update_or_create_from_instance(office.draft)
    office.translation = Translation.objects.create(source=office.source, target_locale=english)
    office.translation.save_target(publish=False)
    office.segment = office.source.stringsegment_set.order_by("pk").first()
    StringTranslation.objects.create(
        translation_of=office.segment.string,
        locale=english,
        context=office.segment.context,
        data=f"{office.mark} in English",
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )
    return office


def let_translate(office):
    """The office's webmaster begins translations, and works on the tree in the other language."""
    group = office.webmaster.groups.get()
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    home = Page.objects.get(pk=office.home.pk).get_translation(office.translation.target_locale)
    grant_on_tree(group, home, PAGE_ACTIONS)


def rows_of(office):
    """Every row of the department's, and of the tables that give rights, as they stand now."""
    pages = Page.objects.filter(path__startswith=office.home.path)
    numbers = list(pages.values_list("pk", flat=True))
    texts = [str(number) for number in numbers]
    cards = ContactCard.objects.filter(department=office.department)
    people = User.objects.filter(department=office.department)
    kept = {
        "pages": pages,
        "root": Page.objects.filter(depth__lte=2).order_by("path"),
        "homes": SiteHomePage.objects.filter(pk__in=numbers),
        "columns": ColumnPage.objects.filter(pk__in=numbers),
        "articles": ArticlePage.objects.filter(pk__in=numbers),
        "revisions": Revision.objects.filter(object_id__in=[*texts, *(str(card.pk) for card in cards)]),
        "runs": WorkflowState.objects.filter(object_id__in=texts),
        "steps": TaskState.objects.filter(workflow_state__object_id__in=texts),
        "comments": Comment.objects.filter(page__in=numbers),
        "replies": CommentReply.objects.filter(comment__page__in=numbers),
        "privacy": PageViewRestriction.objects.filter(page__in=numbers),
        "collections": Collection.objects.filter(path__startswith=office.collection.path),
        "closed collections": CollectionViewRestriction.objects.filter(collection=office.collection),
        "pictures": Picture.objects.filter(collection=office.collection),
        "attachments": Attachment.objects.filter(collection=office.collection),
        "cards": cards,
        "people": people,
        "groups": User.groups.through.objects.filter(user__in=people),
        "roles": RoleGroup.objects.filter(department=office.department),
        "department": Department.objects.filter(pk=office.department.pk),
        "settings": SiteSettings.objects.filter(site=office.site),
        "sites": Site.objects.all(),
        "translations": Translation.objects.filter(source__object_id__in=pages.values("translation_key")),
        "sources": TranslationSource.objects.filter(object_id__in=pages.values("translation_key")),
        "strings": StringTranslation.objects.filter(context__object_id__in=pages.values("translation_key")),
        "grants": ContactCardAccountGrant.objects.filter(content_object__in=cards),
        "group grants": ContactCardGroupGrant.objects.filter(content_object__in=cards),
        "tags": _tags(office),
    }
    return {
        name: sorted(found.values(), key=lambda row: row["id"] if "id" in row else str(row))
        for name, found in kept.items()
    }


def _tags(office):
    through = Picture.tags.through.objects
    return through.filter(
        content_type__in=ContentType.objects.get_for_models(Picture, Attachment).values(),
        object_id__in=[office.picture.pk, office.attachment.pk],
    )


def standing(user):
    """What a person may do: the flags and groups of the account."""
    user = User.objects.get(pk=user.pk)
    return user.is_superuser, user.is_staff, user.department_id, sorted(user.groups.values_list("pk", flat=True))
