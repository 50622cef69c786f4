"""Ways through the tree: copies, moves, stand-ins, translations."""

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import PageViewRestriction
from wagtail_localize.models import LocaleSynchronization, TranslationSource

from cms.content.models import ArticlePage
from tests.approval.paths.registry import MARK, path
from tests.factories import make_column


@path("copy: kept public")
def copy_live(world, user):
    page = world.fresh(world.public).copy(update_attrs={"slug": "copy"}, keep_live=True, user=user)
    return [page.public_url]


@path("copy: kept public in another department")
def copy_elsewhere(world, user):
    page = world.fresh(world.public).copy(to=world.other.column, keep_live=True, user=user)
    return [page.public_url]


@path("copy: a column with all that stands in it")
def copy_subtree(world, user):
    column = world.fresh(world.column).copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)
    return [column.public_url]


@path("copy: a draft, published afterwards")
def copy_publish(world, user):
    page = world.draft().copy(update_attrs={"slug": "copy"}, keep_live=False, user=user)
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)


@path("move: under another department")
def move_elsewhere(world, user):
    world.fresh(world.public).move(world.other.column, pos="last-child", user=user)
    return [f"{world.other.column.public_url}{world.public.slug}/"]


@path("move: a column with public pages under another department")
def move_column(world, user):
    world.fresh(world.column).move(world.other.home, pos="last-child", user=user)
    return [f"{world.other.home.public_url}{world.column.slug}/{world.public.slug}/"]


@path("move: out of a private column")
def move_out(world, user):
    private = make_column(world.site, None, title="内部", slug="inner")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = world.approved(world.draft(parent=private))
    page.move(world.fresh(world.column), pos="last-child", user=user)


@path("alias: of a draft")
def alias_of_draft(world, user):
    alias = world.draft().create_alias(update_slug="alias")
    alias.live = True
    alias.save()


@path("alias: a second address of a public page")
def alias_elsewhere(world, user):
    elsewhere = make_column(world.site, "ZCWJ")
    alias = world.fresh(world.public).create_alias(parent=elsewhere, update_slug="alias")
    return [alias.public_url]


@path("alias: under another department")
def alias_in_department(world, user):
    alias = world.fresh(world.public).create_alias(parent=world.other.column, update_slug="alias")
    return [alias.public_url]


@path("alias: its words changed")
def alias_changed(world, user):
    alias = world.stand_in()
    alias.title = MARK
    alias.save()


@path("alias: synchronised from a draft")
def alias_synchronised(world, user):
    world.stand_in()
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    revision = page.save_revision(user=user)
    page.update_aliases(revision=revision, _content=revision.content)


@path("alias: detached, then changed")
def alias_detached(world, user):
    alias = world.stand_in()
    ConvertAliasPageAction(alias, user=user).execute(skip_permission_checks=True)
    alias = ArticlePage.objects.get(pk=alias.pk)
    alias.title = MARK
    alias.save_revision(user=user).publish(user=user, skip_permission_checks=True)


@path("alias: pointed at another page", in_database=True)
def alias_pointed(world, user):
    page = world.draft()
    ArticlePage.objects.filter(pk=page.pk).update(alias_of=world.public.pk, live=True)


@path("translation: the trees synchronised")
def trees(world, user):
    world.draft()
    sync, _created = LocaleSynchronization.objects.get_or_create(
        locale=world.english, defaults={"sync_from": world.site.home.locale}
    )
    sync.sync_trees()


@path("translation: published with its parent by localize")
def localize(world, user):
    page = world.public
    source, _created = TranslationSource.update_or_create_from_instance(page)
    page.copy_for_translation(world.english, copy_parents=True)
    source.create_or_update_translation(world.english, user=user, publish=True, fallback=True)
    return [translated.public_url for translated in ArticlePage.objects.filter(locale=world.english)]


@path("translation: of a draft, published")
def translation_published(world, user):
    page = world.draft().copy_for_translation(world.english, copy_parents=True)
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
