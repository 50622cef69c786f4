"""`rebuild_lists` puts right what was written past the application."""

from django.core.management import call_command

from cms.approval.gate.passages import places
from cms.content.models import ContentPage, ListingCount
from tests.content.checks import assert_counters_are_exact, assert_places_are_true
from tests.factories import make_article, make_document


def test_rebuild_lists__makes_places_and_counters_true_again(column, news, other_site, capsys):
    make_document(column)
    make_article(news)
    make_article(news, live=False)
    with places():
        ContentPage.objects.update(column=None, department=other_site.department, listed_at=None)
    ListingCount.objects.update(total=7)
    call_command("rebuild_lists")
    assert_places_are_true()
    assert_counters_are_exact()
    assert "2 public pages" in capsys.readouterr().out
