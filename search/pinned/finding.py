"""Which pages stand above the results."""

from django.utils import timezone

from search.models import PinnedAnswer

MOST = 3


def pinned_for(reading, scope, site):
    """Numbers of the public pages that are pinned for exactly what was asked, on the site of the department `site`."""
    if not reading.whole:
        return []
    answers = PinnedAnswer.objects.on_site(site).in_force(timezone.localdate()).naming([reading.whole])
    shown = answers.filter(page__search_entry__language=scope.language).order_by("department", "-pk")
    return list(dict.fromkeys(shown.values_list("page", flat=True)))[:MOST]
