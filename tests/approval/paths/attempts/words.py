"""Ways to show a headline of the portal, or words in the frame of a site, that nobody else approved."""

from django.urls import reverse

from cms.approval.texts.proposals import approve_words, propose, waiting_words
from home.models import Pick
from sites.models import SiteSettings
from tests.approval.paths.registry import MARK, path


@path("headline: written into the decision by code")
def headline_by_code(world, user):
    pick = Pick.objects.get(pk=world.texts.pick.pk)
    pick.headline = MARK
    pick.save()


@path("headline: by a query", in_database=True)
def headline_by_query(world, user):
    Pick.objects.filter(pk=world.texts.pick.pk).update(headline=MARK)


@path("headline: by raw SQL", in_database=True)
def headline_by_sql(world, user):
    world.sql(f"UPDATE home_pick SET headline = '{MARK}' WHERE id = {world.texts.pick.pk}")


@path("headline: a pick created with one", in_database=True)
def headline_created(world, user):
    Pick.objects.filter(pk=world.texts.pick.pk).delete()
    pick = Pick(page=world.texts.pick.page, column=world.texts.pick.column, decision="adopted", headline=MARK)
    Pick.objects.bulk_create([pick])


@path("headline: approved by who wrote it")
def headline_alone(world, user):
    approve_words(propose(world.texts.pick, {"headline": MARK}, user), user)


@path("headline: approved by a department")
def headline_by_department(world, user):
    propose(world.texts.pick, {"headline": MARK}, user)
    for person in world.people.values():
        with world.suppressed():
            approve_words(waiting_words(world.texts.pick), person)


@path("headline: what was proposed rewritten before it is approved", in_database=True)
def headline_rewritten(world, user):
    proposal = propose(world.texts.pick, {"headline": "待审标题"}, world.texts.composers[0])
    with world.suppressed():
        type(proposal).objects.filter(pk=proposal.pk).update(words={"headline": MARK})
    approve_words(proposal, world.texts.composers[1])


@path("headline: an earlier one put back", in_database=True)
def headline_put_back(world, user):
    first, second = world.texts.composers
    for words in (MARK, "更正后的标题"):
        approve_words(propose(world.texts.pick, {"headline": words}, first), second)
    pick = Pick.objects.get(pk=world.texts.pick.pk)
    pick.headline = MARK
    with world.suppressed():
        pick.save()


@path("headline: an approved one carried to another page", in_database=True)
def headline_carried(world, user):
    first, second = world.texts.composers
    approve_words(propose(world.texts.pick, {"headline": MARK}, first), second)
    Pick.objects.filter(pk=world.texts.pick.pk).update(decision="refused")
    Pick.objects.filter(pk=world.texts.pick.pk).update(page=world.texts.other_public.pk, decision="adopted")


@path("frame: words in the form of the settings")
def frame_in_form(world, user):
    url = reverse("wagtailsettings:edit", args=["department_sites", "sitesettings", world.site.site.pk])
    world.client(user).post(url, {"theme": "ink", "notice": MARK})


@path("frame: words by code")
def frame_by_code(world, user):
    settings = SiteSettings.for_site(world.site.site)
    settings.notice = MARK
    settings.save()


@path("frame: words by a query", in_database=True)
def frame_by_query(world, user):
    SiteSettings.objects.filter(pk=SiteSettings.for_site(world.site.site).pk).update(notice=MARK)


@path("frame: words approved by who wrote them")
def frame_alone(world, user):
    approve_words(propose(SiteSettings.for_site(world.site.site), {"notice": MARK}, user), user)


@path("frame: approved words turned to another site", in_database=True)
def frame_turned(world, user):
    first, second = world.texts.office
    settings = SiteSettings.for_site(world.other.site)
    approve_words(propose(settings, {"notice": MARK}, first), second)
    SiteSettings.objects.filter(site=world.site.site).delete()
    SiteSettings.objects.filter(pk=settings.pk).update(site=world.site.site)
