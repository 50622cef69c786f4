from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.content.models import ContentPage
from home.decisions import offer
from home.models import Pick, PortalColumnPage
from home.permissions import user_may_offer


class ColumnField(forms.ModelChoiceField):
    """A column by its number; one that is larger than any is as little a choice as one that does not exist."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value}) from error


class OfferForm(forms.Form):
    """The column of the portal that a page is offered to."""

    column = ColumnField(
        label=_("Column of the portal"),
        queryset=PortalColumnPage.objects.none(),
        help_text=_("The portal's editors adopt, hold or refuse it; you can follow that here."),
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        columns = PortalColumnPage.objects.live().filter(locale=page.locale_id).exclude(picks__page=page)
        self.fields["column"].queryset = columns.order_by("path")


class OfferView(WagtailAdminTemplateMixin, FormView):
    """A webmaster offers a published page of the own department to a column of the portal (报送)."""

    template_name = "home/admin/offer.html"
    form_class = OfferForm
    page_title = _("Offer to the portal")
    header_icon = "upload"

    @cached_property
    def page(self):
        """The page offered; of the user's own department, as the seam demands."""
        return get_object_or_404(ContentPage.objects.select_related("department"), pk=self.kwargs["page_id"])

    def dispatch(self, request, *args, **kwargs):
        if not user_may_offer(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.title

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [*self.breadcrumbs_items, {"url": edit, "label": self.page.title}, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "page": self.page}

    def get_context_data(self, **kwargs):
        picks = Pick.objects.filter(page=self.page).select_related("column").order_by("column__path")
        return super().get_context_data(content_page=self.page, picks=picks, **kwargs)

    def form_valid(self, form):
        column = form.cleaned_data["column"]
        try:
            offer(self.page, column, self.request.user)
        except ValidationError as error:
            form.add_error("column", error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is offered to “%(column)s”.") % {"title": self.page.title, "column": column.title},
        )
        return redirect("portal_offer", self.page.pk)
