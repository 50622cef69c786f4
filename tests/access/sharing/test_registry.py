"""Which models are shared: a line for each, two tables with a foreign key, one policy; a check demands all three."""

import pytest
from django.contrib.auth import get_user_model
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from wagtail.snippets.models import get_snippet_models

from cms.access.policies import DepartmentPolicy
from cms.access.sharing import registry
from cms.access.sharing.actions import Action
from cms.access.sharing.checks import check_shared_models
from cms.access.sharing.policies import SharedPolicy
from cms.access.sharing.registry import Shared, all_shared, shared_for
from cms.access.viewsets import SeamViewSet
from cms.content.models import ContactCard
from cms.organisation.models import LiaisonOfficer
from home.models import Pick
from tests.factories import make_department, make_user

LABELS = ["content.contactcard", "home.pick"]


def test_shared_models__are_cards_and_picks():
    assert list(all_shared()) == LABELS


@pytest.mark.parametrize("label", LABELS)
def test_tables__are_guardians_with_a_foreign_key_to_the_one_model(label):
    shared = all_shared()[label]
    for table, base in zip(shared.tables, (UserObjectPermissionBase, GroupObjectPermissionBase), strict=True):
        assert issubclass(table, base)
        assert table._meta.get_field("content_object").related_model is shared.model
        assert not table._meta.get_field("granted_by").null


@pytest.mark.parametrize("label", LABELS)
def test_policy__is_one_for_the_rule_of_the_site_and_that_of_the_object(label):
    policy = all_shared()[label].policy
    assert isinstance(policy, SharedPolicy)
    assert isinstance(policy, DepartmentPolicy)


def test_checks__find_nothing_in_the_product():
    assert check_shared_models(None) == []


def test_check__finds_a_policy_without_tables(monkeypatch):
    monkeypatch.delitem(registry._shared, "home.pick")
    assert [(error.id, error.obj) for error in check_shared_models(None)] == [("sharing.E001", Pick)]


def test_check__finds_tables_whose_viewset_does_not_ask_for_them(monkeypatch):
    class Loose(SeamViewSet):
        model = LiaisonOfficer
        permission_policy = DepartmentPolicy(LiaisonOfficer)

    monkeypatch.setattr(LiaisonOfficer, "snippet_viewset", Loose(), raising=False)
    cards = shared_for(ContactCard)
    loose = Shared(LiaisonOfficer, cards.account_grants, cards.group_grants, (Action.VIEW,))
    monkeypatch.setitem(registry._shared, loose.label, loose)
    assert [(error.id, error.obj) for error in check_shared_models(None)] == [("sharing.E002", LiaisonOfficer)]


def test_every_shared_snippet__is_registered_with_the_admin():
    assert all(shared.model in get_snippet_models() for shared in all_shared().values())


@pytest.mark.django_db
def test_guardian__adds_no_anonymous_account_and_writes_nothing_of_its_own():
    assert not get_user_model().objects.filter(username="AnonymousUser").exists()
    assert not hasattr(make_user("somebody", make_department()), "add_obj_perm")
