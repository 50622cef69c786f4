"""What the paths of shared texts work on: a page with two cards, one of them public, a headline, a site's frame."""

from django.utils import timezone

from cms.approval.texts.deciding import expire_texts
from cms.approval.texts.registry import guarded_for
from cms.approval.texts.words import fingerprint
from cms.content.models import ContactCard
from cms.demo.streams import entries, stream
from cms.organisation.roles import Role
from home.models import Pick
from tests.factories import make_article, make_user
from tests.home.helpers import make_portal_column


def cards_block(*cards):
    """A body that shows the cards."""
    value = {"title": "", "cards": entries([card.pk for card in cards])}
    return [("contact_cards", value)]


def page_with(parent, *cards):
    """A draft that shows the cards."""
    page = make_article(parent, "联系我们", live=False)
    page.body = stream(type(page), "body", cards_block(*cards))
    page.save()
    return page


def submit_card(card, user):
    """Hand the card as it stands to its approval; the run of the workflow."""
    card.save_revision(user=user)
    return card.get_workflow().start(card, user)


def decide_card(state, user, action="approve", comment=""):
    """Take the step that waits."""
    waiting = state.current_task_state
    waiting.task.specific.on_action(waiting, user, action, comment=comment)


class SharedTexts:
    """Two cards on a public page, a pick without a headline, and people who write and approve."""

    def __init__(self, world):
        self.world = world
        department = world.site.department
        self.draft = ContactCard.objects.create(department=department, name="草稿窗口")
        card = ContactCard.objects.create(department=department, name="公开窗口")
        decide_card(submit_card(card, world.people["webmaster"]), world.people["reviewer"])
        self.public_card = ContactCard.objects.get(pk=card.pk)
        self.page = world.approved(page_with(world.column, self.draft, self.public_card))
        self.other_public = make_article(world.column, "另一条消息")
        column = make_portal_column(world.portal.home, ["GZDT"])
        self.pick = Pick.objects.create(page=world.public.contentpage_ptr, column=column, decision="adopted")
        self.composers = [make_user(f"portal-{number}", None, Role.PORTAL_EDITOR) for number in (1, 2)]
        self.office = [make_user(f"office-{number}", None, Role.SUPERVISOR) for number in (1, 2)]

    def card(self, name):
        """A draft that a public page refers to."""
        card = ContactCard.objects.get(pk=self.draft.pk)
        card.name = name
        card.save()
        return card

    def hidden_card(self, name):
        """A draft that no page refers to."""
        return ContactCard.objects.create(department=self.world.site.department, name=name)

    def put_on_page(self, card):
        """A public page that shows the card."""
        return self.world.approved(page_with(self.world.column, card))

    def twin(self, user):
        """Another account of the same person, with the same roles."""
        twin = make_user(f"{user.username}-again", user.department, person=user.person)
        twin.groups.set(user.groups.all())
        return twin

    def fingerprint(self, instance):
        """What would have to be approved of the object."""
        return fingerprint(guarded_for(type(instance)), instance)

    def end(self):
        """Take off what has expired by now."""
        expire_texts(timezone.now())
