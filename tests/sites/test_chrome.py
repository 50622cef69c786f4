"""The frame of every page: what it says, and that it costs two statements on any site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Page, Site

from cms.approval.texts.proposals import TextRefused, approve_words, waiting_words
from cms.content.models import ColumnPage
from cms.organisation.models import Department
from cms.organisation.roles import Role
from sites.chrome import build_chrome
from sites.factory import build_department_site
from sites.models import SiteSettings
from tests.factories import make_article, make_department, make_user, publish, show_words

pytestmark = pytest.mark.django_db


def open_all(result):
    """Make the site's home page and columns public."""
    publish(result.home, *ColumnPage.objects.child_of(result.home).order_by("path"))
    result.home.refresh_from_db()


@pytest.fixture
def request_of(rf):
    """Makes a request to a site."""

    def request_of(result, trail=None):
        request = rf.get("/", HTTP_HOST=f"{result.site.hostname}:{result.site.port}")
        if trail:
            request.trail = trail
        return request

    return request_of


def test_chrome__tells_the_site_by_its_department(built, request_of):
    department = built.department
    Department.objects.filter(pk=department.pk).update(address="广州市示例路1号", phone="020-0000 0001")
    SiteSettings.objects.filter(site=built.site).update(theme="pine")
    show_words(SiteSettings.objects.get(site=built.site), icp_number="粤ICP备0号")
    chrome = build_chrome(request_of(built))
    assert chrome.site_name == chrome.department_name == chrome.organiser == department.name
    assert chrome.theme == "pine"
    assert chrome.icp_number == "粤ICP备0号"
    assert chrome.address == "广州市示例路1号"
    assert chrome.phone == "020-0000 0001"
    assert chrome.site_id_code == "4400990003"
    assert chrome.find_errors_url.endswith("4400990003")
    assert not chrome.is_portal
    assert not chrome.is_closed
    assert chrome.sitemap_url == "/sitemap/"
    assert chrome.notice == chrome.police_number == chrome.party_mark_url == ""


def test_chrome__prefers_the_sites_own_settings(built, request_of):
    show_words(
        SiteSettings.objects.get(site=built.site),
        name="教育网",
        site_code="4400999999",
        phone="1",
        organiser="某单位",
        notice="系统维护",
    )
    chrome = build_chrome(request_of(built))
    assert (chrome.site_name, chrome.site_id_code, chrome.phone) == ("教育网", "4400999999", "1")
    assert (chrome.organiser, chrome.notice) == ("某单位", "系统维护")


def test_chrome__works_when_settings_were_never_made(built, request_of):
    SiteSettings.objects.all().delete()
    assert build_chrome(request_of(built)).site_name == built.department.name
    assert not SiteSettings.objects.exists()


def test_chrome__leads_back_to_the_portal(built, request_of):
    portal = Site.objects.get(is_default_site=True)
    show_words(SiteSettings.objects.create(site=portal, directory_page=portal.root_page), name="中国广东")
    chrome = build_chrome(request_of(built))
    assert chrome.portal_name == "中国广东"
    assert chrome.portal_url == f"http://{portal.hostname}:{portal.port}/"
    assert chrome.directory_url == chrome.portal_url


def test_chrome__has_no_way_to_pages_that_are_not_public(built, request_of):
    portal = Site.objects.get(is_default_site=True)
    SiteSettings.objects.create(site=portal, directory_page=built.home, accessibility_page=built.home)
    chrome = build_chrome(request_of(built))
    assert chrome.directory_url == chrome.accessibility_url == ""


def test_menu__holds_the_public_pages_of_this_site_alone(built, other, request_of):
    first, second, _third = ColumnPage.objects.child_of(built.home).order_by("path")
    ColumnPage.objects.filter(pk=second.pk).update(show_in_menus=False)
    open_all(built)
    open_all(other)
    make_article(first, kind="news")
    menu = build_chrome(request_of(built, [Page.objects.get(pk=built.home.pk), Page.objects.get(pk=first.pk)])).menu
    assert [(entry["title"], entry["url"]) for entry in menu] == [("工作动态", "/gzdt/"), ("政策解读", "/zcjd/")]
    assert [entry["is_current"] for entry in menu] == [True, False]


def test_menu__empty_when_nothing_is_public(built, request_of):
    assert build_chrome(request_of(built)).menu == []


