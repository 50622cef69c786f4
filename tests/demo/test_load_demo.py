"""The demonstration stands, and stays as people left it."""

from cms.demo.items import TABLES
from cms.demo.reading import department_texts, organisation, read_toml
from tests.importing.helpers import row, write_rows


def all_texts():
    return {"portal": read_toml("portal"), **department_texts()}


def slugs_of(texts):
    return {item["slug"] for table in TABLES for item in texts.get(table, ())}


def test_load_demo__keeps_everything_when_run_again(demo):
    before = demo.manage("shell", "-c", COUNT)
    answer = demo.manage("load_demo", "--port", str(demo.port))
    assert "演示数据已存在" in answer
    assert demo.manage("shell", "-c", COUNT) == before


def test_load_demo__says_what_to_decide_when_documents_have_hits(demo, tmp_path):
    documents = write_rows(tmp_path / "rows.jsonl", row(body="<p>联系人身份证号：11010519491231002X</p>"))
    answer = demo.manage("load_demo", "--port", str(demo.port), "--documents", str(documents))
    assert "1 篇存在检查疑点" in answer
    assert "menhu-shenhe" in answer
    assert "管理后台" in answer


def test_texts__relations_lead_to_texts_that_exist():
    texts = all_texts()
    known = {owner: slugs_of(own) for owner, own in texts.items()}
    for owner, own in texts.items():
        for document in own.get("document", ()):
            for relation in document.get("relations", ()):
                assert relation["target_slug"] in known[relation.get("department") or owner]
        for interpretation in own.get("interpretation", ()):
            assert interpretation["of"] in known[owner]


def test_texts__picks_name_columns_and_pages_that_exist():
    portal = read_toml("portal")
    known = {owner: slugs_of(own) for owner, own in all_texts().items()}
    columns = {column["slug"] for column in portal["column"]}
    for pick in portal["pick"]:
        assert pick["column"] in columns
        assert pick["slug"] in known[pick["department"]]


def test_texts__every_hosted_department_has_some():
    hosted = {row["slug"] for row in organisation("departments") if row["status"] == "hosted"}
    assert hosted == set(department_texts())


COUNT = "from wagtail.models import Page; print(Page.objects.count(), Page.objects.filter(live=True).count())"
