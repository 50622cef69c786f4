from django.core.management.base import BaseCommand

from search.attachments.reading import read_files, unread


class Command(BaseCommand):
    """Reads attachments for the search, as the background work does every minute."""

    help = "Read the attachments of public pages that the search has not read, and say which cannot be read."

    def handle(self, *args, **options):
        total, done = unread().count(), 0

        def progress(attachment, problem):
            nonlocal done
            done += 1
            self.stdout.write(f"{done} of {total}: {attachment.title}{f': {problem}' if problem else ''}")

        read_files(progress)
        self.stdout.write(f"{done} files read.")
