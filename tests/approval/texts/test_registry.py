"""Every model with drafts is guarded, or refused by the system check; what waits costs the same for any number."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps
from wagtail.models import DraftStateMixin, RevisionMixin

from cms.approval import system_checks
from cms.approval.texts.registry import all_guarded, unguardable
from cms.approval.texts.waiting import rows_for
from cms.content.models import ContactCard
from sites.models import SiteSettings
from tests.approval.paths.shared import submit_card


def test_check__refuses_a_model_that_the_gate_cannot_guard(monkeypatch):
    with isolate_apps("cms.content"):

        class Notice(DraftStateMixin, RevisionMixin, models.Model):
            class Meta:
                app_label = "content"

            def __str__(self):
                return "notice"

    monkeypatch.setattr(system_checks, "draft_models", lambda found: [Notice, ContactCard])
    (error,) = system_checks.check_everything_public_is_guarded(None)
    assert (error.id, error.obj) == ("approval.E001", Notice)


def test_registry__knows_cards_headlines_and_frames():
    guarded = all_guarded()
    assert set(guarded) == {"content.contactcard", "home.pick", "department_sites.sitesettings"}
    assert not unguardable(ContactCard)
    words = guarded["department_sites.sitesettings"].words
    assert {"notice", "address", "police_url"} <= set(words)
    assert "theme" not in words


def test_frame__every_text_of_the_settings_is_guarded():
    words = set(all_guarded()["department_sites.sitesettings"].words)
    texts = (models.CharField, models.TextField)
    named = {each.name for each in SiteSettings._meta.concrete_fields if isinstance(each, texts)}
    assert named - words == {"theme"}


@pytest.mark.django_db
def test_waiting__costs_the_same_for_twenty_texts_as_for_two(site, people):
    def count():
        with CaptureQueriesContext(connection) as captured:
            rows = rows_for(people["reviewer"], 50)
        return len(rows), len(captured)

    def submit(number):
        for _each in range(number):
            card = ContactCard.objects.create(department=site.department, name="窗口")
            submit_card(card, people["webmaster"])

    submit(2)
    count()
    few = count()
    submit(18)
    assert (few[0], count()[0]) == (2, 20)
    assert count()[1] == few[1]
