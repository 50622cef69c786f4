"""Rights in the admin: of one object with its history, the revocation of one grant, and the list of all."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import LIST, rights_url
from cms.access.sharing.chronicle import note_refusal
from cms.access.sharing.explaining import standings
from cms.access.sharing.forms import GrantFilterForm, GrantForm, RevocationForm
from cms.access.sharing.granting import grant, revoke
from cms.access.sharing.holders import holder_of
from cms.access.sharing.models import GrantEvent
from cms.access.sharing.reading import grants_for, lines
from cms.access.sharing.registry import all_shared
from cms.access.sharing.rules import keeps_rights, may_revoke, sees_rights
from cms.access.tenancy import sees_every_department

EVENTS_A_PAGE = 20
GRANTS_A_PAGE = 50
MOST_LETTERS = 300
MAX_NUMBER = 2**63


def sent(request):
    """What was sent, for the audit."""
    return {name: request.POST.get(name, "")[:MOST_LETTERS] for name in GrantForm.base_fields if name in request.POST}


class OfObject(WagtailAdminTemplateMixin):
    """A page about one object of a shared model. What does not exist and what is not the user's answer alike."""

    header_icon = "key"

    @cached_property
    def shared(self):
        """What is known of the kind of object."""
        found = all_shared().get(self.kwargs["label"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def instance(self):
        """The object; nothing of another department's is told, but the attempt to grant on it is noted."""
        if self.kwargs["number"] >= MAX_NUMBER:
            raise Http404
        found = get_object_or_404(self.shared.objects, pk=self.kwargs["number"])
        if not self.admits(found):
            if self.request.method == "POST":
                note_refusal(
                    self.request.user, found, sent(self.request), [str(_("You may not grant rights on this object."))]
                )
            raise Http404
        return found

    def admits(self, instance):
        """Whether the page is for the user."""
        return sees_rights(self.request.user, instance)

    def dispatch(self, request, *args, **kwargs):
        self.instance  # noqa: B018
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.instance)

    def get_breadcrumbs_items(self):
        viewset = self.shared.model.snippet_viewset
        above = {
            "url": reverse(viewset.get_url_name("list")),
            "label": capfirst(self.shared.model._meta.verbose_name_plural),
        }
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title, "sublabel": str(self.instance)}]


class RightsView(OfObject, FormView):
    """Who has what on the object and why, the form to grant, and the history."""

    template_name = "sharing/rights.html"
    form_class = GrantForm
    page_title = _("Rights")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "shared": self.shared}

    def get_context_data(self, **kwargs):
        paginator = EventPaginator(GrantEvent.objects.about(self.instance), EVENTS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            instance=self.instance,
            standings=standings(self.instance, self.request.user),
            page=page,
            events=page.object_list,
            elided_page_range=paginator.get_elided_page_range(page.number),
            list_url=reverse(LIST),
            **kwargs,
        )

    def form_valid(self, form):
        data, user = form.cleaned_data, self.request.user
        try:
            row = grant(self.instance, data["holder"], Action(data["action"]), user, data["until"], data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(right)s” on “%(title)s” is granted to %(holder)s.")
            % {"right": row.action.label, "title": self.instance, "holder": data["holder"]},
        )
        return redirect(rights_url(self.instance))

    def form_invalid(self, form):
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        note_refusal(self.request.user, self.instance, sent(self.request), sentences)
        return super().form_invalid(form)


class RevokeView(OfObject, FormView):
    """Takes one grant back at once, after the question."""

    template_name = "sharing/revoke.html"
    form_class = RevocationForm
    page_title = _("Revoke a right")

    @cached_property
    def row(self):
        """The grant that the address names, of this very object."""
        table = self.shared.table(self.kwargs["kind"])
        if table is None or self.kwargs["key"] >= MAX_NUMBER:
            raise Http404
        rows = table.objects.select_related("granted_by", "permission")
        return get_object_or_404(rows, pk=self.kwargs["key"], content_object=self.kwargs["number"])

    def admits(self, instance):
        return may_revoke(self.request.user, self.row)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            instance=self.instance,
            row=self.row,
            holder=holder_of(self.row),
            back_url=rights_url(self.instance),
            **kwargs,
        )

    def form_valid(self, form):
        holder, right = holder_of(self.row), self.row.action.label
        revoke(self.row, self.request.user, form.cleaned_data["reason"])
        messages.success(
            self.request,
            _("“%(right)s” on “%(title)s” is revoked from %(holder)s.")
            % {"right": right, "title": self.instance, "holder": holder},
        )
        return redirect(rights_url(self.instance))


class EventPaginator(WagtailPaginator):
    """The events of a history."""

    verbose_name, verbose_name_plural = _("event"), _("events")


class GrantPaginator(WagtailPaginator):
    """Grants of every kind."""

    verbose_name, verbose_name_plural = _("right"), _("rights")


class GrantsView(WagtailAdminTemplateMixin, TemplateView):
    """All grants: the supervising office's, or those that an administrator's department gave and received."""

    template_name = "sharing/grants.html"
    page_title = _("Granted rights")
    header_icon = "key"

    def dispatch(self, request, *args, **kwargs):
        if not keeps_rights(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = GrantFilterForm(self.request.GET, sees_all=sees_every_department(user))
        paginator = GrantPaginator(grants_for(user, form.wanted()), GRANTS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            page=page,
            lines=lines(page.object_list, user),
            elided_page_range=paginator.get_elided_page_range(page.number),
            is_filtered=bool(self.request.GET),
            **kwargs,
        )
