"""What public pages show of files is on record with their publication, whatever the index of references says."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import ReferenceIndex

from cms.approval.gate.files import FileInUse
from cms.approval.models import ShownFile
from cms.approval.release.withdrawal import withdraw
from cms.content.models import Attachment, PageAttachment, Picture, PictureRendition
from tests.approval.test_triggers import refused, run
from tests.content.files import PDF, make_attachment, make_picture, png
from tests.factories import make_article, publish

pytestmark = pytest.mark.django_db


def body_of(picture=None, linked=None):
    blocks = []
    if linked:
        blocks.append({"type": "text", "value": {"text": f'<p><a linktype="document" id="{linked.pk}">表</a></p>'}})
    if picture:
        value = {"image": picture.pk, "alt": "图", "caption": ""}
        blocks.append({"type": "image", "value": value})
    return blocks


def article_with(column, attachment=None, **facts):
    """A public article with the files."""
    draft = make_article(
        column, live=False, body=body_of(facts.pop("inside", None), facts.pop("linked", None)), **facts
    )
    if attachment:
        draft.attachments = [PageAttachment(attachment=attachment, sort_order=0)]
        draft.save()
        draft.save_revision()
    page = publish(draft)
    ReferenceIndex.objects.all().delete()
    return page


def rows_of(page):
    return set(ShownFile.objects.filter(page_id=page.pk).values_list("kind", "file_id"))


def test_publish__records_every_file_when_nothing_was_indexed(column):
    shown, inside = make_picture(), make_picture("正文图")
    attached, linked = make_attachment("a.pdf"), make_attachment("b.pdf")
    page = article_with(column, attached, inside=inside, linked=linked, lead_image=shown, lead_image_alt="图")
    assert rows_of(page) == {
        ("picture", shown.pk),
        ("picture", inside.pk),
        ("attachment", attached.pk),
        ("attachment", linked.pk),
    }


def test_exchange__refused_when_the_index_of_references_is_empty(column):
    picture, linked = make_picture(), make_attachment("b.pdf")
    article_with(column, inside=picture, linked=linked)
    picture.file = ContentFile(png(9, 9), name="other.png")
    picture.file_hash = "0" * 40
    linked.file = ContentFile(PDF + b"x", name="other.pdf")
    for file in (picture, linked):
        with pytest.raises(FileInUse):
            file.save()
    assert refused(lambda: Picture.objects.filter(pk=picture.pk).update(file="images/x.png"))
    assert refused(lambda: Attachment.objects.filter(pk=linked.pk).update(sha256="0" * 64))


def test_serve__refuses_visitors_when_the_link_was_taken_off(column, client):
    linked = make_attachment("b.pdf")
    page = article_with(column, linked=linked)
    assert client.get(linked.url).status_code == 200
    page = type(page).objects.get(pk=page.pk)
    page.body = body_of(make_picture())
    page.save_revision()
    publish(page)
    assert client.get(linked.url).status_code == 404
    assert ("attachment", linked.pk) not in rows_of(page)


def test_serve__refuses_visitors_when_a_reference_is_written_by_hand(column, client):
    linked, secret = make_attachment("b.pdf"), make_attachment("c.pdf", PDF + b"c")
    page = article_with(column, linked=linked)
    ReferenceIndex.create_or_update_for_object(page)
    ReferenceIndex.objects.update(to_object_id=str(secret.pk))
    assert client.get(secret.url).status_code == 404


def test_withdraw__ends_what_is_served_and_guarded(column, client, people):
    linked = make_attachment("b.pdf")
    page = article_with(column, linked=linked)
    withdraw(page, people["reviewer"], "错误")
    assert client.get(linked.url).status_code == 404
    linked.title = "新"
    linked.save()
    linked.delete()


def test_rows__refused_when_written_changed_or_removed_by_hand(column, other):
    picture = make_picture()
    page, strange = article_with(column, inside=picture), article_with(other.column)
    extra = make_picture("别的")
    row = ShownFile(page_id=page.pk, kind="picture", file_id=extra.pk)
    assert refused(lambda: ShownFile.objects.bulk_create([row]))
    assert refused(lambda: ShownFile.objects.filter(page_id=page.pk).update(file_id=extra.pk))
    assert refused(lambda: ShownFile.objects.filter(page_id=page.pk).update(page_id=strange.pk))
    assert refused(lambda: run(f"DELETE FROM approval_shownfile WHERE page_id = {page.pk}"))
    draft = make_article(column, live=False)
    row = ShownFile(page_id=draft.pk, kind="picture", file_id=extra.pk)
    assert refused(lambda: ShownFile.objects.bulk_create([row]))


def test_rendition__refused_when_it_is_pointed_at_another_file_in_public(column):
    picture, draft = make_picture(), make_picture("草稿")
    article_with(column, inside=picture)
    shown, hidden = picture.get_rendition("width-4"), draft.get_rendition("width-4")
    renditions = PictureRendition.objects
    assert refused(lambda: renditions.filter(pk=shown.pk).update(file=hidden.file.name))
    assert refused(lambda: renditions.filter(pk=hidden.pk).update(image=picture))
    assert not refused(lambda: renditions.filter(pk=hidden.pk).update(file="images/x.png"))


def test_delete__refused_when_a_public_page_shows_it(column):
    picture, linked = make_picture(), make_attachment("b.pdf")
    article_with(column, inside=picture, linked=linked)
    for file in (picture, linked):
        with pytest.raises(PermissionDenied, match="公开页面"), transaction.atomic():
            file.delete()
    assert refused(lambda: run(f"DELETE FROM content_picture WHERE id = {picture.pk}"))
    make_picture("没用").delete()


def test_delete__forgets_what_a_page_showed(column):
    page = article_with(column, inside=make_picture())
    page.delete()
    assert not ShownFile.objects.exists()


def test_publish__records_files_of_many_pages_at_once(column):
    publish(*[make_article(column, live=False, body=body_of(make_picture(str(n)))) for n in range(12)])
    assert ShownFile.objects.count() == 12
