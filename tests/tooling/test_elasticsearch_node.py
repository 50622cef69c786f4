import subprocess
import sys

import pytest
from elasticsearch import Elasticsearch

from tests.services import elasticsearch_home
from tests.services.elasticsearch import Unavailable, elasticsearch
from tests.services.elasticsearch_home import node_home
from tests.services.paths import ROOT
from tests.services.wanting import want

MAPPINGS = {
    "properties": {
        "text": {"type": "text", "analyzer": "whitespace"},
        "department": {"type": "keyword"},
        "number": {"type": "keyword", "normalizer": "lowercase"},
    }
}
DOCUMENTS = [
    {"text": "关于 做好 春季 农村 道路 养护 的 通知", "department": "交通厅", "number": "JT-2031-A"},
    {"text": "农村 学校 道路 安全 教育 方案", "department": "教育厅", "number": "JY-2031-B"},
    {"text": "山区 农村 道路 建设 计划", "department": "交通厅", "number": "JT-2031-C"},
]


@pytest.fixture(scope="session")
def node():
    """A client of a node that starts for these tests."""
    try:
        with elasticsearch() as url, Elasticsearch(url) as client:
            yield client
    except Unavailable as error:
        want("Elasticsearch", str(error))


@pytest.fixture
def documents(node):
    """The name of an index that holds DOCUMENTS, under the ids 0, 1 and 2."""
    return make_index(node, "documents", DOCUMENTS)


def make_index(node, name, documents):
    node.options(ignore_status=404).indices.delete(index=name)
    node.indices.create(index=name, mappings=MAPPINGS)
    for number, document in enumerate(documents):
        node.index(index=name, id=str(number), document=document)
    node.indices.refresh(index=name)
    return name


def found(node, index, query):
    return {hit["_id"] for hit in node.search(index=index, query=query)["hits"]["hits"]}


def test_whitespace__finds_words_cut_beforehand_as_a_phrase_in_their_order(node, documents):
    assert found(node, documents, {"match_phrase": {"text": "农村 道路 养护"}}) == {"0"}
    assert found(node, documents, {"match_phrase": {"text": "道路 农村"}}) == set()
    assert found(node, documents, {"match": {"text": "农"}}) == set()


def test_lowercase__finds_a_number_in_either_case(node, documents):
    assert found(node, documents, {"term": {"number": "jy-2031-b"}}) == {"1"}


def test_terms__counts_the_documents_of_each_department(node, documents):
    answer = node.search(index=documents, size=0, aggs={"departments": {"terms": {"field": "department"}}})
    buckets = answer["aggregations"]["departments"]["buckets"]
    assert {bucket["key"]: bucket["doc_count"] for bucket in buckets} == {"交通厅": 2, "教育厅": 1}


def test_alias__shows_the_new_index_in_place_of_the_old_in_one_step(node):
    old = make_index(node, "pages-1", DOCUMENTS[:1])
    new = make_index(node, "pages-2", DOCUMENTS)
    node.indices.put_alias(index=old, name="pages")
    assert found(node, "pages", {"match_all": {}}) == {"0"}
    node.indices.update_aliases(
        actions=[{"remove": {"index": old, "alias": "pages"}}, {"add": {"index": new, "alias": "pages"}}]
    )
    assert found(node, "pages", {"match_all": {}}) == {"0", "1", "2"}


def test_command__is_told_address_and_prefix_and_ends_with_its_own_code(node):
    program = "import os; print(os.environ['SEARCH_URL'], os.environ['SEARCH_PREFIX']); raise SystemExit(3)"
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.elasticsearch", sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    url, prefix = done.stdout.split()
    assert url.startswith("http://127.0.0.1:")
    assert prefix == "test-"
    with Elasticsearch(url, max_retries=0) as ended:
        assert not ended.ping()


def test_home__names_maven_when_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(elasticsearch_home, "FOLDER", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="apt-get install maven"):
        node_home()
