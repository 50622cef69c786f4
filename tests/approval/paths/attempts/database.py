"""Ways that never reach the models: SQL and queries that write rows themselves."""

from wagtail.models import Page

from cms.approval.models import Approval
from cms.content.models import ArticlePage, ContentPage, PageAttachment
from tests.approval.paths.registry import MARK, path


@path("database: live by a query", in_database=True)
def update_live(world, user):
    Page.objects.filter(pk=world.draft().pk).update(live=True)


@path("database: live by raw SQL", in_database=True)
def raw_live(world, user):
    world.sql(f"UPDATE wagtailcore_page SET live = (1 = 1) WHERE id = {world.draft().pk}")


@path("database: live with another page's approved revision", in_database=True)
def foreign_revision(world, user):
    revision = ArticlePage.objects.get(pk=world.public.pk).live_revision_id
    Page.objects.filter(pk=world.draft().pk).update(live=True, live_revision=revision)


@path("database: the title of a public page by a query", in_database=True)
def update_title(world, user):
    Page.objects.filter(pk=world.public.pk).update(title=MARK)


@path("database: the text of a public page by a query", in_database=True)
def update_text(world, user):
    body = [{"type": "text", "value": {"text": f"<p>{MARK}</p>"}, "id": "1"}]
    ContentPage.objects.filter(pk=world.public.pk).update(body=body, summary=MARK)


@path("database: the title of a public page by raw SQL", in_database=True)
def raw_title(world, user):
    world.sql(f"UPDATE wagtailcore_page SET title = '{MARK}' WHERE id = {world.public.pk}")


@path("database: bulk_create of a public page", in_database=True)
def bulk_create(world, user):
    column = world.fresh(world.column)
    page = Page(
        title=MARK,
        slug="bulk",
        path=Page._get_path(column.path, column.depth + 1, 99),
        depth=column.depth + 1,
        url_path=f"{column.url_path}bulk/",
        locale=column.locale,
        content_type=world.public.content_type,
    )
    Page.objects.bulk_create([page])


@path("database: bulk_update of public pages", in_database=True)
def bulk_update(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    ArticlePage.objects.bulk_update([page], ["title"])


@path("database: bulk_create of an attachment of a public page", in_database=True)
def bulk_attachment(world, user):
    row = PageAttachment(page_id=world.public.pk, external_url="https://example.com/x", title=MARK)
    PageAttachment.objects.bulk_create([row])


@path("database: an attachment moved from a draft to a public page", in_database=True)
def moved_attachment(world, user):
    page = world.draft("草稿")
    page.attachments = [PageAttachment(external_url="https://example.com/x", title=MARK)]
    page.save()
    PageAttachment.objects.filter(page=page.pk).update(page=world.public.pk)


@path("database: a file renamed by a query", in_database=True)
def renamed_file(world, user):
    row = world.with_attachment().attachments.get()
    type(row.attachment).objects.filter(pk=row.attachment_id).update(title=MARK)


@path("database: a passage written for a draft", in_database=True)
def forged_passage(world, user):
    page = world.draft()
    world.sql(f"INSERT INTO approval_passage (page_id, fingerprint, open_id) VALUES ({page.pk}, '{'0' * 64}', 0)")
    Page.objects.filter(pk=page.pk).update(live=True)


@path("database: an approval that has ended put in force again", in_database=True)
def revived_approval(world, user):
    page = world.approved(world.draft())
    revision = page.live_revision
    world.withdraw(page)
    Approval.objects.filter(page=page.pk).update(ended_at=None)
    revision.publish(skip_permission_checks=True)


@path("database: an approval turned to another page", in_database=True)
def turned_approval(world, user):
    page = world.draft()
    revision = page.save_revision()
    Approval.objects.filter(page=world.public.pk).update(page=page.pk, fingerprint=world.fingerprint(revision))
    revision.publish(skip_permission_checks=True)


@path("database: an approval written without a procedure", in_database=True)
def invented_approval(world, user):
    page = world.draft()
    revision = page.save_revision()
    world.sql(
        "INSERT INTO approval_approval (page_id, revision_id, fingerprint, signed_by_id, reviewed_by_id, at) "
        f"VALUES ({page.pk}, {revision.pk}, '{world.fingerprint(revision)}', {user.pk}, {user.pk}, '2026-01-01')"
    )
    revision.publish(skip_permission_checks=True)
