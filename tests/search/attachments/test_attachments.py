"""What attached files say is found with the page that shows them."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import ArticlePage, Attachment, PageAttachment
from search.attachments.models import AttachedFile, FileText
from search.indexing import keep_numbers
from search.jobs import read_attachments
from tests.content.files import make_attachment, make_picture
from tests.factories import make_article, publish
from tests.search.conftest import text
from tests.search.files.samples import samples

WORD = "梅花鹿"


def shown(page, *attachments, title=""):
    """The page, published with these files in its table."""
    for attachment in attachments:
        page.attachments.add(PageAttachment(attachment=attachment, title=title))
    return publish(page)


def article(column, title="保护区公告", *attachments, **facts):
    return shown(make_article(column, title, live=False, **facts), *attachments)


@pytest.fixture
def deer(province):
    """A page with a PDF that was read."""
    page = article(province.schools, "保护区公告", make_attachment("办法.pdf", samples()["pdf"], title="管理办法"))
    read_attachments()
    return page


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "ofd"])
def test_words_of_a_file__are_found_with_its_page(province, found, extension):
    article(province.schools, "保护区公告", make_attachment(f"办法.{extension}", samples()[extension]))
    assert found(WORD) == []
    read_attachments()
    assert found(WORD) == ["保护区公告"]


def test_result__quotes_the_file_and_names_it_and_its_page(deer, ask):
    (result,) = ask(WORD).context["results"].items
    assert result.label == "管理办法 第1页"
    assert result.excerpt == "<mark>梅花鹿</mark>保护区管理办法"
    assert result.url.endswith("#attachments")


def test_file_in_the_text__is_found_as_well(province, found):
    attachment = make_attachment("办法.docx", samples()["docx"])
    linked = text(f'<a linktype="document" id="{attachment.pk}">附件</a>')
    publish(make_article(province.schools, "正文附件", live=False, body=linked))
    read_attachments()
    assert found(WORD) == ["正文附件"]


def test_file_of_a_draft__is_not_read(province, found):
    page = make_article(province.schools, "草稿", live=False)
    page.attachments.add(PageAttachment(attachment=make_attachment("办法.pdf", samples()["pdf"])))
    page.save()
    read_attachments()
    assert not FileText.objects.exists()
    assert found(WORD) == []


def test_file_of_a_withdrawn_page__is_not_found(deer, found):
    ArticlePage.objects.get(pk=deer.pk).unpublish()
    assert found(WORD) == []
    assert not AttachedFile.objects.filter(entry=deer.pk).exists()


def test_file_of_a_private_column__is_not_found(deer, province, found):
    province.schools.view_restrictions.create(restriction_type="password", password="x")
    assert found(WORD) == []


def test_file_taken_off_the_page__is_not_found(deer, found):
    page = ArticlePage.objects.get(pk=deer.pk)
    page.attachments = []
    publish(page)
    assert found(WORD) == []


def test_file_replaced_while_nobody_saw_it__is_found_by_what_it_says_now(deer, found):
    ArticlePage.objects.get(pk=deer.pk).unpublish()
    attachment = Attachment.objects.get(title="管理办法")
    attachment.file = ContentFile(samples()["xlsx"], name="表.xlsx")
    attachment.save()
    publish(ArticlePage.objects.get(pk=deer.pk))
    assert "保护区公告" not in found("保护区管理办法")
    read_attachments()
    assert found("水鹿") == ["保护区公告"]
    assert "保护区公告" not in found("保护区管理办法")


def test_unreadable_file__is_named_with_its_reason_and_not_read_again(province):
    article(province.schools, "保护区公告", make_attachment("坏.pdf", b"%PDF-1.4 broken", title="坏文件"))
    output = StringIO()
    call_command("read_files", stdout=output)
    assert "坏文件: " in output.getvalue()
    assert FileText.objects.get().problem
    output = StringIO()
    call_command("read_files", stdout=output)
    assert output.getvalue() == "0 files read.\n"


def test_unreadable_file__does_not_keep_others_from_being_read(province, found):
    broken = make_attachment("坏.pdf", b"%PDF-1.4 broken")
    article(province.schools, "保护区公告", broken, make_attachment("办法.pdf", samples()["pdf"]))
    read_attachments()
    assert found(WORD) == ["保护区公告"]


def test_alternative_text__is_found(province, found):
    picture = {"type": "image", "value": {"image": make_picture().pk, "alt": "麋鹿在滩涂上", "caption": ""}}
    publish(make_article(province.schools, "图片新闻", live=False, body=[picture]))
    assert found("麋鹿") == ["图片新闻"]


def test_statements__do_not_depend_on_how_many_files_there_are(province):
    def statements(numbers):
        with CaptureQueriesContext(connection) as queries:
            keep_numbers(numbers)
        return len(queries)

    pages = [
        article(province.schools, f"公告{number}", make_attachment(f"{number}.pdf", samples()["pdf"])).pk
        for number in range(6)
    ]
    read_attachments()
    assert statements(pages[:2]) == statements(pages)
