"""What page choosers offer."""

from cms.access.fence.standing import public_pages, within


def choosable(pages, user):
    """Pages of the trees that the user works on, drafts included, and of the others what is public.

    Relations to other departments' published documents are wanted; their drafts and private pages are their own.
    """
    return pages if user.is_superuser else pages.filter(public_pages() | within(user))
