"""The contact cards of the demonstration: written by a department's webmaster, approved by its reviewer."""

from cms.content.models import ContactCard
from cms.demo.streams import entries, stream
from cms.organisation.models import Department

FIELDS = ("name", "address", "phones", "hours", "email", "note")
WRITER, APPROVER = "caibian", "shenhe"


def make_cards(by_department, written, users):
    """Cards of the departments whose people are shown, at the end of the pages that name them, which are drafts yet."""
    for slug, texts in by_department.items():
        writer, approver = users.get(f"{slug}-{WRITER}"), users.get(f"{slug}-{APPROVER}")
        if writer is None or approver is None:
            continue
        for facts in texts.get("contact_card", ()):
            card = _card(Department.objects.get(slug=slug), facts, writer, approver)
            for name in facts.get("pages", ()):
                if (slug, name) in written:
                    _show(written[slug, name], card)


def _card(department, facts, writer, approver):
    card = ContactCard.objects.create(department=department, **{name: facts.get(name, "") for name in FIELDS})
    card.save_revision(user=writer)
    waiting = card.get_workflow().start(card, writer).current_task_state
    waiting.task.specific.on_action(waiting, approver, "approve")
    return card


def _show(page, card):
    parts = [(block["type"], block["value"]) for block in page.body.raw_data]
    parts.append(("contact_cards", {"title": "", "cards": entries([card.pk])}))
    page.body = stream(type(page), "body", parts)
