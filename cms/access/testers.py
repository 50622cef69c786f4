"""Who may do what to a page. One tester for every page type, reached through `permissions_for_user`."""

from wagtail.models import PagePermissionTester

from cms.content.placement import department_at


class SitePagePermissionTester(PagePermissionTester):
    """Wagtail's rules, narrowed: nobody publishes past approval, and a department works on its own tree only.

    The rights themselves come from the groups that a site's factory grants on its tree.
    """

    def can_publish(self):
        """Never: publication is the result of an approval, not a right of a person, superusers included."""
        return False

    def can_publish_subpage(self):
        """Never, for the same reason."""
        return False

    def can_unpublish(self):
        """Never: taking a page off is a withdrawal, which has its own action and asks for a reason."""
        return False

    def can_write(self):
        """Whether the user works on this page by right. Who only decides about it may open it, and changes nothing."""
        if not self.user.is_active or self.page_is_root:
            return False
        if self.user.is_superuser or "change" in self.permissions:
            return True
        return "add" in self.permissions and self.page.owner_id == self.user.pk

    def can_reorder_children(self):
        """Whoever may change the page may order what stands below it; that changes no text."""
        return self.can_write()

    def can_set_view_restrictions(self):
        """Privacy decides what is public, so it is the superuser's alone until it has an approval of its own."""
        return self.user.is_active and self.user.is_superuser

    def can_view_revisions(self):
        """The history opens for whoever works on the text; for others no link leads there."""
        return super().can_view_revisions() and self.can_write()

    def can_unschedule(self):
        """A schedule that was approved may be taken back by whoever may edit."""
        return self.can_write()

    def can_lock(self):
        """A page is locked by who changes it; a right to lock alone gives sight of the tree and no more."""
        return self.can_write() and super().can_lock()

    def can_copy(self):
        """A page is copied by who could have written it."""
        return self.can_write()

    def can_delete(self, ignore_bulk=False):
        """Public pages are withdrawn, not deleted. A page without others below it asks the database nothing."""
        if self.page.live:
            return False
        if self.page.is_leaf():
            return self.can_write()
        if self.page.get_descendants().filter(live=True).exists():
            return False
        return super().can_delete(ignore_bulk=ignore_bulk)

    def can_move(self):
        """As Wagtail's rule for deletion, but a public page may move within its own site."""
        return self.can_write() or super().can_delete(ignore_bulk=True)

    def can_move_to(self, destination):
        """Within one department's tree; a public page never goes where another procedure applies."""
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if not self.page.is_child_of(destination) and not self.page.specific.can_move_to(destination):
            return False
        if not self.user.is_active or not self.can_move():
            return False
        if department_at(self.page.path) != department_at(destination.path):
            return False
        target = destination.specific.permissions_for_user(self.user)
        return self.user.is_superuser or "add" in target.permissions
