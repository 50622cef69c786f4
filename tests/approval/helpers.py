"""What the tests of the approval do again and again, as a person of the office would."""

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.approval.models import SecrecyItem


def is_public(client, page):
    """Whether a visitor of the department's site reads the page at its address."""
    page = Page.objects.get(pk=page.pk).specific
    host, _slash, path = page.public_url.removeprefix("http://").partition("/")
    return client.get(f"/{path}", headers={"host": host.partition(":")[0]}).status_code == 200


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
    """Hand the page as it stands to the first step of its procedure; returns it fresh."""
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return type(page).objects.get(pk=page.pk)


def decide(page, user, action="approve", comment=""):
    """Take the step that waits."""
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)
    return type(page).objects.get(pk=page.pk)


def all_items():
    """Every question of the secrecy checklist."""
    return [item.pk for item in SecrecyItem.objects.filter(active=True)]


def clear(page, user, items=None):
    """Take the secrecy review, with every question confirmed unless told otherwise."""
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve", checklist=all_items() if items is None else items)
    return type(page).objects.get(pk=page.pk)


def decide_all(page, office):
    """Take every step that the text needs, each by its own person of the office."""
    steps = {"review": "reviewer", "second_review": "second", "sign_off": "signer"}
    while page.current_workflow_task:
        step = page.current_workflow_task.specific.step
        page = clear(page, office["secrecy"]) if step == "secrecy" else decide(page, office[steps[step]])
    return page


def waits_for(page):
    """The step that the page waits for."""
    return type(page).objects.get(pk=page.pk).current_workflow_task.specific.step


def sentences(response):
    """What the admin says at the top of the page."""
    return [str(message).strip() for message in response.context["messages"]]
