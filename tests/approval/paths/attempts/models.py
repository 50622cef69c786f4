"""Ways through the models, as a command or a shell would go."""

import tempfile
from pathlib import Path as File

from django.core import serializers
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.approval.models import Approval
from cms.content.models import ArticlePage, ContentPage, PageAttachment
from tests.approval.paths.registry import MARK, path
from tests.content.samples import make_attachment
from tests.factories import make_article, publish


@path("model: add_child, public by default")
def add_child(world, user):
    world.fresh(world.column).add_child(instance=ArticlePage(title=MARK, slug="default"))


@path("model: a draft set public and saved")
def set_live(world, user):
    page = world.draft()
    page.live = True
    page.save()


@path("model: a draft published as a plain page")
def base_live(world, user):
    page = Page.objects.get(pk=world.draft().pk)
    page.live = True
    page.save()


@path("model: public text changed and saved")
def edit_live(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    page.save()


@path("model: public text changed as a plain page")
def base_title(world, user):
    page = Page.objects.get(pk=world.public.pk)
    page.title = MARK
    page.save()


@path("model: public text changed as a content page")
def middle_summary(world, user):
    page = ContentPage.objects.get(pk=world.public.pk)
    page.summary = MARK
    page.save()


@path("model: one field of a public page saved")
def partial(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    page.save(update_fields=["title"])


@path("model: only `live` of a changed draft saved")
def partial_live(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.unpublish()
    approved = ArticlePage.objects.get(pk=page.pk)
    page.title = MARK
    page.save()
    approved.live = True
    approved.save(update_fields=["live"])


@path("model: an attachment saved with a public page", in_database=True)
def child_with_page(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.attachments.add(PageAttachment(attachment=make_attachment("a.pdf"), title=MARK))
    page.save(update_fields=["attachments"])


@path("shell: revision published without asking for rights")
def publish_revision(world, user):
    page = world.draft()
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)


@path("shell: revision published by nobody")
def publish_by_nobody(world, user):
    world.draft().save_revision().publish()


@path("shell: Wagtail's action called directly")
def publish_action(world, user):
    revision = world.draft().save_revision()
    PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)


@path("shell: an older text that nobody approved published again")
def older_revision(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    older = page.save_revision()
    page.title = "后来的"
    publish(page)
    older.publish(user=user, skip_permission_checks=True)


@path("shell: unpublished, changed and published")
def unpublish_and_publish(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.unpublish(user=user)
    page.title = MARK
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)


@path("shell: a withdrawn text published again")
def withdrawn(world, user):
    page = publish(world.draft())
    revision = page.live_revision
    world.withdraw(page)
    revision.publish(user=user, skip_permission_checks=True)


@path("shell: unpublished by whatever code, and published again as it was")
def unpublished_and_published(world, user):
    page = publish(world.draft())
    revision = page.live_revision
    page.unpublish(user=user)
    revision.publish(user=user, skip_permission_checks=True)


@path("shell: the approval of another page borrowed")
def borrowed_approval(world, user):
    page = world.draft()
    found = Approval.objects.get(page=world.public.pk)
    people = {"reviewed_by": found.reviewed_by, "signed_by": found.signed_by}
    Approval.objects.create(page=page, fingerprint=found.fingerprint, **people)
    page.save_revision().publish(skip_permission_checks=True)


@path("shell: disclosure changed to public on a document that is not")
def not_disclosed(world, user):
    page = world.document(MARK, disclosure="on_request")
    page.disclosure = "active"
    page.save_revision().publish(skip_permission_checks=True)


@path("file: renamed on a public page")
def attachment_renamed(world, user):
    page = world.with_attachment()
    file = page.attachments.get().attachment
    file.title = MARK
    file.save()


@path("file: replaced on a public page")
def attachment_replaced(world, user):
    page = world.with_attachment()
    file = page.attachments.get().attachment
    file.file = ContentFile(b"%PDF-1.4 " + MARK.encode(), name="b.pdf")
    file.save()
    return [f"http://{world.site.site.hostname}{file.url}"]


@path("file: uploaded and never approved")
def attachment_loose(world, user):
    file = make_attachment("loose.pdf")
    return [f"http://{world.site.site.hostname}{file.url}"]


@path("file: of a draft")
def attachment_of_draft(world, user):
    page = make_article(world.column, "草稿", live=False)
    page.attachments = [PageAttachment(attachment=make_attachment("draft.pdf"))]
    page.save()
    return [f"http://{world.site.site.hostname}{page.attachments.get().attachment.url}"]


def load(objects):
    with tempfile.TemporaryDirectory() as folder:
        file = File(folder) / "pages.json"
        file.write_text(serializers.serialize("json", objects), encoding="utf-8")
        call_command("loaddata", file, verbosity=0)


@path("fixture: a draft made public")
def fixture_live(world, user):
    base = Page.objects.get(pk=world.draft().pk)
    base.live = True
    load([base])


@path("fixture: the text of a public page")
def fixture_text(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.summary = MARK
    load([page.contentpage_ptr, page])


@path("fixture: an attachment of a public page", in_database=True)
def fixture_part(world, user):
    row = PageAttachment(page_id=world.public.pk, external_url="https://example.com/x", title=MARK)
    load([row])


@path("import: rows of a file")
def imported(world, user):
    world.import_row(MARK, prepared_by=user)
