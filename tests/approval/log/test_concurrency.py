"""Eight signers of one site at once: one chain, nothing lost, nothing forked, on SQLite and on PostgreSQL (bar 7)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, current_thread

import pytest
from django.db import DatabaseError, connection

from cms.approval.log import recorder
from cms.approval.log.verify import verify
from cms.approval.models import LogChain, LogEntry
from cms.approval.release import publishing
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import decide, submit
from tests.approval.log.helpers import events, newest
from tests.e2e.people import ensure_roots
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db(transaction=True)
SIGNERS = 8


@pytest.fixture
def installation():
    ensure_roots()
    site = make_site(make_department("jiaoyu"))
    site.column = make_column(site, "GZDT")
    site.webmaster = make_user("w", site.department, Role.WEBMASTER)
    site.reviewer = make_user("r", site.department, Role.REVIEWER)
    site.signers = [make_user(f"s{number}", site.department, Role.SIGNER) for number in range(SIGNERS)]
    return site


def at_once(actions):
    """Run the actions in threads of their own that begin together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def waiting_pages(site, number):
    pages = [submit(make_article(site.column, live=False), site.webmaster) for _each in range(number)]
    for page in pages:
        decide(page, site.reviewer)
    return pages


def test_eight_signers__leave_one_chain_when_they_sign_at_once(installation, anchors):
    pages = waiting_pages(installation, SIGNERS)
    pairs = zip(pages, installation.signers, strict=True)
    outcomes = at_once([lambda page=page, signer=signer: decide(page, signer) for page, signer in pairs])
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert all(events(page) == ["published"] for page in pages)
    chain = LogChain.objects.get(entries__page_id=pages[0].pk)
    entries = LogEntry.objects.filter(chain=chain).order_by("number")
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry.previous_hash for entry in entries}) == len(entries)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert verify().findings == []
    for page in pages:
        page = ArticlePage.objects.get(pk=page.pk)
        assert page.live
        assert page.first_published_at == page.listed_at == newest(page).shown_at


def test_eight_signers__publish_one_page_once_when_all_sign_the_same(installation, anchors):
    (page,) = waiting_pages(installation, 1)
    outcomes = at_once([lambda signer=signer: decide(page, signer) for signer in installation.signers])
    assert sum(not isinstance(each, Exception) for each in outcomes) == 1
    assert events(page) == ["published"]
    assert verify().findings == []


def test_withdrawal_and_signature__leave_one_truth_when_they_meet(installation, anchors):
    page = make_article(installation.column)
    page.title = "更正"
    page = submit(page, installation.webmaster)
    decide(page, installation.reviewer)
    signer, other = installation.signers[:2]
    outcomes = at_once(
        [lambda: decide(page, signer), lambda: withdraw(ArticlePage.objects.get(pk=page.pk), other, "有误")]
    )
    assert [each for each in outcomes if isinstance(each, DatabaseError)] == []
    page = ArticlePage.objects.get(pk=page.pk)
    assert newest(page).is_public is page.live
    assert verify().findings == []


def test_withdrawal_and_signature__never_wait_for_each_other_when_each_has_begun(installation, anchors, monkeypatch):
    """The signer has locked the page when the withdrawal reaches the chain: the one that came second waits."""
    page = make_article(installation.column)
    page.title = "更正"
    page = submit(page, installation.webmaster)
    decide(page, installation.reviewer)
    signer, other = installation.signers[:2]
    locked, reached, withdrawing = Event(), Event(), []
    publish_approved, hold = publishing.publish_approved, recorder.hold

    def publish(*args, **kwargs):
        locked.set()
        reached.wait(2)
        return publish_approved(*args, **kwargs)

    def held(page):
        head = hold(page)
        if current_thread() in withdrawing:
            reached.set()
        return head

    def take_off():
        withdrawing.append(current_thread())
        locked.wait(10)
        return withdraw(ArticlePage.objects.get(pk=page.pk), other, "有误")

    monkeypatch.setattr(publishing, "publish_approved", publish)
    monkeypatch.setattr(recorder, "hold", held)
    outcomes = at_once([lambda: decide(page, signer), take_off])
    assert [each for each in outcomes if isinstance(each, DatabaseError)] == []
    page = ArticlePage.objects.get(pk=page.pk)
    assert newest(page).is_public is page.live
    assert verify().findings == []
