"""The rules for the addresses of Wagtail and of the packages beside it. Ours stand with their own concerns."""

from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import Collection, Site, UploadedFile
from wagtail.permissions import collection_permission_policy

from cms.access.fence.narrowed.bulk import Many, act_on_many
from cms.access.fence.narrowed.choices import OwnChoices
from cms.access.fence.narrowed.choosers import OwnStart, ReadableParents, ReadableTitle
from cms.access.fence.narrowed.media import OwnDocuments, OwnPictures, OwnPopularTags, complete_tag
from cms.access.fence.narrowed.reports import OwnHistory, OwnPageTypes, OwnRuns, OwnSteps
from cms.access.fence.narrowed.rule import Instead, Narrowed
from cms.access.fence.narrowed.translations import Edited, OwnTranslations, Snippets, Sources, Translations
from cms.access.fence.raw_forms import Upload
from cms.access.fence.registry import know, know_viewset, own_objects
from cms.access.fence.rules import (
    DENIED,
    OPEN,
    Objects,
    OfRole,
    Own,
    Pages,
    PagesOnTheWay,
    ReadablePages,
    Rule,
)
from cms.organisation.roles import Role

PAGE = Pages("page_id")
LIST = ("index", "index_results", "add")
OBJECT = ("edit", "delete", "history", "history_results", "usage", "copy")


class OwnSetting(Rule):
    """The settings of a site whose settings the person may change."""

    def admits(self, visit):
        model = settings_registry.get_by_natural_key(visit.kwargs["app_name"], visit.kwargs["model_name"])
        if model is None:
            return False
        if "pk" not in visit.kwargs:
            return True
        site = Site.objects.filter(pk=visit.kwargs["pk"]).first()
        policy = model.get_permission_policy()
        return site is not None and policy.user_has_permission_for_instance(visit.user, "change", site)


def know_wagtail():
    """Everything that Wagtail itself mounts below the admin's address."""
    know(
        OPEN,
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "wagtailadmin_block_preview",
        "wagtailadmin_explore_root",
        "wagtailsnippets:index",
        "wagtailembeds:chooser",
        "wagtailembeds:chooser_upload",
        "wagtail_localize:javascript_catalog",
        "wagtailadmin_editing_sessions:release",
        "cms.catalogue.admin_script.admin_script_catalogue",
    )
    know(
        DENIED, "wagtailadmin_error_test", "wagtail.admin.views.home.default", "django.views.generic.base.TemplateView"
    )
    know(Edited(), "wagtailadmin_editing_sessions:ping")
    know(Instead(act_on_many, Many()), "wagtail_bulk_action")
    know(OwnSetting(), "wagtailsettings:edit", "wagtailsettings:preview_on_edit")
    know_viewset(OfRole(Role.SYSTEM_ADMINISTRATOR), "wagtailsites", *LIST, *OBJECT)
    know_viewset(OfRole(Role.SYSTEM_ADMINISTRATOR), "wagtaillocales", *LIST, *OBJECT)
    redirects = ("index", "index_results", "add", "edit", "delete", "start_import", "process_import")
    know_viewset(OfRole(Role.SYSTEM_ADMINISTRATOR), "wagtailredirects", *redirects)
    know_viewset(DENIED, "wagtailusers_groups", *LIST, *OBJECT)


def know_pages():
    """Explorer, editor and chooser of pages, and the API of the sidebar."""
    know(PagesOnTheWay("parent_page_id"), "wagtailadmin_explore", "wagtailadmin_explore_results")
    above = ("add", "preview_on_add", "add_subpage")
    know_viewset(Pages("parent_page_id"), "wagtailadmin_pages", *above)
    know_viewset(OPEN, "wagtailadmin_pages", "type_use", "type_use_results", "search", "search_results")
    know_viewset(Pages(parameters=("parent_page",)), "wagtailadmin_pages", "choose_parent")
    know_viewset(
        PAGE,
        "wagtailadmin_pages",
        *("usage", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "convert_alias", "set_privacy"),
        *("lock", "unlock", "revisions_index", "revisions_view", "revisions_revert", "revisions_unschedule"),
        *("workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation", "workflow_preview"),
        *("workflow_history", "workflow_history_detail", "history", "history_results"),
    )
    know_viewset(Pages(0), "wagtailadmin_pages", "revisions_compare")
    know_viewset(Pages("page_id", parameters=("new_parent_page",)), "wagtailadmin_pages", "copy")
    know_viewset(Pages("page_to_move_id", parameters=("new_parent_page",)), "wagtailadmin_pages", "move")
    know_viewset(Pages("page_to_move_id", "destination_id"), "wagtailadmin_pages", "move_confirm")
    know_viewset(Pages("page_to_move_id"), "wagtailadmin_pages", "set_page_position")
    browse = Narrowed(OwnStart, rule=ReadablePages("parent_page_id", parameters=("target_pages[]",)))
    know(browse, "wagtailadmin_choose_page", "wagtailadmin_choose_page_child")
    know(Narrowed(ReadableParents), "wagtailadmin_choose_page_search")
    know(ReadablePages(parameters=("id",)), "wagtailadmin_choose_page_chosen_multiple")
    below = ReadablePages(parameters=("parent_page_id",))
    know(Narrowed(ReadableTitle, rule=below), "wagtailadmin_choose_page_external_link")
    know(below, *(f"wagtailadmin_choose_page_{kind}_link" for kind in ("email", "phone", "anchor")))
    know(OPEN, "wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:find")
    know(PagesOnTheWay("pk"), "wagtailadmin_api:pages:detail")
    know(DENIED, "wagtailadmin_api:pages:action")


