"""The lawful ways, each of which has to end in public."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.approval.release.scheduling import publish_due
from cms.approval.texts.proposals import approve_words, propose
from cms.content.models import ArticlePage, ContactCard
from sites.models import SiteSettings
from tests.approval.paths.registry import lawful_path
from tests.approval.paths.shared import decide_card, submit_card
from tests.factories import make_column, publish

DAY = timedelta(days=1)


@lawful_path("procedure: submitted, reviewed, signed off")
def procedure(world):
    return world.approved(world.draft("通知"))


@lawful_path("procedure: a correction of a public page, with a new address")
def correction(world):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title, page.slug = "更正后的通知", "gengzheng"
    return world.approved(page)


@lawful_path("procedure: a document that is disclosed actively")
def document(world):
    return world.approved(world.document("公开文件"))


@lawful_path("procedure: a text with attachments and subjects")
def with_parts(world):
    return world.with_attachment()


@lawful_path("batch: reviewed and signed off as a whole")
def batch(world):
    pages = [world.draft(f"第{number}件") for number in range(3)]
    publish(*pages)
    return pages[-1]


@lawful_path("batch: rows of a file")
def imported(world):
    return world.import_row("关于第一件事的通知", approve=True)


@lawful_path("schedule: at the approved time")
def scheduled(world):
    page = world.scheduled("明日公布")
    with world.later():
        publish_due()
    return page


@lawful_path("republication of the approved text")
def republished(world):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.live_revision.publish()
    return page


@lawful_path("withdrawal, and publication by a new approval")
def withdrawn(world):
    page = world.approved(world.draft("通知"))
    world.withdraw(page)
    return world.approved(world.fresh(page))


@lawful_path("save of a public page as it stands")
def saved(world):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.save()
    return page


@lawful_path("bookkeeping of a public page")
def bookkeeping(world):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.locked = True
    page.save(update_fields=["locked"])
    page.save_revision()
    return page


@lawful_path("move within one's own site")
def moved(world):
    elsewhere = make_column(world.site, "ZCWJ")
    world.fresh(world.public).move(elsewhere, pos="last-child")
    return world.public


@lawful_path("order of columns changed")
def ordered(world):
    elsewhere = make_column(world.site, "ZCWJ")
    world.fresh(elsewhere).move(world.fresh(world.column), pos="left")
    return world.public


@lawful_path("a column renamed with all that stands in it")
def column_renamed(world):
    column = world.fresh(world.column)
    column.slug = "dongtai"
    publish(column)
    return world.public


@lawful_path("stand-in of a translation")
def stand_in(world):
    return world.stand_in()


@lawful_path("privacy lifted by withdrawal and a new approval")
def privacy(world):
    page = world.private("内部通知")
    world.withdraw(page)
    PageViewRestriction.objects.filter(page=page).delete()
    return world.approved(world.fresh(page))


@lawful_path("privacy of what was approved for the public, set and lifted")
def privacy_back(world):
    restriction = PageViewRestriction.objects.create(page=world.public, restriction_type="login")
    restriction.delete()
    return world.public


@lawful_path("deletion of a draft that a public page refers to")
def deletion(world):
    target = world.draft("将删")
    page = world.draft("引用")
    page.relations.add(world.relation(target))
    page.save()
    page = world.approved(page)
    target.delete()
    return Page.objects.get(pk=page.pk)


@lawful_path("card: written by one, approved by another, shown on a page", shows="大厅三号窗口")
def card(world):
    page = world.texts.page
    decide_card(submit_card(world.texts.card("大厅三号窗口"), world.people["webmaster"]), world.people["signer"])
    return page


@lawful_path("card: a public one corrected, with the page as it is", shows="周六也开门")
def card_corrected(world):
    card = ContactCard.objects.get(pk=world.texts.public_card.pk)
    card.note = "周六也开门"
    decide_card(submit_card(card, world.people["webmaster"]), world.people["reviewer"])
    return world.texts.page


@lawful_path("card: at the approved time", shows="明日起开放")
def card_scheduled(world):
    card = world.texts.card("明日起开放")
    card.go_live_at = timezone.now() + DAY
    decide_card(submit_card(card, world.people["webmaster"]), world.people["reviewer"])
    with world.later():
        publish_due()
    return world.texts.page


@lawful_path("headline: written by one portal editor, approved by another", shows="门户自拟标题")
def headline(world):
    first, second = world.texts.composers
    approve_words(propose(world.texts.pick, {"headline": "门户自拟标题"}, first), second)
    return world.texts.pick.column


@lawful_path("frame: words of one person, approved by the department's signer", shows="系统维护公告")
def frame(world):
    settings = SiteSettings.for_site(world.site.site)
    approve_words(propose(settings, {"notice": "系统维护公告"}, world.texts.office[0]), world.people["signer"])
    return world.public
