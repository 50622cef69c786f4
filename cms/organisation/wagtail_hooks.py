from wagtail import hooks

from cms.organisation.viewsets import OrganisationViewSetGroup


@hooks.register("register_admin_viewset")
def register_organisation():
    """Departments, column plan, kinds and thresholds, for the supervising office."""
    return OrganisationViewSetGroup()
