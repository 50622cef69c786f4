from wagtail import hooks

from cms.content.viewsets import TermsViewSetGroup


@hooks.register("register_admin_viewset")
def register_terms():
    """Subjects and life events, for the supervising office."""
    return TermsViewSetGroup()
