"""The review desk and the webmaster's list of what was handed in."""

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.approval.batches.responsibility import waiting_batches
from cms.approval.queue.items import items_of, listed, passed_on_by, queue_of
from cms.approval.queue.submissions import returned, rows_of, submissions_of, under_way

A_PAGE = 25


class PagedView(WagtailAdminTemplateMixin, TemplateView):
    """A list in two halves, each cut into pages by the database; the address says which half."""

    halves = {}

    @property
    def half(self):
        """The half that the address names, else the first."""
        asked = self.request.GET.get("show", "")
        return asked if asked in self.halves else next(iter(self.halves))

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def cut(self, rows):
        """Template context of one page of the rows."""
        paginator = WagtailPaginator(rows, A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        links = [
            {"label": label, "url": f"?show={name}", "is_current": name == self.half}
            for name, label in self.halves.items()
        ]
        return {
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "halves": links,
            "half": self.half,
        }


class QueueView(PagedView):
    """What waits for the person who asks, oldest deadline first."""

    template_name = "approval/admin/queue.html"
    page_title = gettext_lazy("Review desk")
    header_icon = "clipboard-list"
    halves = {"mine": gettext_lazy("Waits for me"), "forwarded": gettext_lazy("Passed on by me")}

    def get_context_data(self, **kwargs):
        user = self.request.user
        is_mine = self.half == "mine"
        context = self.cut(listed(queue_of(user) if is_mine else passed_on_by(user)))
        items = items_of(context["page"].object_list)
        return super().get_context_data(
            items=items,
            batches=waiting_batches(user) if is_mine and context["page"].number == 1 else [],
            first_url=items[0].url if items and is_mine else "",
            **context,
            **kwargs,
        )


class SubmissionsView(PagedView):
    """What came back and why; what waits where, and for how long."""

    template_name = "approval/admin/submissions.html"
    page_title = gettext_lazy("Handed in")
    header_icon = "upload"
    halves = {"returned": gettext_lazy("Returned"), "waiting": gettext_lazy("Waits for a decision")}

    def get_context_data(self, **kwargs):
        runs = submissions_of(self.request.user)
        context = self.cut(returned(runs) if self.half == "returned" else under_way(runs))
        return super().get_context_data(rows=rows_of(context["page"].object_list), **context, **kwargs)
