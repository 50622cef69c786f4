from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, kept by administrators within their reach; groups carry roles, and roles are data."""

    user_viewset = "cms.access.people.viewset.AccountViewSet"
    group_viewset = "cms.access.people.groups.ClosedGroupViewSet"
