"""Names of people and of accounts."""

from django.utils.translation import gettext as _

# Family names of two characters; any other has one.
COMPOUND_NAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")


def name_is_taken():
    """The same words whoever has the name: an account that the user does not see is nobody's business."""
    return _("This account name cannot be used. Choose another one.")


def split_name(name):
    """First and family name of a name in one piece: Chinese begins with the family, other names end with it."""
    if name.isascii():
        first, _blank, last = name.rpartition(" ")
        return first.strip(), last
    length = 2 if name.startswith(COMPOUND_NAMES) else 1
    return name[length:].strip(), name[:length]
