"""The supervising office's pages about departments' sites."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.organisation.models import Department
from cms.organisation.policies import SupervisingOfficePolicy
from sites.checklist import checklist
from sites.closing import close_department
from sites.factory import FactoryError, build_department_site
from sites.forms import ClosingForm, OpeningForm
from sites.models import SiteOpening
from sites.opening import OpeningError, StillBlank, open_site, propose_opening
from sites.states import site_states

PAGE_SIZE = 60


class OfficeView(WagtailAdminTemplateMixin, TemplateView):
    """A page for the supervising office alone."""

    header_icon = "site"
    page_title = gettext_lazy("Department sites")

    def dispatch(self, request, *args, **kwargs):
        if not SupervisingOfficePolicy(SiteOpening).user_has_permission(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        steps = [*self.breadcrumbs_items, {"url": reverse("department_sites"), "label": _("Department sites")}]
        if self.kwargs:
            steps.append({"url": "", "label": str(self.department)})
        return steps

    def get_page_subtitle(self):
        return str(self.department) if self.kwargs else ""

    @cached_property
    def department(self):
        """The department that the address names."""
        return get_object_or_404(Department.objects.select_related("successor"), pk=self.kwargs["department_id"])


class SitesView(OfficeView):
    """Every department with the state of its site; all sites can be completed after a change of the plan."""

    template_name = "department_sites/admin/sites.html"

    def get_context_data(self, **kwargs):
        page = Paginator(Department.objects.order_by("order", "pk"), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, states=site_states(page.object_list), **kwargs)

    def post(self, request):
        """Complete the sites that lack columns of the plan."""
        added, failures = 0, []
        for state in site_states(Department.objects.hosted()):
            if state.can_be_completed:
                try:
                    added += len(build_department_site(state.department, request.user).columns)
                except FactoryError as error:
                    failures.append(str(error))
        text = ngettext("%(number)d column was added.", "%(number)d columns were added.", added)
        messages.success(request, text % {"number": added})
        for failure in failures:
            messages.error(request, failure)
        return redirect("department_sites")


class SiteView(OfficeView):
    """One department's site: what it still lacks, and the next step."""

    template_name = "department_sites/admin/site.html"
    opening_form = None

    @cached_property
    def state(self):
        """What there is of the site."""
        return site_states([self.department])[0]

    def get_context_data(self, **kwargs):
        state = self.state
        waits = state.opening
        return super().get_context_data(
            state=state,
            findings=checklist(state.home) if state.home and self.department.is_in_office else [],
            proposed_by_me=bool(waits and waits.prepared_by_id == self.request.user.pk),
            opening_form=self.opening_form or OpeningForm(),
            openings=state.site.openings.exclude(at=None).select_related("prepared_by", "opened_by")
            if state.site
            else [],
            **kwargs,
        )

    def post(self, request, department_id):
        """Take the step that the button names."""
        steps = {"make": self.make, "propose": self.propose, "open": self.open}
        step = steps.get(request.POST.get("step"))
        if step is None:
            raise PermissionDenied
        return step() or redirect("department_site", department_id)

    def make(self):
        """Make the site, or add what it lacks."""
        try:
            result = build_department_site(self.department, self.request.user)
        except FactoryError as error:
            messages.error(self.request, str(error))
            return
        if result.is_new:
            text = _("The site %(address)s was made; everything in it is a draft.")
            messages.success(self.request, text % {"address": result.site.root_url})
        elif result.columns:
            messages.success(self.request, _("Added: %(columns)s") % {"columns": "、".join(result.columns)})
        else:
            messages.success(self.request, _("The site is complete; nothing was added."))

    def propose(self):
        """Propose the opening to a colleague."""
        try:
            propose_opening(self.existing_home(), self.request.user)
        except OpeningError as error:
            messages.error(self.request, str(error))
            return
        messages.success(self.request, _("The opening is proposed. Another person of the office can open the site."))

    def open(self):
        """Open the site as it was proposed."""
        self.existing_home()
        if self.state.opening is None:
            messages.error(self.request, _("Nobody has proposed to open this site yet."))
            return None
        form = OpeningForm(self.request.POST)
        if form.is_valid():
            try:
                number = open_site(self.state.opening, self.request.user, form.cleaned_data["reason"])
            except StillBlank as error:
                form.add_error("reason", _("%(missing)s To open it all the same, give a reason.") % {"missing": error})
            except OpeningError as error:
                form.add_error(None, str(error))
            else:
                text = ngettext(
                    "The site is open; %(number)d page is public.",
                    "The site is open; %(number)d pages are public.",
                    number,
                )
                messages.success(self.request, text % {"number": number})
                return None
        self.opening_form = form
        return self.render_to_response(self.get_context_data())

    def existing_home(self):
        """The site's home page.

        Raises PermissionDenied where there is none: no button leads here.
        """
        if self.state.home is None:
            raise PermissionDenied
        return self.state.home


class CloseView(OfficeView):
    """Merges or closes a department."""

    template_name = "department_sites/admin/close.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ClosingForm(instance=self.department))
        return super().get_context_data(department=self.department, **kwargs)

    def post(self, request, department_id):
        """Close it, or show what is wrong beside the field."""
        form = ClosingForm(request.POST, instance=Department.objects.get(pk=self.department.pk))
        if form.is_valid():
            try:
                number = close_department(self.department, request.user, **form.ending)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                text = ngettext(
                    "%(name)s has ended; %(number)d page was taken off.",
                    "%(name)s has ended; %(number)d pages were taken off.",
                    number,
                )
                messages.success(request, text % {"name": self.department.name, "number": number})
                return redirect("department_site", department_id)
        return self.render_to_response(self.get_context_data(form=form))
