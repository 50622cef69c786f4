"""A document of 165,000 characters is saved, checked, approved and shown like any other."""

from cms.content.models import OfficialDocumentPage
from tests.factories import make_document, publish

CHARACTERS = 165_000
PARAGRAPH = "为了规范示例事项的办理，保护公民、法人和其他组织的合法权益，根据有关法律、行政法规，结合实际，制定本规定。"


def test_long_document__is_saved_checked_and_shown(client, column):
    articles = CHARACTERS // len(PARAGRAPH) + 1
    texts = [
        "".join(f"<p>第{n}条　{PARAGRAPH}</p>" for n in range(start, start + 50)) for start in range(1, articles, 50)
    ]
    page = make_document(column, "关于示例事项的规定", live=False)
    page.body = [{"type": "text", "value": {"text": text, "align": "start"}} for text in texts]
    page.full_clean()
    page.save()
    page = publish(page)
    stored = OfficialDocumentPage.objects.get(pk=page.pk)
    assert sum(len(block.value["text"].source) for block in stored.body) > CHARACTERS
    response = client.get(f"/zcwj/{page.slug}/", headers={"host": "jiaoyu.localhost"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count(PARAGRAPH) >= articles
    assert html.count('id="art-第') == html.count('href="#art-第')
    assert f'id="art-第{articles}条"' in html
