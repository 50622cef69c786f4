"""What an editor finds in the lists and choosers of the admin, and what stays another department's own."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.fence.helpers import give_files, readable
from tests.factories import make_article, make_column, make_department, make_document, make_site, make_user

LISTS = {
    "page search": "wagtailadmin_pages:search",
    "page chooser": "wagtailadmin_choose_page_search",
    "pictures": "wagtailimages:index_results",
    "picture chooser": "wagtailimages_chooser:choose_results",
    "files": "wagtaildocs:index_results",
    "file chooser": "wagtaildocs_chooser:choose_results",
}


def make_tenant(slug, mark):
    site = make_site(make_department(slug))
    tenant = SimpleNamespace(department=site.department, home=site.home)
    tenant.webmaster = make_user(f"web-{slug}", site.department, Role.WEBMASTER)
    tenant.column = make_column(site, "ZCWJ")
    make_article(tenant.column, f"关于加强{mark}保护的公告", live=False)
    make_document(tenant.column, f"{mark}管理通知", live=False, document_number=f"粤{mark}〔2024〕12号")
    give_files(tenant)
    tenant.picture.title, tenant.attachment.title = f"{mark}巡护照片", f"{mark}申报表格"
    tenant.picture.save()
    tenant.attachment.save()
    tenant.card = ContactCard.objects.create(department=site.department, name=f"{mark}服务窗口", phones="020-87654321")
    return tenant


@pytest.fixture(scope="module")
def shared_tenants(module_database):
    return SimpleNamespace(own=make_tenant("linye", "红树林"), foreign=make_tenant("haiyang", "珊瑚礁"))


@pytest.fixture
def tenants(shared_tenants, own_copy):
    return own_copy(shared_tenants)


@pytest.fixture
def seen(client, tenants):
    """What the webmaster of the first department reads at an address."""

    def seen(address, query):
        client.force_login(tenants.own.webmaster)
        response = client.get(address, {"q": query})
        assert response.status_code == 200
        return readable(response)

    return seen


@pytest.mark.parametrize("name", LISTS.values(), ids=LISTS)
def test_list__finds_by_a_part_of_the_title_and_shows_no_other_departments(seen, name):
    for typed in ("树林", "紅樹林"):
        own = seen(reverse(name), typed)
        assert any(title in own for title in ("加强红树林保护", "红树林巡护照片", "红树林申报表格")), typed
    foreign = seen(reverse(name), "瑚礁")
    assert not any(title in foreign for title in ("加强珊瑚礁保护", "珊瑚礁巡护照片", "珊瑚礁申报表格"))


@pytest.mark.parametrize("name", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("typed", ['"', "'", "\\", "\x00", "(", "*:", "树林\x00", "％"])
def test_list__answers_whatever_is_typed(seen, name, typed):
    assert "珊瑚礁" not in seen(reverse(name), typed)


def test_column__is_searched_in_the_explorer_by_a_part_of_a_title(seen, tenants):
    address = reverse("wagtailadmin_explore_results", args=[tenants.own.column.pk])
    assert "加强红树林保护" in seen(address, "强红树")
    assert "加强红树林保护" not in seen(address, "管理通知")


@pytest.mark.parametrize("typed", ["粤红树林", "〔2024〕12", "林〔2024〕12号"])
def test_document__is_found_by_a_part_of_its_number(seen, typed):
    found = seen(reverse("wagtailadmin_pages:search"), typed)
    assert "红树林管理通知" in found
    assert "珊瑚礁管理通知" not in found


@pytest.mark.parametrize("typed", ["树林服务", "87654"])
def test_card__is_found_in_its_list_and_in_its_chooser(seen, tenants, typed):
    viewset = ContactCard.snippet_viewset
    for name in (viewset.get_url_name("list_results"), f"{viewset.chooser_viewset.name}:choose_results"):
        found = seen(reverse(name), typed)
        assert "红树林服务窗口" in found, name
        assert "珊瑚礁服务窗口" not in found, name


def test_redirect__is_found_by_its_address(client, tenants):
    Redirect.objects.create(old_path="/hongshulin", redirect_page=tenants.own.home)
    client.force_login(make_user(None, None, is_superuser=True))
    assert "/hongshulin" in readable(client.get(reverse("wagtailredirects:index_results"), {"q": "shulin"}))


def test_rebuilt_index__finds_the_same(seen, tenants):
    call_command("update_index", verbosity=0)
    assert "加强红树林保护" in seen(reverse("wagtailadmin_pages:search"), "树林")
    assert "红树林巡护照片" in seen(reverse("wagtailimages:index_results"), "巡护")
