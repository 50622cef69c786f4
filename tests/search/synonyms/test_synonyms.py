"""What an office says means the same is found by each of its names, on its site or on all."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.organisation.roles import Role
from search.models import Synonyms
from tests.factories import make_user


@pytest.fixture
def synonyms(province):
    """Words of the education department's."""

    def synonyms(*words, department=province.jiaoyu.department):
        return Synonyms.objects.create(department=department, words="\n".join(words))

    return synonyms


def test_synonym__finds_what_is_called_otherwise(found, synonyms):
    assert found("饭堂", "jiaoyu.localhost") == []
    synonyms("食堂", "飯堂")
    assert found("饭堂", "jiaoyu.localhost") == ["学校食堂管理办法解读"]
    assert found("饭堂 单据", "jiaoyu.localhost") == ["学校食堂管理办法解读"]


def test_synonym__counts_on_its_own_site_only(found, synonyms):
    synonyms("食堂", "饭堂")
    assert found("饭堂", "localhost") == []
    Synonyms.objects.update(department=None)
    assert found("饭堂", "localhost") == ["学校食堂管理办法解读"]


def test_synonyms__that_loop_end(found, synonyms):
    synonyms("饭堂", "餐厅")
    synonyms("餐厅", "食堂")
    synonyms("食堂", "饭堂")
    assert found("饭堂", "jiaoyu.localhost") == ["学校食堂管理办法解读"]
    assert found("餐厅", "jiaoyu.localhost") == ["学校食堂管理办法解读"]


def test_synonym__is_marked_and_said(ask, synonyms):
    synonyms("食堂", "饭堂")
    content = ask("饭堂", "jiaoyu.localhost").content.decode()
    assert "同时搜索了“食堂”" in content
    soup = BeautifulSoup(content, "html.parser")
    assert "食堂" in [mark.get_text() for mark in soup.select(".results mark")]


def test_quotes__ask_for_the_very_word(found, synonyms):
    synonyms("食堂", "饭堂")
    assert found('"饭堂"', "jiaoyu.localhost") == []


def test_excluded_word__excludes_itself_alone(found, synonyms):
    synonyms("食堂", "饭堂")
    assert found("家长 -饭堂", "jiaoyu.localhost") == ["学校食堂管理办法解读"]


@pytest.mark.parametrize(
    ("words", "message"),
    [("食堂", "至少填写两个不同的词"), ("食堂\n食 堂", "至少填写两个不同的词"), ("食堂\n——", "没有文字或数字")],
)
def test_form__says_beside_the_field_what_is_wrong(client, province, words, message):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    response = client.post(reverse(Synonyms.snippet_viewset.get_url_name("add")), {"department": "", "words": words})
    assert message in response.content.decode()
    assert not Synonyms.objects.exists()
