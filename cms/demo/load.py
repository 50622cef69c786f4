"""The whole demonstration, in one transaction: all of it stands, or nothing does."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.approval.batches.course import add_to_batch, approve_batch, open_batch
from cms.approval.models import Batch
from cms.content.models import ColumnPage, Topic
from cms.demo.cards import make_cards
from cms.demo.english import translate
from cms.demo.files import Files
from cms.demo.frames import fill_frames
from cms.demo.indexing import indexes_written_afterwards
from cms.demo.people import make_people
from cms.demo.picks import make_picks
from cms.demo.portal import PortalTree
from cms.demo.reading import department_texts, read_toml
from cms.demo.writing import Writer
from cms.organisation.loading import load_organisation
from cms.organisation.models import Department
from home.models import PortalHomePage
from home.portal import build_portal
from sites.factory import build_department_site
from sites.opening import open_site, propose_opening

REASON = "演示数据：部分栏目尚待充实"


def is_loaded():
    """Whether the demonstration stands already; it is loaded once, and what people do with it is kept."""
    return PortalHomePage.objects.filter(live=True).exists()


def load_demo(port, say, slugs=None):
    """Load everything; `say` is called with a sentence at each step. `slugs` limits whose texts are loaded."""
    with indexes_written_afterwards(), transaction.atomic():
        say(_("Organisation: departments and column plan"))
        load_organisation()
        for topic in read_toml("topics").get("topic", ()):
            facts = {"name": topic["name"], "english_name": topic.get("english_name", "")}
            Topic.objects.update_or_create(code=topic["code"], defaults=facts)
        home = build_portal(port)
        departments = list(Department.objects.hosted().order_by("order", "pk"))
        homes = []
        for number, department in enumerate(departments, 1):
            homes.append(build_department_site(department).home)
            if number % 10 == 0 or number == len(departments):
                say(_("Sites of departments: %(done)d of %(total)d") % {"done": number, "total": len(departments)})
        users = make_people()
        _fill(home, homes, users, department_texts(slugs), say)
    follow_port(port)


def _fill(home, homes, users, by_department, say):
    """Pages as drafts, then the openings of the sites, then one batch reviewed and signed off by two people."""
    files = Files()
    texts = read_toml("portal")
    tree = PortalTree(home, texts, files)
    tree.build()
    fill_frames(home, tree.pages.get("jigou"), texts["site"]["site_code"], users["ducha"], users["ducha2"])
    writer = Writer({**_department_columns(), **tree.own_columns}, files)
    writer.write("portal", texts)
    for number, (slug, own_texts) in enumerate(by_department.items(), 1):
        writer.write(slug, own_texts)
        if number % 10 == 0 or number == len(by_department):
            say(_("Texts: %(done)d of %(total)d departments") % {"done": number, "total": len(by_department)})
    make_cards(by_department, writer.pages, users)
    pages = writer.finish()
    tree.build_topics(writer.pages)
    tree.compose_home()
    say(_("Review and sign-off, by two people"))
    reviewer, signer, secrecy = users["menhu-shenhe"], users["menhu-qianfa"], users["menhu-baomi"]
    batch = open_batch(Batch.Kind.DEMO, _("Demonstration: portal"), users["menhu"], "fixtures/demo")
    add_to_batch(batch, tree.all_pages())
    approve_batch(batch, reviewer, signer, secrecy)
    for department_home in homes:
        opening = propose_opening(department_home, users["ducha"])
        open_site(opening, users["ducha2"], REASON)
    batch = open_batch(Batch.Kind.DEMO, _("Demonstration: texts"), users["menhu"], "fixtures/demo")
    add_to_batch(batch, [Page.objects.get(pk=page.pk).specific for page in pages])
    approve_batch(batch, reviewer, signer, secrecy)
    translations = translate(writer.pages)
    if translations:
        batch = open_batch(Batch.Kind.DEMO, _("Demonstration: English"), users["menhu"], "fixtures/demo")
        add_to_batch(batch, translations)
        approve_batch(batch, reviewer, signer, secrecy)
    make_picks(texts.get("pick", ()), tree.pages, writer.pages, users["menhu"], users["menhu-shenhe"])


def _department_columns():
    """The columns of all departments by slug and code of the plan."""
    columns = ColumnPage.objects.exclude(department=None).exclude(planned_column=None)
    rows = columns.select_related("department", "planned_column")
    return {(column.department.slug, column.planned_column.code): column for column in rows}


def follow_port(port):
    """Every site answers at the port that the server was started with."""
    for site in Site.objects.exclude(port=port):
        site.port = port
        site.save()
