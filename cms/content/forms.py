from wagtail.admin.forms import WagtailAdminPageForm

from cms.content.placement import place_below


class ContentPageForm(WagtailAdminPageForm):
    """The editor's form of every kind of content.

    A new page takes its place before it is checked, because some rules hold within a department or a column; and it
    offers only the kinds that the column plan allows there.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.parent_page and not self.instance.path:
            self.instance.stand_at(place_below(self.parent_page.path))
            self.instance.locale_id = self.instance.locale_id or self.parent_page.locale_id
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.instance.allowed_kinds()]

    def clean(self):
        """Tell the page which relations were entered; they become its own only after it was checked."""
        cleaned = super().clean()
        rows = self.formsets.get("relations")
        if rows is not None:
            kept = [form.cleaned_data for form in rows if form.is_valid() and form not in rows.deleted_forms]
            self.instance.entered_relations = [(row["type"], row["target"].pk) for row in kept if row.get("target")]
        return cleaned

    def save(self, commit=True):
        """What was entered is the page's own now."""
        page = super().save(commit)
        page.entered_relations = None
        return page
