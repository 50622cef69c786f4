"""The accounts of the demonstration: one for each role, with names that nobody bears."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from cms.organisation.models import Department, RoleGroup
from cms.organisation.roles import Role

PASSWORD = "lingnan-demo-2026"  # noqa: S105
SHOWN_DEPARTMENTS = ("jiaoyu", "renshe")


@dataclass(frozen=True)
class Account:
    """One account: its name, its person, its role and where it holds it (None: in the province)."""

    username: str
    last_name: str
    first_name: str
    role: Role
    department: str | None = None


PROVINCE = (
    Account("ducha", "督", "示例", Role.SUPERVISOR),
    Account("ducha2", "查", "示例", Role.SUPERVISOR),
    Account("xitong", "系", "示例", Role.SYSTEM_ADMINISTRATOR),
    Account("anquan", "安", "示例", Role.SECURITY_ADMINISTRATOR),
    Account("shenji", "计", "示例", Role.AUDITOR),
    Account("menhu-guanli", "管", "示例", Role.ADMINISTRATOR),
    Account("menhu", "门", "示例", Role.PORTAL_EDITOR),
    Account("menhu-shenhe", "审", "示例", Role.REVIEWER),
    Account("menhu-fushen", "复", "示例", Role.SECOND_REVIEWER),
    Account("menhu-baomi", "秘", "示例", Role.SECRECY_REVIEWER),
    Account("menhu-qianfa", "签", "示例", Role.SIGNER),
)
IN_DEPARTMENTS = (
    ("caibian", "采", Role.WEBMASTER),
    ("shenhe", "核", Role.REVIEWER),
    ("fushen", "复", Role.SECOND_REVIEWER),
    ("baomi", "密", Role.SECRECY_REVIEWER),
    ("qianfa", "发", Role.SIGNER),
    ("guanli", "管", Role.ADMINISTRATOR),
)


def accounts():
    """Every account of the demonstration."""
    own = (
        Account(f"{slug}-{suffix}", name, "示例", role, slug)
        for slug in SHOWN_DEPARTMENTS
        for suffix, name, role in IN_DEPARTMENTS
    )
    return [*PROVINCE, *own]


def make_people():
    """Make the accounts that are missing and put each into the group of its role; returns users by name."""
    users = {}
    password = make_password(PASSWORD)
    departments = {department.slug: department for department in Department.objects.filter(slug__in=SHOWN_DEPARTMENTS)}
    for account in accounts():
        department = departments.get(account.department)
        user, _is_new = get_user_model().objects.get_or_create(
            username=account.username,
            defaults={
                "last_name": account.last_name,
                "first_name": account.first_name,
                "department": department,
                "password": password,
            },
        )
        group = RoleGroup.objects.filter(role=account.role, department=department).first()
        if group:
            user.groups.add(group.group)
        users[account.username] = user
    return users
