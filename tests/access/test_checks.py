"""What goes round the seam or the gate is refused before the product starts."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.access import checks
from cms.access.checks import (
    belongs_to_department,
    check_addresses,
    check_settings,
    check_site_owned_models,
    check_viewsets,
)
from cms.access.fence import registry
from cms.access.fence.rules import OPEN
from cms.approval.system_checks import check_everything_public_is_guarded
from cms.approval.texts.registry import draft_models
from cms.content.models import ArticlePage
from cms.organisation.models import Department, LiaisonOfficer, User
from sites.models import SiteSettings
from tests.access.seam import OfficerViewSet


@pytest.fixture
def register(monkeypatch):
    """Registers the model of the test with a viewset, as `register_snippet` would."""
    models = get_snippet_models()

    def register(viewset):
        monkeypatch.setattr(LiaisonOfficer, "snippet_viewset", viewset, raising=False)
        models.append(LiaisonOfficer)

    yield register
    while LiaisonOfficer in models:
        models.remove(LiaisonOfficer)


def errors():
    return [error.id for error in check_site_owned_models(None)]


def test_check__passes_the_product():
    assert check_site_owned_models(None) == []
    assert check_addresses(None) == []
    assert check_viewsets(None) == []
    assert check_settings(None) == []
    assert check_everything_public_is_guarded(None) == []


def test_check__refuses_a_departments_snippet_outside_the_seam(register):
    class Loose(SnippetViewSet):
        model = LiaisonOfficer

    register(Loose())
    assert errors() == ["access.E001"]


def test_check__passes_a_departments_snippet_within_the_seam(register):
    register(OfficerViewSet())
    assert errors() == []


def test_check__refuses_a_page_type_without_the_rules_of_every_page(monkeypatch):
    class LoosePage(Page):
        class Meta:
            abstract = True
            app_label = "content"

    monkeypatch.setattr(checks.apps, "get_models", lambda: [Page, ArticlePage, LoosePage])
    assert errors() == ["access.E002"]


@pytest.mark.parametrize(("model", "expected"), [(LiaisonOfficer, True), (ArticlePage, True), (Group, False)])
def test_model__belongs_to_a_department_when_it_names_one(model, expected):
    assert belongs_to_department(model) is expected


def test_department__itself_belongs_to_its_parent():
    assert belongs_to_department(Department)


def test_check__knows_what_can_be_public():
    class Notice(DraftStateMixin):
        class Meta:
            abstract = True

    assert draft_models([Page, ArticlePage, Notice]) == [Notice]


def test_check__names_an_address_that_no_rule_knows(monkeypatch):
    monkeypatch.delitem(registry._rules, "wagtailadmin_reports:site_history")
    assert [(error.id, error.obj) for error in check_addresses(None)] == [
        ("access.E003", "wagtailadmin_reports:site_history")
    ]


def test_check__refuses_an_open_viewset_over_what_belongs_to_a_department(monkeypatch):
    monkeypatch.setitem(registry._rules, "wagtailusers_users:edit", OPEN)
    assert [(error.id, error.obj) for error in check_viewsets(None)] == [("access.E004", User)]


def test_check__refuses_a_setting_of_a_department_kept_for_all(monkeypatch):
    monkeypatch.setattr(checks, "settings_registry", [LiaisonOfficer, SiteSettings])
    assert [(error.id, error.obj) for error in check_settings(None)] == [("access.E005", LiaisonOfficer)]


def test_site__is_an_owner_as_a_department_is():
    assert belongs_to_department(SiteSettings)
