"""A small province for the paths: two departments' sites with their people, and what a visitor can read of them."""

import json
import tempfile
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path as File
from types import SimpleNamespace
from unittest.mock import patch

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.approval.batches.course import ApprovalError, approve_batch
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.release.scheduling import publish_due
from cms.approval.release.withdrawal import withdraw
from cms.content.models import PageAttachment, PageRelation, Topic
from cms.delivery.roots import forget_roots
from cms.importing.readers import open_rows
from cms.importing.run import ImportRun
from cms.organisation.roles import Role
from tests.approval.helpers import decide_all, submit
from tests.approval.paths.registry import MARK
from tests.approval.paths.shared import SharedTexts
from tests.content.samples import make_attachment
from tests.factories import (
    make_article,
    make_column,
    make_department,
    make_document,
    make_planned_column,
    make_site,
    make_user,
    three_people,
)

DAY = timedelta(days=1)
REFUSALS = (PermissionDenied, ValidationError, ApprovalError)


class Undone(Exception):
    """Takes back what an attempt did, so that the next one starts from the same world."""


class Suppressed:
    """A savepoint that ends quietly where something is refused."""

    def __enter__(self):
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())

    def __exit__(self, kind, error, trace):
        self.stack.__exit__(kind, error, trace)
        return kind is not None and issubclass(kind, (*REFUSALS, IntegrityError))


def build_library(world):
    """Where an import puts what no department issued."""
    make_planned_column("ZCWJ")
    portal = world.portal
    Site.objects.filter(is_default_site=True).update(is_default_site=False)
    Site.objects.filter(pk=portal.site.pk).update(is_default_site=True)
    make_column(portal, "FLFG")


class World:
    """What attempts work on."""

    def __init__(self):
        self.site = make_site(make_department("jiaoyu"))
        self.column = make_column(self.site, "GZDT")
        self.other = make_site(make_department("caizheng"))
        self.other.column = make_column(self.other, "GZDT")
        department = self.site.department
        self.people = {
            "webmaster": make_user("w", department, Role.WEBMASTER),
            "reviewer": make_user("r", department, Role.REVIEWER),
            "signer": make_user("s", department, Role.SIGNER),
            "superuser": make_user("root", is_superuser=True),
        }
        self.office = self.people | {
            "second": make_user("r-2", department, Role.SECOND_REVIEWER),
            "secrecy": make_user("secret", department, Role.SECRECY_REVIEWER),
        }
        self.foreign = SimpleNamespace(
            webmaster=make_user("w2", self.other.department, Role.WEBMASTER),
            reviewer=make_user("r2", self.other.department, Role.REVIEWER),
            signer=make_user("s2", self.other.department, Role.SIGNER),
        )
        self.english = Locale.objects.get_or_create(language_code="en")[0]
        self.public = make_article(self.column, "公开的通知", summary="摘要")
        self.portal = make_site()
        self.texts = SharedTexts(self)

    def draft(self, title=MARK, parent=None, **facts):
        """A text that nobody approved."""
        return make_article(parent or self.column, title, live=False, **facts)

    def approved(self, page):
        """The page after submission, review and sign-off by the site's own people."""
        return decide_all(submit(page, self.people["webmaster"]), self.office)

    def approve_rest(self, page, user=None):
        """Whatever steps still wait, by the site's own people, or all by one."""
        if user is None:
            decide_all(page, self.office)
        else:
            decide_all(page, dict.fromkeys(self.office, user))

    def document(self, title, **facts):
        """A draft of an official document."""
        return make_document(self.column, title, live=False, **facts)

    def with_attachment(self):
        """A public page with a file and a subject."""
        page = self.draft("有附件的通知")
        page.attachments = [
            PageAttachment(attachment=make_attachment("附件.txt", "附件的正文。".encode()), sort_order=0)
        ]
        page.topics.add(Topic.objects.get_or_create(code="edu", name="教育")[0])
        page.save()
        return self.approved(page)

    def relation(self, target):
        """A relation to the page."""
        return PageRelation(type="related", target=target.contentpage_ptr, sort_order=0)

    def private(self, title):
        """A page approved for those who are logged in alone."""
        page = self.draft(title)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        return self.approved(page)

    def expiring(self, title):
        """A public page approved until tomorrow."""
        return self.approved(self.draft(title, expire_at=timezone.now() + DAY))

    def scheduled(self, title):
        """A page approved for tomorrow."""
        return self.approved(self.draft(title, go_live_at=timezone.now() + DAY))

    def stand_in(self):
        """The English stand-in of the public page."""
        self.site.home.copy_for_translation(self.english, alias=True)
        self.fresh(self.column).copy_for_translation(self.english, alias=True)
        return self.fresh(self.public).copy_for_translation(self.english, alias=True)

    def withdraw(self, page):
        """The signer takes the page off."""
        withdraw(self.fresh(page), self.people["signer"], "数据有误")

    def import_row(self, title, prepared_by=None, approve=False):
        """A row of a file, imported; the page that came of it."""
        build_library(self)
        row = {"id": "1", "title": title, "issuer": "国务院", "date": "2020-03-05", "body": f"<p>{title}</p>"}
        with tempfile.TemporaryDirectory() as folder:
            source = File(folder) / "rows.jsonl"
            source.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
            run = ImportRun(source, prepared_by)
            run.fill(open_rows(source))
        if approve:
            approve_batch(run.batch, *three_people())
        return run.batch.items.exclude(page=None).get().page

    def fingerprint(self, revision):
        """What would have to be approved of the revision."""
        return fingerprint_of_revision(revision)

    def sql(self, statement):
        """Run a statement as it is."""
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def suppressed(self):
        """What is refused within is taken back, and the attempt goes on."""
        return Suppressed()

    @contextmanager
    def later(self, by=3 * DAY):
        """Within, it is some days later."""
        now = timezone.now() + by
        with patch("django.utils.timezone.now", return_value=now):
            yield

    def expire(self):
        """Some days later what has expired is taken off."""
        with self.later():
            publish_due()

    def client(self, user):
        """A browser in which the user is logged in."""
        client = Client()
        client.force_login(user)
        return client

    def fresh(self, page):
        """The page as it is stored."""
        return Page.objects.get(pk=page.pk).specific