def test_menu__leaves_out_private_pages(built, request_of):
    open_all(built)
    first = ColumnPage.objects.child_of(built.home).first()
    first.view_restrictions.create(restriction_type="login")
    assert first.title not in [entry["title"] for entry in build_chrome(request_of(built)).menu]


def test_languages__offered_only_where_the_page_is_public_in_them(built, request_of):
    open_all(built)
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = built.home.copy_for_translation(english)
    assert build_chrome(request_of(built)).languages == []
    publish(home)
    assert build_chrome(request_of(built)).languages == [{"code": "en", "name": "English", "url": "/en/"}]
    with translation.override("en"):
        chrome = build_chrome(request_of(built, [home]))
    assert [language["code"] for language in chrome.languages] == ["zh-hans"]
    assert chrome.home_url == "/en/"


def test_chrome__takes_two_statements_at_any_number_of_sites(built, other, request_of, django_assert_num_queries):
    open_all(built)
    for number in range(3):
        build_department_site(make_department(f"d{number}"))
    make_article(ColumnPage.objects.child_of(built.home).first(), kind="news")
    request = request_of(built)
    Site.find_for_request(request)
    build_chrome(request_of(built))
    with django_assert_num_queries(2):
        build_chrome(request)


def test_home_page__shows_frame_labels_and_bands(built, client):
    open_all(built)
    column = ColumnPage.objects.child_of(built.home).first()
    make_article(column, title="第一条教育新闻", kind="news")
    page = client.get("/", HTTP_HOST="jiaoyu.localhost").content.decode()
    assert built.department.name in page
    assert "第一条教育新闻" in page
    assert f'<meta name="SiteName" content="{built.department.name}">' in page
    assert '<meta name="SiteDomain" content="jiaoyu.localhost">' in page
    assert '<meta name="SiteIDCode" content="4400990003">' in page


def test_home_page__costs_the_same_at_any_number_of_pages(built, client):
    open_all(built)
    column = ColumnPage.objects.child_of(built.home).first()
    make_article(column, kind="news")
    client.get("/", HTTP_HOST="jiaoyu.localhost")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/", HTTP_HOST="jiaoyu.localhost").status_code == 200
        counts.append(len(captured))
        for _number in range(12):
            make_article(column, kind="news")
    assert counts[0] == counts[1] <= 8


def test_missing_page__has_the_sites_frame(built, client):
    open_all(built)
    response = client.get("/nowhere/", HTTP_HOST="jiaoyu.localhost")
    assert response.status_code == 404


def test_admin__reads_no_frame(built, client, django_assert_max_num_queries):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
    assert not [query for query in captured.captured_queries if "department_sites_sitesettings" in query["sql"].lower()]


def test_settings__denied_when_the_user_is_a_webmaster(built, client):
    from_department = make_user("web", built.department, Role.WEBMASTER)
    client.force_login(from_department)
    address = f"/admin/settings/department_sites/sitesettings/{built.site.pk}/"
    assert client.get(address).status_code == 404
    client.post(address, {"theme": "plum"})
    assert SiteSettings.objects.get(site=built.site).theme == "ink"


def test_settings__choice_at_once_and_words_after_a_second_persons_approval(built, client):
    writer, other = make_user("office", None, Role.SUPERVISOR), make_user("office-2", None, Role.SUPERVISOR)
    client.force_login(writer)
    address = f"/admin/settings/department_sites/sitesettings/{built.site.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, {"theme": "plum", "name": "教育网"})
    stored = SiteSettings.objects.get(site=built.site)
    assert (stored.theme, stored.name) == ("plum", "")
    assert 'value="教育网"' in client.get(address).content.decode()
    with pytest.raises(TextRefused):
        approve_words(waiting_words(stored), writer)
    approve_words(waiting_words(stored), other)
    stored.refresh_from_db()
    assert (stored.theme, stored.name) == ("plum", "教育网")


@pytest.mark.parametrize(("field", "value"), [("site_code", "12"), ("postcode", "51003"), ("theme", "pink")])
def test_settings__say_so_beside_the_field_when_it_is_wrong(built, client, field, value):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    address = f"/admin/settings/department_sites/sitesettings/{built.site.pk}/"
    response = client.post(address, {"theme": "plum", field: value})
    assert set(response.context["form"].errors) == {field}
