"""Nothing becomes public but what was approved, whatever path tries."""

import pytest
from django.core.management import call_command
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.approval.gate import NotApproved
from cms.content.models import ArticlePage, OfficialDocumentPage
from cms.organisation.roles import Role
from tests.factories import PASSWORD, make_article, make_column, make_department, make_site, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_site(make_department("jiaoyu")), "GZDT")


@pytest.fixture
def people(column):
    department = column.department
    return {
        "webmaster": make_user("w", department, Role.WEBMASTER),
        "reviewer": make_user("r", department, Role.REVIEWER),
        "signer": make_user("s", department, Role.SIGNER),
    }


def is_public(client, page):
    page = Page.objects.get(pk=page.pk)
    return (
        client.get(page.specific.public_url.split("localhost", 1)[1], headers={"host": "jiaoyu.localhost"}).status_code
        == 200
    )


def article_form(page, **values):
    """What the editor's form of an article sends."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "kind": page.kind,
            "body": streamfield([]),
            "attachments": inline_formset([]),
            "relations": inline_formset([]),
            "comments": inline_formset([]),
            **values,
        }
    )


def submit(page, user):
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    page.refresh_from_db()
    return page


def decide(page, user, action="approve"):
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action)


def test_publish__done_when_two_others_approved(client, column, people):
    page = submit(make_article(column, "开学通知", live=False), people["webmaster"])
    decide(page, people["reviewer"])
    assert not is_public(client, page)
    decide(page, people["signer"])
    assert is_public(client, page)


def test_publish__only_the_submitted_text_when_draft_changed_after_submission(client, column, people):
    page = submit(make_article(column, "送审稿", live=False), people["webmaster"])
    page.title = "送审后改动"
    page.save_revision(user=people["webmaster"])
    with pytest.raises(Exception, match="."):
        decide(page, people["reviewer"])
    assert not is_public(client, page)


def test_add_child__refused_when_page_is_live_by_default(column):
    with pytest.raises(NotApproved):
        column.add_child(instance=ArticlePage(title="a", slug="a"))


def test_save__refused_when_draft_is_set_live(column):
    page = make_article(column, live=False)
    page.live = True
    with pytest.raises(NotApproved):
        page.save()


def test_save__refused_when_public_text_is_edited_directly(column):
    page = make_article(column)
    page.title = "别的标题"
    with pytest.raises(NotApproved):
        page.save()


def test_base_class_save__refused_when_title_changed(column):
    page = Page.objects.get(pk=make_article(column).pk)
    page.title = "别的标题"
    with pytest.raises(NotApproved):
        page.save()


def test_revision_publish__refused_when_not_approved(column):
    page = make_article(column)
    page.title = "未审修改"
    revision = page.save_revision()
    with pytest.raises(NotApproved):
        revision.publish()


def test_republish__done_when_that_revision_was_approved(client, column):
    page = make_article(column, "原样")
    revision = page.live_revision
    page.unpublish()
    revision.publish()
    assert is_public(client, page)


def test_copy__refused_when_it_keeps_the_copy_live(column):
    page = make_article(column)
    with pytest.raises(NotApproved):
        page.copy(update_attrs={"slug": "copy"}, keep_live=True)


def test_schedule__refused_when_revision_not_approved(column):
    page = make_article(column, live=False)
    page.go_live_at = None
    revision = page.save_revision()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at="2020-01-01T00:00:00Z")
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live


def test_revision__not_rewritten_when_submitted(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    page.title = "改写"
    with pytest.raises(NotApproved):
        page.save_revision(user=people["webmaster"], overwrite_revision=page.latest_revision)


def test_step__refused_when_taken_by_the_submitter(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    people["webmaster"].groups.add(*people["reviewer"].groups.all())
    with pytest.raises(Exception, match="."):
        decide(page, people["webmaster"])


def test_step__refused_when_reviewer_would_sign_too(client, column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    people["reviewer"].groups.add(*people["signer"].groups.all())
    decide(page, people["reviewer"])
    with pytest.raises(Exception, match="."):
        decide(page, people["reviewer"])
    assert not is_public(client, page)


def test_step__refused_when_superuser_is_no_member(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    with pytest.raises(Exception, match="."):
        decide(page, make_user("root", is_superuser=True))


def test_publish__refused_when_document_is_not_disclosed(column):
    page = column.add_child(instance=OfficialDocumentPage(title="d", slug="d", live=False, disclosure="on_request"))
    publish(page)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("is_superuser", [False, True])
def test_editor_publish__refused_when_post_asks_for_it(client, column, people, is_superuser):
    page = make_article(column, "草稿", live=False)
    user = make_user("root", is_superuser=True) if is_superuser else people["webmaster"]
    assert client.login(username=user.username, password=PASSWORD)
    client.post(
        f"/admin/pages/{page.pk}/edit/",
        article_form(page, title="改过的草稿") | {"action-publish": "1"},
    )
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().title == "改过的草稿"


def test_bulk_publish__refused_when_superuser_asks(client, column):
    page = make_article(column, live=False)
    make_user("root", is_superuser=True)
    client.login(username="root", password=PASSWORD)
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}")
    page.refresh_from_db()
    assert not page.live


def test_batch__refused_when_one_person_takes_both_steps(column):
    from cms.approval.batches import ApprovalError, approve_batch, open_batch
    from cms.approval.models import Batch

    user = make_user("one")
    batch = open_batch(Batch.Kind.DEMO, "b")
    with pytest.raises(ApprovalError):
        approve_batch(batch, user, user)
