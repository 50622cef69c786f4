"""Deleting several snippets at once, through the seam: Wagtail's own action asks about the model, never the object."""

from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from cms.access.viewsets import SeamViewSet, policy_for, visible


class ScopedDeleteBulkAction(DeleteBulkAction):
    """Deletes what the user may delete; what the user cannot see does not exist."""

    def passes_the_seam(self):
        """Whether the model belongs to a department or to the province."""
        return isinstance(self.model.snippet_viewset, SeamViewSet)

    def check_perm(self, snippet):
        """Asked of each object."""
        if not self.passes_the_seam():
            return super().check_perm(snippet)
        policy = policy_for(self.model)
        return policy.user_has_permission_for_instance(self.request.user, "delete", snippet)

    def get_all_objects_in_listing_query(self, parent_id):
        """“All” are all that the list shows."""
        if not self.passes_the_seam():
            return super().get_all_objects_in_listing_query(parent_id)
        return visible(self.model, self.request.user).values_list("pk", flat=True)

    def get_actionable_objects(self):
        """The confirmation names nothing that the user cannot see."""
        objects, left_out = super().get_actionable_objects()
        if self.passes_the_seam():
            seen = set(visible(self.model, self.request.user).values_list("pk", flat=True))
            left_out = {name: [each for each in group if each.pk in seen] for name, group in left_out.items()}
        return objects, left_out
