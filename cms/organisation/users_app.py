from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, kept by the supervising office in a form that speaks of departments and roles."""

    user_viewset = "cms.organisation.users.AccountViewSet"
