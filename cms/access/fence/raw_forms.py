"""What Wagtail's views read from a form as it was sent: where an editor never sends it so, it is a bad request."""

from django.core.exceptions import BadRequest
from django.core.validators import MaxLengthValidator
from wagtail import hooks
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from cms.access.fence.rules import Rule, numbers


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def refuse_unreadable_save(request, instance):
    """A revision to write over has a number, and a step to take has a name. Raises BadRequest."""
    if request.method != "POST":
        return
    sent = request.POST
    if sent.get("overwrite_revision_id") and not numbers([sent["overwrite_revision_id"]]):
        raise BadRequest("overwrite_revision_id")
    if sent.get("action-workflow-action") and "workflow-action-name" not in sent:
        raise BadRequest("workflow-action-name")


@hooks.register("before_copy_page")
def refuse_copy_to_nowhere(request, page):
    """The place is a page that exists. Raises BadRequest."""
    if request.method != "POST":
        return
    wanted = numbers([request.POST.get("new_parent_page", "")])
    if not wanted or not Page.objects.filter(pk__in=wanted).exists():
        raise BadRequest("new_parent_page")


class MeasuredCopyForm(CopyForm):
    """Wagtail's form to copy a page, with words no longer than a page holds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            field, longest = self.fields[f"new_{name}"], Page._meta.get_field(name).max_length
            field.validators.append(MaxLengthValidator(longest))
            field.widget.attrs["maxlength"] = longest


class Upload(Rule):
    """An address that takes a file: sent without one, it is a bad request."""

    def admits(self, visit):
        if visit.request.method == "POST" and "files[]" not in visit.request.FILES:
            raise BadRequest("files[]")
        return True
