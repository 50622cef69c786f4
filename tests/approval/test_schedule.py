"""Publication at a time: what was approved for it goes public by itself, what was not never does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from cms.approval.scheduling import publish_due
from cms.content.models import ArticlePage
from cms.jobs.registry import registry
from tests.approval.helpers import decide, submit
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def past():
    return timezone.now() - timedelta(minutes=5)


def scheduled(page):
    """Turn the clock: the page's schedule lies in the past now."""
    Revision.objects.filter(object_id=str(page.pk)).exclude(approved_go_live_at=None).update(approved_go_live_at=past())
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = past().isoformat()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)


@pytest.fixture
def approved(column, people):
    """A page approved for tomorrow."""
    page = make_article(column, "明日公布", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    return decide(page, people["signer"])


@pytest.fixture
def smuggled(column):
    """A page nobody approved, whose schedule was written into the database."""
    page = make_article(column, "夹带", live=False)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past() - timedelta(days=1))
    return page


def test_schedule__waits_for_its_time(approved):
    assert not approved.live
    publish_due()
    assert not ArticlePage.objects.get(pk=approved.pk).live


def test_schedule__goes_public_by_itself_when_its_time_has_come(approved):
    scheduled(approved)
    assert publish_due() == (1, 0, 0)
    assert ArticlePage.objects.get(pk=approved.pk).live


def test_schedule__refused_when_not_approved_and_the_rest_goes_on(approved, smuggled, caplog):
    scheduled(approved)
    assert publish_due() == (1, 1, 0)
    assert not ArticlePage.objects.get(pk=smuggled.pk).live
    assert ArticlePage.objects.get(pk=approved.pk).live
    assert "夹带" in caplog.text
    assert publish_due() == (0, 0, 0)


def test_command__takes_the_place_of_wagtails(smuggled, capsys):
    call_command("publish_scheduled")
    assert not ArticlePage.objects.get(pk=smuggled.pk).live
    assert "1" in capsys.readouterr().out


def test_schedule__refused_when_draft_schedules_another_text(approved):
    approved.title = "换过的标题"
    revision = approved.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past())
    publish_due()
    assert not ArticlePage.objects.get(pk=approved.pk).live


def test_expiry__takes_the_page_off(column):
    page = make_article(column)
    page.expire_at = past()
    page.save(update_fields=["expire_at"])
    assert publish_due() == (0, 0, 1)
    page.refresh_from_db()
    assert (page.live, page.expired, page.listed_at) == (False, True, None)


def test_job__runs_every_minute():
    assert registry.get("approval.publish_due").every == timedelta(minutes=1)
