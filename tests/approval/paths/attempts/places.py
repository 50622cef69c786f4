"""Ways that change no text: addresses, privacy, expiry, schedules."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from cms.approval.release.scheduling import publish_due
from cms.content.models import ArticlePage
from tests.approval.paths.registry import MARK, path

DAY = timedelta(days=1)


@path("privacy: the restriction of a page deleted")
def privacy_deleted(world, user):
    PageViewRestriction.objects.get(page=world.private(MARK)).delete()


@path("privacy: restrictions deleted by a query")
def privacy_deleted_by_query(world, user):
    world.private(MARK)
    PageViewRestriction.objects.all().delete()


@path("privacy: the restriction of a column deleted")
def column_privacy(world, user):
    restriction = PageViewRestriction.objects.create(page=world.column, restriction_type="login")
    world.approved(world.draft())
    restriction.delete()


@path("privacy: set to none")
def privacy_none(world, user):
    restriction = PageViewRestriction.objects.get(page=world.private(MARK))
    restriction.restriction_type = "none"
    restriction.save()


@path("privacy: the restriction moved to another page")
def privacy_moved(world, user):
    restriction = PageViewRestriction.objects.get(page=world.private(MARK))
    restriction.page_id = world.public.pk
    restriction.save()


@path("privacy: raw SQL", in_database=True)
def privacy_raw(world, user):
    page = world.private(MARK)
    world.sql(f"DELETE FROM wagtailcore_pageviewrestriction WHERE page_id = {page.pk}")


@path("privacy: a restriction changed by a query", in_database=True)
def privacy_query(world, user):
    page = world.private(MARK)
    PageViewRestriction.objects.filter(page=page).update(page=world.public.pk)


@path("address: the slug of a public document changed")
def slug_saved(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.slug = "jiadai"
    page.save()
    return [page.public_url]


@path("address: the slug changed by a query", in_database=True)
def slug_updated(world, user):
    url_path = f"{world.column.url_path}jiadai/"
    Page.objects.filter(pk=world.public.pk).update(slug="jiadai", url_path=url_path)
    return [f"{world.column.public_url}jiadai/"]


@path("address: only the path of the address changed", in_database=True)
def url_path_updated(world, user):
    Page.objects.filter(pk=world.public.pk).update(url_path=f"{world.other.column.url_path}{world.public.slug}/")
    return [f"{world.other.column.public_url}{world.public.slug}/"]


@path("expiry: removed with a revision that nobody approved")
def expiry_removed(world, user):
    page = world.expiring(MARK)
    page.expire_at = None
    revision = page.save_revision(user=user)
    with world.suppressed():
        revision.publish(user=user, skip_permission_checks=True)
    world.expire()


@path("expiry: removed with one field")
def expiry_field(world, user):
    page = world.expiring(MARK)
    page.expire_at = None
    with world.suppressed():
        page.save(update_fields=["expire_at"])
    world.expire()


@path("expiry: removed by a query", in_database=True)
def expiry_query(world, user):
    page = world.expiring(MARK)
    with world.suppressed():
        Page.objects.filter(pk=page.pk).update(expire_at=None)
    world.expire()


@path("expiry: the expired text published again")
def expired_again(world, user):
    page = world.expiring(MARK)
    revision = page.live_revision
    world.expire()
    with world.later():
        revision.publish(user=user, skip_permission_checks=True)


@path("schedule: earlier than approved")
def rescheduled(world, user):
    page = world.scheduled(MARK)
    page.go_live_at = timezone.now() - DAY
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)


@path("schedule: removed")
def schedule_removed(world, user):
    page = world.scheduled(MARK)
    page.go_live_at = None
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)


@path("schedule: go-live by a changed row")
def schedule_row(world, user):
    page = world.scheduled(MARK)
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - DAY)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=timezone.now() - DAY)
    publish_due()


@path("schedule: of a text that nobody approved")
def schedule_smuggled(world, user):
    page = world.draft(go_live_at=timezone.now() + DAY)
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=timezone.now() - DAY)
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - DAY)
    call_command("publish_scheduled", verbosity=0)


@path("command: publish_scheduled of a row written into the database")
def command(world, user):
    revision = world.draft().save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - DAY)
    call_command("publish_scheduled", verbosity=0)
