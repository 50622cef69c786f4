from cms.organisation.models.calendar import CalendarDay, CalendarYear
from cms.organisation.models.department import ComplaintLine, Department, DepartmentKind, LiaisonOfficer
from cms.organisation.models.person import Person
from cms.organisation.models.plan import Block, PlannedColumn
from cms.organisation.models.threshold import Threshold
from cms.organisation.models.user import User
from cms.organisation.roles import RoleGroup

__all__ = [
    "Block",
    "CalendarDay",
    "CalendarYear",
    "ComplaintLine",
    "Department",
    "DepartmentKind",
    "LiaisonOfficer",
    "Person",
    "PlannedColumn",
    "RoleGroup",
    "Threshold",
    "User",
]