def undone(action, *arguments):
    """What the action returns; nothing that it did remains."""
    outcome = None
    try:
        with transaction.atomic():
            outcome = action(*arguments)
            raise Undone
    except Undone:
        cache.clear()
        forget_roots()
    return outcome


def try_path(world, found, person):
    """Let the person try; ('refused', '') or ('leaked', where a visitor read it). Nothing of it remains."""
    return undone(_attempt, world, found, world.people[person])


def walk(world, found):
    """Go a lawful way: whether a visitor reads the page at its end, and where one reads what nobody approved."""
    return undone(lambda: (is_read(found.attempt(world), found.shows), leaked()))


def _attempt(world, found, user):
    refusals = (*REFUSALS, IntegrityError) if found.in_database else REFUSALS
    addresses = None
    try:
        with transaction.atomic():
            addresses = found.attempt(world, user)
    except refusals:
        addresses = None
    leaks = leaked(addresses or ())
    return ("leaked", leaks) if leaks else ("refused", "")


def leaked(addresses=()):
    """Where a visitor reads what nobody approved, or gets an answer that must not be."""
    forget_roots()
    visitor = Client()
    pages = Page.objects.filter(depth__gt=2).order_by("path").specific()
    public = [address for page in pages if (address := getattr(page, "public_url", None))]
    found = [address for address in public if MARK in read(visitor, address)]
    return found + [address for address in addresses if read(visitor, address)]


def read(visitor, address):
    """What stands at the public address, '' for nothing."""
    host, _slash, path = address.removeprefix("http://").partition("/")
    response = visitor.get(f"/{path}", headers={"host": host.partition(":")[0]})
    if response.status_code != 200:
        return ""
    return b"".join(response.streaming_content).decode("latin1") if response.streaming else response.content.decode()


def is_read(page, words=""):
    """Whether a visitor reads the page at its address, and on it the words."""
    forget_roots()
    page = Page.objects.get(pk=page.pk).specific
    text = read(Client(), page.public_url)
    return bool(text) and words in text
