from django.core.management.base import BaseCommand, CommandError

from cms.content.models import ContentPage
from cms.jobs.lock import AlreadyRunning
from search.indexing import rebuild
from search.stores.base import Unavailable


class Command(BaseCommand):
    """Writes the search's index anew, page by page; what stands in it is found all the while."""

    help = "Index every public page anew. Goes on after the page number that --after names, where it was stopped."

    def add_arguments(self, parser):
        parser.add_argument("--after", type=int, default=0, metavar="NUMBER", help="the last page that is done")

    def handle(self, *args, after, **options):
        if after < 0:
            raise CommandError("--after is the number of a page, 0 or more.")
        total = ContentPage.objects.listed().filter(pk__gt=after).count()

        def progress(done, last):
            self.stdout.write(f"{done} of {total} pages, the last is number {last}")

        try:
            done = rebuild(after, progress)
        except AlreadyRunning as error:
            raise CommandError("The index is being rebuilt by another process; wait until it is done.") from error
        except Unavailable as error:
            raise CommandError(
                f"The search engine does not answer: {error}\nSee that it runs where SEARCH_URL says, and start"
                " rebuild_search again: it goes on where it was, and searches use the former index meanwhile."
            ) from error
        self.stdout.write(f"{done} pages can be found.")
