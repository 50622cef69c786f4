"""A rebuild never leaves a moment without an index, and goes on where it was stopped."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.jobs.lock import AlreadyRunning
from search.elastic import building, indexes
from search.elastic.building import build
from search.models import Entry
from tests.factories import make_article


class Killed(BaseException):
    pass


@pytest.fixture(autouse=True)
def page_by_page(monkeypatch):
    monkeypatch.setattr(building, "GROUP", 1)


def killed_after(pages):
    def progress(done, last):
        if done == pages:
            raise Killed

    return progress


def test_search__finds_while_the_index_is_rebuilt(engine, found):
    seen = []
    build(lambda done, last: seen.append(found("食堂")))
    assert len(seen) == Entry.objects.count()
    assert all(titles == ["学校食堂管理办法解读"] for titles in seen)


def test_rebuild__leaves_one_index(engine):
    before = engine.names()
    build()
    assert len(engine.names()) == 1
    assert engine.names() != before


def test_killed_rebuild__goes_on_where_it_was(engine, found):
    with pytest.raises(Killed):
        build(killed_after(2))
    assert len(engine.names()) == 2
    assert found("食堂") == ["学校食堂管理办法解读"]
    done = []
    build(lambda number, last: done.append(last))
    assert done == list(Entry.objects.order_by("pk").values_list("pk", flat=True))[2:]
    assert len(engine.names()) == 1
    assert found("食堂") == ["学校食堂管理办法解读"]


def test_killed_rebuild__knows_what_changed_before_it_went_on(engine, province, found):
    with pytest.raises(Killed):
        build(killed_after(Entry.objects.count() - 1))
    first = Entry.objects.order_by("pk").values_list("pk", flat=True)[0]
    engine.hears(lambda: province.meals.delete() if first == province.meals.pk else Entry.objects.none())
    build()
    engine.shows()
    assert len(found("食堂")) == int(first != province.meals.pk)


def test_page_published_during_the_rebuild__is_found(engine, province, found):
    def publish_once(done, last):
        if done == 1:
            with engine.told(execute=True):
                make_article(province.schools, "运动会报名")

    build(publish_once)
    engine.shows()
    assert found("运动会") == ["运动会报名"]


def test_lost_index__is_made_again_by_itself(engine, ask, found):
    with building.working() as client:
        found_indexes = indexes.Indexes(client)
        found_indexes.drop(found_indexes.own)
    assert ask("食堂").status_code == 503
    engine.settles()
    assert found("食堂") == ["学校食堂管理办法解读"]


def test_older_mapping__is_never_asked_and_is_dropped_when_the_new_one_stands(engine, ask, found, monkeypatch):
    monkeypatch.setattr(indexes, "MARK", "newer")
    assert ask("食堂").status_code == 503
    assert len(engine.names()) == 1
    engine.settles()
    assert found("食堂") == ["学校食堂管理办法解读"]
    assert len(engine.names()) == 2
    engine.settles()
    assert len(engine.names()) == 1


def test_command__names_the_engine_that_is_down(engine):
    engine.goes_down()
    with pytest.raises(CommandError, match="SEARCH_URL"):
        call_command("rebuild_search", stdout=StringIO())


def test_command__does_not_meet_another_rebuild(engine, monkeypatch):
    def taken(**options):
        raise AlreadyRunning

    monkeypatch.setattr(building, "single_instance", taken)
    with pytest.raises(CommandError, match="another process"):
        call_command("rebuild_search", stdout=StringIO())
