"""Every kind of page is saved, approved, served and read in few statements."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import ComplaintPhonesPage, GazetteIssuePage, OfficialDocumentPage, ServiceGuidePage
from cms.organisation.models import ComplaintLine
from tests.content.bulk import fill
from tests.content.samples import MODELS, make_sample
from tests.factories import make_document, publish

MOST = 8
HOST = {"host": "jiaoyu.localhost"}

EXPECTED = {
    "ArticlePage": ["概要", "一座桥", "相关页面"],
    "OfficialDocumentPage": ["粤教〔2026〕88号", "广东省民政厅", "2026-03-01", "art-第一条"],
    "InterpretationPage": ["被引文件"],
    "LeaderPage": ["厅长", "分管人事"],
    "InstitutionPage": ["张示例", "办公室", "示例中心", "示例区学府路3号"],
    "GazetteIssuePage": ["有页面的文本", "无页面的文本", "被引文件"],
    "WorkReportPage": ["示例大会第一次会议"],
    "PlanPage": ["2026", "2030", "粤府〔2026〕1号"],
    "StatisticsPage": ["万人", "小学", "初中", "csv/"],
    "ProjectPage": ["2026-44-01", "示例学院", "主体封顶", "开工"],
    "ServiceGuidePage": [
        "449903001000",
        "11440000MB0000035Y4449903001000",
        "教师工作处",
        "拟从事教学工作的公民",
        "《示例条例》第三条",
        "普通话达标",
        "身份证",
        f"{quote('申请表')}.docx",
        "受理单",
        "30",
        "20",
        "每件10元",
        "示例价格文件",
        "示例区学府路3号",
        "020-0000 0300",
        "020-0000 0311",
        "教师资格证书",
        "可以邮寄吗？",
        quote("https://www.example.cn/submit", safe=""),
        quote("https://www.example.cn/result", safe=""),
        quote("https://www.example.cn/ask", safe=""),
    ],
    "ComplaintPhonesPage": ["020-0000 0399"],
    "DisclosurePage": ["2025"],
    "PlainPage": ["概要"],
}


@pytest.fixture
def target(column):
    """A public document that the others refer to."""
    return make_document(column, "被引文件")


@pytest.fixture(autouse=True)
def lines(site):
    """Facts and complaint lines of the department."""
    site.department.address = "示例区学府路3号"
    site.department.save()
    ComplaintLine.objects.create(department=site.department, name="投诉", phone="020-0000 0399")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_page__shows_all_it_has_in_at_most_eight_statements(client, news, target, model):
    page = publish(make_sample(news, model, target))
    assert page.live
    address = page.url_path.removeprefix("/jiaoyu")
    client.get(address, headers=HOST)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        response = client.get(address, headers=HOST)
    html = response.content.decode()
    assert response.status_code == 200
    assert len(statements) <= MOST, "\n\n".join(statement["sql"][:300] for statement in statements)
    for text in EXPECTED[model.__name__]:
        assert text in html, text
    assert "正文附件.pdf" in html
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))


@pytest.mark.parametrize("model", [OfficialDocumentPage, ServiceGuidePage], ids=lambda model: model.__name__)
def test_page__takes_as_many_statements_when_the_column_holds_many(client, news, target, model):
    page = publish(make_sample(news, model, target))
    address = page.url_path.removeprefix("/jiaoyu")
    counts = []
    for more in (5, 400):
        fill(news, more)
        client.get(address, headers=HOST)
        with CaptureQueriesContext(connection) as statements:
            client.get(address, headers=HOST)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_preview__shows_the_draft_when_it_differs_from_what_is_public(rf, news, target):
    page = publish(make_sample(news, GazetteIssuePage, target))
    page.title = "未公开的改动"
    response = page.make_preview_request(rf.get("/", headers=HOST))
    response = response.render() if hasattr(response, "render") else response
    assert (
        "未公开的改动" in response.render().content.decode()
        if hasattr(response, "render")
        else response.content.decode()
    )


def test_complaint_phones__list_all_departments_when_they_stand_on_the_portal(client, portal, other_site):
    ComplaintLine.objects.create(department=other_site.department, name="监督", phone="020-0000 0499")
    page = publish(portal.home.add_child(instance=ComplaintPhonesPage(title="投诉电话", slug="tousu", live=False)))
    groups = page.departments()
    assert [group["department"].short_name for group in groups] == ["省教育厅", "省民政厅"]
    assert [[line.phone for line in group["lines"]] for group in groups] == [["020-0000 0399"], ["020-0000 0499"]]


def test_complaint_phones__list_only_its_own_when_they_stand_on_a_departments_site(news, other_site):
    ComplaintLine.objects.create(department=other_site.department, name="监督", phone="020-0000 0499")
    page = news.add_child(instance=ComplaintPhonesPage(title="投诉电话", slug="tousu", live=False))
    assert [line.phone for group in page.departments() for line in group["lines"]] == ["020-0000 0399"]
