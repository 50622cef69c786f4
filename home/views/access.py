from django.core.exceptions import PermissionDenied

from home.permissions import user_composes


class ComposersOnly:
    """A view for the portal's editors and the supervising office."""

    def dispatch(self, request, *args, **kwargs):
        if not user_composes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
