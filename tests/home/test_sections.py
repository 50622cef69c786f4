"""Sections, the directory of departments and the link directory lead only to what works."""

import pytest

from cms.content.models import ArticlePage
from cms.organisation.models import Department, DepartmentKind
from home.models import DepartmentsDirectoryPage, LinkDirectoryPage
from tests.factories import make_department, make_document, make_site
from tests.home.helpers import add_below, make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(section):
    return add_below(section, DepartmentsDirectoryPage(title="政府机构", slug="jigou", live=False))


def test_section__shows_its_columns_with_their_newest_pages(section, jiaoyu, get):
    filled = make_portal_column(section, ["ZCWJ"], title="部门文件", description="各部门制发的文件。")
    make_portal_column(section, ["GZDT"], title="空栏目")
    document = make_document(jiaoyu.documents)

    context = get(section).context

    assert [(column["title"], column["url"], column["description"]) for column in context["columns"]] == [
        ("部门文件", f"/zhengwu/{filled.slug}/", "各部门制发的文件。")
    ]
    assert [card.title for card in context["columns"][0]["cards"]] == [document.title]
    assert [band.heading for band in context["bands"]] == ["部门文件"]


def test_section__names_pages_that_list_nothing(section, directory, get):
    assert [(column["title"], column["cards"]) for column in get(section).context["columns"]] == [("政府机构", [])]


def test_section__leaves_out_drafts(section, get):
    section.add_child(instance=DepartmentsDirectoryPage(title="草稿", slug="caogao", live=False))

    assert get(section).context["columns"] == []


def test_directory__groups_departments_by_kind_with_the_way_to_their_sites(directory, jiaoyu, get):
    office = DepartmentKind.objects.create(code="office", name="办公厅")
    constituent = DepartmentKind.objects.create(code="constituent", name="组成部门")
    issuer = DepartmentKind.objects.create(code="document-issuer", name="发文机关")
    jiaoyu.department.kinds.set([constituent, issuer])
    jiaoyu.department.save()
    weather = make_department("qixiang", order=2, status="self_hosted", website="http://gd.cma.gov.cn/")
    weather.kinds.set([constituent])
    weather.save()
    unopened = make_department("bangongting", order=3, function="日常运转。")
    unopened.kinds.set([office, issuer])
    unopened.save()

    context = get(directory).context

    assert [
        (group["kind"], [(row["short_name"], row["url"], row["is_external"]) for row in group["departments"]])
        for group in context["groups"]
    ] == [
        ("办公厅", [(unopened.short_name, "", False)]),
        (
            "组成部门",
            [
                (jiaoyu.department.short_name, "http://jiaoyu.localhost/", False),
                (weather.short_name, "http://gd.cma.gov.cn/", True),
            ],
        ),
    ]
    assert context["groups"][0]["departments"][0]["function"] == "日常运转。"


def test_directory__names_successor_of_merged_department_at_the_end(directory, jiaoyu, get):
    make_department("jiu", order=0, status=Department.Status.MERGED, successor=jiaoyu.department)

    *_first, last = get(directory).context["groups"]

    (row,) = last["departments"]
    assert (last["in_office"], row["url"]) == (False, "")
    assert (row["successor"], row["successor_url"]) == (jiaoyu.department.name, "http://jiaoyu.localhost/")


def test_directory__takes_as_many_statements_for_two_departments_as_for_twelve(
    directory, jiaoyu, get, django_assert_max_num_queries
):
    get(directory)
    with django_assert_max_num_queries(8) as few:
        get(directory)
    for number in range(10):
        make_site(make_department(f"bumen{number}"))
    get(directory)
    with django_assert_max_num_queries(8) as many:
        get(directory)

    assert len(many) == len(few)


def test_link_directory__shows_hand_kept_groups_and_the_departments_with_a_site(section, jiaoyu, get):
    make_department("qixiang", status="self_hosted", website="http://gd.cma.gov.cn/")
    make_department("bangongting")
    page = LinkDirectoryPage(title="网站链接", slug="lianjie", live=False)
    page.groups = [
        {
            "type": "links",
            "value": {"heading": "港澳", "links": [{"text": "香港特区政府", "url": "https://www.gov.hk/"}]},
        },
        {"type": "departments", "value": {"heading": "省直部门"}},
    ]

    groups = get(add_below(section, page)).context["groups"]

    assert [
        (group["heading"], [(link["url"], link["is_external"]) for link in group["links"]]) for group in groups
    ] == [
        ("港澳", [("https://www.gov.hk/", True)]),
        ("省直部门", [("http://jiaoyu.localhost/", False), ("http://gd.cma.gov.cn/", True)]),
    ]


def test_portal_pages__stand_only_below_the_portal(jiaoyu):
    for model in (DepartmentsDirectoryPage, LinkDirectoryPage):
        assert not model.can_create_at(jiaoyu.home)
    assert ArticlePage.can_create_at(jiaoyu.news)