def know_reports():
    """Reports and the keeping of procedures."""
    reports = "wagtailadmin_reports"
    know_viewset(Narrowed(OwnChoices), reports, "locked_pages", "locked_pages_results")
    know_viewset(Narrowed(OwnChoices), reports, "aging_pages", "aging_pages_results")
    know_viewset(Narrowed(OwnRuns), reports, "workflow", "workflow_results")
    know_viewset(Narrowed(OwnSteps), reports, "workflow_tasks", "workflow_tasks_results")
    know_viewset(Narrowed(OwnHistory), reports, "site_history", "site_history_results")
    know_viewset(Narrowed(OwnPageTypes), reports, "page_types_usage", "page_types_usage_results")
    know_viewset(
        DENIED,
        "wagtailadmin_workflows",
        *("index", "index_results", "add", "enable", "disable", "edit", "usage", "usage_results", "remove"),
        *("add_task", "select_task_type", "task_index", "task_index_results", "edit_task", "disable_task"),
        *("enable_task", "task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen"),
    )


def know_files():
    """Pictures, files, their collections and tags."""
    for model, policy in ((get_image_model(), picture_policy), (get_document_model(), document_policy)):
        own_objects(model._meta.label_lower)(_works_with(policy))
    kinds = (
        ("image", "wagtailimages", "image_id", "image_id", get_image_model(), picture_policy, OwnPictures),
        ("document", "wagtaildocs", "document_id", "doc_id", get_document_model(), document_policy, OwnDocuments),
    )
    for kind, space, name, short, model, policy, narrow in kinds:
        know_viewset(Narrowed(narrow), space, "index", "index_results")
        know_viewset(OPEN, space, "add")
        know_viewset(Upload(), space, "add_multiple")
        know_viewset(Objects(model, policy, name, ("change",)), space, "edit", f"{kind}_usage")
        know_viewset(Objects(model, policy, name, ("delete",)), space, "delete")
        know_viewset(Objects(model, policy, short, ("change",)), space, "edit_multiple")
        know_viewset(Objects(model, policy, short, ("delete",)), space, "delete_multiple")
        uploads = (f"create_multiple_from_uploaded_{kind}", "delete_upload_multiple")
        know_viewset(Own(_uploads_of, "uploaded_file_id"), space, *uploads)
        chooser = f"{space}_chooser"
        know_viewset(Objects(model, policy, "pk", ("choose",)), chooser, "chosen")
        know_viewset(Objects(model, policy, actions=("choose",), parameters=("id",)), chooser, "chosen_multiple")
        know_viewset(OPEN, chooser, "create", "choose_results")
    know_viewset(Narrowed(OwnPopularTags), "wagtailimages_chooser", "choose")
    know_viewset(OPEN, "wagtaildocs_chooser", "choose")
    picture = Objects(get_image_model(), picture_policy, "image_id", ("change",))
    know_viewset(picture, "wagtailimages", "url_generator", "url_generator_output", "preview")
    chosen = Objects(get_image_model(), picture_policy, "image_id", ("choose",))
    know_viewset(chosen, "wagtailimages_chooser", "select_format")
    know(DENIED, *(f"wagtailadmin_api:{kind}:{name}" for kind in ("images", "documents") for name in API))
    know(Instead(complete_tag), "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
    know_viewset(OPEN, "wagtailadmin_collections", "index", "add")
    collection = Objects(Collection, collection_permission_policy, "pk", ("change", "delete"))
    know_viewset(collection, "wagtailadmin_collections", "edit", "delete")
    private = Objects(Collection, collection_permission_policy, "collection_id", ("change",))
    know_viewset(private, "wagtailadmin_collections", "set_privacy")


API = ("listing", "detail", "find")


def _works_with(policy):
    return lambda user: policy.instances_user_has_any_permission_for(user, ("change", "delete"))


def _uploads_of(user):
    return UploadedFile.objects.filter(uploaded_by_user=user)


def know_translations():
    """The views of wagtail-localize."""
    space = "wagtail_localize"
    know_viewset(PAGE, space, "submit_page_translation", "convert_to_alias")
    know_viewset(Snippets(), space, "submit_snippet_translation")
    know_viewset(Sources(), space, "update_translations")
    know_viewset(
        Translations(),
        space,
        *("edit_string_translation", "edit_override", "download_pofile", "upload_pofile", "machine_translate"),
        *("preview_translation", "stop_translation"),
    )
    know_viewset(Narrowed(OwnTranslations), space, "translations_report", "translations_report_results")
    know_viewset(DENIED, space, "snippets_api_listing", "snippets_api_detail")


def know_all():
    """Every table of this module."""
    for part in (know_wagtail, know_pages, know_reports, know_files, know_translations):
        part()
