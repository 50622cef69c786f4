"""Two departments with public pages, and what must never be found."""

import datetime
from types import SimpleNamespace

import pytest
from wagtail.models import PageViewRestriction

from home.portal import build_portal
from search.indexing import catch_up
from search.models import Entry
from search.stores import store
from tests.factories import make_article, make_column, make_department, make_document, make_site, publish
from tests.search.engine import prompt_engine

__all__ = ["prompt_engine"]


def text(*paragraphs):
    """A body of running text."""
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return [{"type": "text", "value": {"text": html, "align": "start"}}]


@pytest.fixture(scope="module")
def shared_province(module_database):
    store().clear()
    Entry.objects.all().delete()
    portal = publish(build_portal())
    jiaoyu = make_site(make_department("jiaoyu", name="广东省教育厅", short_name="省教育厅"))
    renshe = make_site(make_department("renshe", name="广东省人力资源和社会保障厅", short_name="省人力资源社会保障厅"))
    schools, jobs = make_column(jiaoyu, "GZDT"), make_column(renshe, "GZDT")
    decrees = make_column(jiaoyu, "ZCWJ")
    private = make_column(jiaoyu, None, title="内部栏目", slug="neibu")
    pages = {
        "meals": make_article(
            schools,
            "学校食堂管理办法解读",
            body=text("学校食堂由校长负责。", "第三条　食材应当当天采购，采购单据保存两年。", "第四条　家长可以陪餐。"),
        ),
        "camp": make_article(schools, "暑期夏令营开营", body=text("5G网络覆盖营地，阿卜杜拉·买买提老师带队。")),
        "decree": make_document(
            decrees,
            "广东省校车安全管理规定",
            document_number="粤府〔2024〕12号",
            body=text("第一条　校车每学期检查一次。", "第二条　校车驾驶人应当取得校车驾驶资格。"),
        ),
        "repealed": make_document(
            decrees,
            "广东省校车管理暂行规定",
            document_number="粤府〔2010〕7号",
            validity="repealed",
            validity_cause="被新规定代替",
            validity_changed_on=datetime.date(2024, 3, 1),
            body=text("校车每年检查一次。"),
        ),
        "pension": make_article(
            jobs,
            "养老保险缴费提示",
            body=text("灵活就业人员可以按月缴费，断缴以后能够补缴。", "补缴请到社保窗口办理。"),
        ),
    }
    hidden = {
        "draft": make_article(schools, "草稿密语蓝鲸", live=False),
        "private": make_article(private, "私密密语红隼"),
        "withdrawn": make_article(schools, "撤下密语白鹭"),
    }
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    hidden["withdrawn"].unpublish()
    catch_up()
    return SimpleNamespace(portal=portal, jiaoyu=jiaoyu, renshe=renshe, schools=schools, **pages, **hidden)


@pytest.fixture
def province(shared_province, own_copy):
    return own_copy(shared_province)


@pytest.fixture
def ask(client, province):
    """The page of results that a visitor gets."""

    def ask(query, host="localhost", **choices):
        return client.get("/search/", {"q": query, **choices}, headers={"host": host})

    return ask


@pytest.fixture
def found(ask):
    """The titles on the first page of results, in their order."""

    def found(query, host="localhost", **choices):
        response = ask(query, host, **choices)
        assert response.status_code == 200
        results = response.context["results"]
        return [result.card.title for result in results.items] if results else []

    return found
