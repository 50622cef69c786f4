"""The form of the account's own page, as it stands there."""


def as_it_stands(door, **facts):
    """What the page sends when nothing was changed but `facts`; passwords are left empty."""
    context = door.get("wagtailadmin_account").context
    panels = [panel for panels in context["panels_by_tab"].values() for panel in panels]
    sent = {}
    for panel in panels:
        form = panel.get_form()
        for name, field in form.fields.items():
            value = form.get_initial_for_field(field, name)
            if value not in (None, False):
                sent[form.add_prefix(name)] = "on" if value is True else str(value)
    return {name: value for name, value in sent.items() if "avatar" not in name} | facts
