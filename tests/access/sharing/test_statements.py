"""What the screens cost: as many statements with thirty objects and grants as with three."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import LIST, rights_url
from cms.access.sharing.granting import grant
from cms.access.sharing.holders import Holder
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.sharing.helpers import viewset
from tests.factories import make_department, make_user

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30


def share(owner, other, numbers):
    """Cards of the department, each granted to an account, a department and another person, until today."""
    today = timezone.localdate()
    for number in numbers:
        card = ContactCard.objects.create(department=owner.department, name=f"窗口{number}")
        person = make_user(f"person-{number}", make_department(f"d{number}"), Role.WEBMASTER)
        for holder in (
            Holder(account=other.webmaster),
            Holder(whole=person.department),
            Holder(account=person),
        ):
            grant(card, holder, Action.CHANGE, owner.administrator, today, "联合办事")


def counted(screens, user, url):
    """How many statements the page takes, warm."""
    client = screens.of(user)
    ContentType.objects.clear_cache()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["office", "administrator", "grantee"])
@pytest.mark.parametrize("place", ["grants", "snippets", "chooser", "desk"])
def test_page__costs_as_many_statements_with_thirty_as_with_three(screens, own, other, office, place, who):
    user = {"office": office, "administrator": own.administrator, "grantee": other.webmaster}[who]
    if (place, who) == ("grants", "grantee"):
        user = other.administrator
    url = {
        "grants": reverse(LIST),
        "snippets": reverse(viewset().get_url_name("list")),
        "chooser": reverse(viewset().chooser_viewset.get_url_name("choose")),
        "desk": reverse("wagtailadmin_home"),
    }[place]
    share(own, other, range(FEW))
    few = counted(screens, user, url)
    share(own, other, range(FEW, MANY))
    assert counted(screens, user, url) == few


def test_screen__costs_as_many_statements_with_thirty_grants_as_with_three(screens, own):
    url = rights_url(own.draft)

    def grant_to(numbers):
        for number in numbers:
            department = make_department(f"d{number}")
            people = [Holder(whole=department), Holder(account=make_user(f"person-{number}", department))]
            for holder in people:
                grant(own.draft, holder, Action.VIEW, own.administrator, None, "联合办事")

    grant_to(range(FEW))
    few = counted(screens, own.administrator, url)
    grant_to(range(FEW, 10))
    assert counted(screens, own.administrator, url) == few
    grant_to(range(10, MANY))
    # A full page of the history adds the links to the others, and no statement for a grant.
    assert counted(screens, own.administrator, url) == few
