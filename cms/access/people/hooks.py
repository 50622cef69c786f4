"""The places of the accounts in the admin. Imported once, by the hooks of the access concern."""

from django.urls import path
from wagtail import hooks

from cms.access.fence.registry import know, own_objects
from cms.access.fence.rules import OPEN, Own
from cms.access.people import belongings, desk, persons  # noqa: F401 (each registers itself)
from cms.access.people.bulk import CloseBulkAction, DeleteUnusedBulkAction, GiveRoleBulkAction
from cms.access.people.leaving import ACTION, LeftFormatter
from cms.access.people.policies import accounts_for
from cms.access.people.views.importing import ExportView, ImportConfirmView, ImportProgressView, ImportView
from cms.access.people.views.leaving import LeavingView
from cms.access.people.views.passwords import PasswordView
from cms.access.signin.fresh import ask_again_before
from cms.organisation.models import User

# Each view asks the one policy of accounts about the account in its address.
know(
    OPEN,
    *("people_export", "people_import", "people_import_confirm", "people_import_progress"),
    *("people_leaving", "people_password"),
)


def kept_or_own(user):
    """The accounts whose form answers; one's own leads to the page that everybody has."""
    return accounts_for(user, "change") | User.objects.filter(pk=user.pk)


know(Own(kept_or_own, "pk"), "wagtailusers_users:edit")


@own_objects(User._meta.label_lower)
def accounts_within_reach(user):
    """What acting on several accounts may name; whether the user keeps each is asked by the action."""
    return accounts_for(user)


def acts_on_accounts(request, app_label, model_name, **kwargs):
    """Whether several accounts at once are meant."""
    return f"{app_label}.{model_name}" == User._meta.label_lower


ask_again_before(
    "people_import_confirm",
    "people_leaving",
    "people_password",
    "wagtailusers_users:add",
    "wagtailusers_users:edit",
    "wagtailusers_users:delete",
)
ask_again_before("wagtail_bulk_action", when=acts_on_accounts)


@hooks.register("register_admin_urls")
def account_urls():
    """What is done with an account besides editing it, and files of accounts."""
    return [
        path("people/<int:pk>/password/", PasswordView.as_view(), name="people_password"),
        path("people/<int:pk>/leaving/", LeavingView.as_view(), name="people_leaving"),
        path("people/export/", ExportView.as_view(), name="people_export"),
        path("people/import/", ImportView.as_view(), name="people_import"),
        path("people/import/<int:number>/", ImportConfirmView.as_view(), name="people_import_confirm"),
        path("people/import/<int:number>/progress/", ImportProgressView.as_view(), name="people_import_progress"),
    ]


@hooks.register("register_log_actions")
def register_leaving(actions):
    """Who took over, in the history of the account."""
    actions.register_action(ACTION)(LeftFormatter)


# After Wagtail's own, so that these stand in their places.
hooks.register("register_bulk_action", GiveRoleBulkAction, order=1000)
hooks.register("register_bulk_action", CloseBulkAction, order=1000)
hooks.register("register_bulk_action", DeleteUnusedBulkAction, order=1000)
