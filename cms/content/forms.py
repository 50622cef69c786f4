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
