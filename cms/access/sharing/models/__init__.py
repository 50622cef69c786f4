from cms.access.sharing.models.cards import ContactCardAccountGrant, ContactCardGroupGrant
from cms.access.sharing.models.department_group import DepartmentGroup
from cms.access.sharing.models.event import GrantEvent

__all__ = [
    "ContactCardAccountGrant",
    "ContactCardGroupGrant",
    "DepartmentGroup",
    "GrantEvent",
]
