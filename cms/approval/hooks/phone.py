"""The admin on a telephone whose browser runs no scripts: what answers for the public has to be done there too."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def without_scripts():
    """The side bar, which a script fills, does not lie empty above the page."""
    return format_html(
        '<noscript><link rel="stylesheet" href="{}"></noscript>', static("lingnan/admin/without-scripts.css")
    )
