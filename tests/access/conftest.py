from types import SimpleNamespace

import pytest
from django.urls import clear_url_caches
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.snippets.models import get_snippet_models

from cms.organisation.models import LiaisonOfficer
from cms.organisation.roles import Role
from tests.access.seam import OfficerViewSet, urlconf_with
from tests.factories import make_article, make_column, make_department, make_site, make_user


def make_tenant(slug):
    """A department's public site with a column, a public page, a draft, and a webmaster."""
    site = make_site(make_department(slug))
    column = make_column(site, "GZDT")
    return SimpleNamespace(
        department=site.department,
        home=site.home,
        column=column,
        public=make_article(column, f"{slug}的公开文"),
        draft=make_article(column, f"{slug}的草稿", live=False),
        webmaster=make_user(f"{slug}-w", site.department, Role.WEBMASTER),
        reviewer=make_user(f"{slug}-r", site.department, Role.REVIEWER),
        signer=make_user(f"{slug}-s", site.department, Role.SIGNER),
        officer=LiaisonOfficer.objects.create(
            department=site.department, name=f"{slug}联络员", office="办公室", phone="1", sort_order=0
        ),
    )


@pytest.fixture(scope="module")
def shared_own(module_database):
    return make_tenant("jiaoyu")


@pytest.fixture
def own(shared_own, own_copy):
    return own_copy(shared_own)


@pytest.fixture(scope="module")
def shared_foreign(module_database):
    return make_tenant("caizheng")


@pytest.fixture
def foreign(shared_foreign, own_copy):
    return own_copy(shared_foreign)


@pytest.fixture
def officers(settings, monkeypatch):
    """The viewset of the test, at its addresses."""
    viewset = OfficerViewSet()
    monkeypatch.setattr(LiaisonOfficer, "snippet_viewset", viewset, raising=False)
    models = get_snippet_models()
    models.append(LiaisonOfficer)
    monkeypatch.setattr(bulk_action_registry, "actions", {})
    monkeypatch.setattr(bulk_action_registry, "has_scanned_for_bulk_actions", False)
    settings.ROOT_URLCONF = urlconf_with(viewset)
    clear_url_caches()
    yield viewset
    models.remove(LiaisonOfficer)
    clear_url_caches()
