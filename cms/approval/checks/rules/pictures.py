"""Pictures that some readers cannot see and that nobody describes to them (WCAG 1.1.1)."""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check
from cms.content.models import Picture

# A file's name or a word for any picture describes none.
NO_DESCRIPTION = re.compile(
    r"(?:图片?|照片|相片|插图|配图|附图|图像|截图|image|img|photo|picture|pic|dsc|untitled|无标题|未命名|微信图片)?[\s_\-()（）\d]*"
    r"(?:\.(?:jpe?g|png|gif|webp|bmp|tiff?))?",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r".*\.(?:jpe?g|png|gif|webp|bmp|tiff?)", re.IGNORECASE)


@check("pictures", _("Pictures without alternative text"))
def find_undescribed_pictures(material):
    """Each picture without a text, or with one that says nothing."""
    uses = [(use.number, use.alt, use.caption) for use in material.walker.pictures]
    lead = getattr(material.page, "lead_image_id", None)
    if lead:
        uses.append((lead, material.page.lead_image_alt, ""))
    silent = [use for use in uses if not describes(use[1])]
    titles = (
        dict(Picture.objects.filter(pk__in=[use[0] for use in silent]).values_list("pk", "title")) if silent else {}
    )
    for number, alt, caption in silent:
        message = (
            gettext_noop("This alternative text does not describe the picture.")
            if alt.strip()
            else gettext_noop("A picture without alternative text.")
        )
        yield Hit(message, where=Where.PICTURE, detail=titles.get(number, "")[:200], passage=alt[:200] or caption[:200])


def describes(alt):
    """Whether the words say what is to be seen."""
    words = alt.strip()
    return not (NO_DESCRIPTION.fullmatch(words) or FILE_NAME.fullmatch(words))
