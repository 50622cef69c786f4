"""An installation for `bench_admin`: builds or enlarges one, or measures the admin's surfaces in it."""

import json
import sys
import time
from itertools import cycle, islice

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from cms.content.models import ColumnPage, ContactCard, Picture
from cms.demo.load import load_demo
from cms.organisation.models import Department, Person, RoleGroup, User
from cms.organisation.roles import DEPARTMENT_ROLES
from tests.benchmarks.page_installation import fill

TEXTS_OF = ("jiaoyu", "renshe")
SIZES = {
    "small": {"pages": 400, "cards": 200, "users": 60, "pictures": 60},
    "large": {"pages": 5000, "cards": 2000, "users": 600, "pictures": 500},
}


def build():
    call_command("migrate", verbosity=0)
    load_demo(80, lambda _text: None, TEXTS_OF)
    enlarge("small")


def enlarge(size):
    """Until the installation has what the size names, the demonstration's own included."""
    wanted = SIZES[size]
    fill(wanted["pages"])
    departments = list(Department.objects.hosted())
    _add_users(departments, wanted["users"] - User.objects.count())
    _add_cards(departments, wanted["cards"] - ContactCard.objects.count())
    _add_pictures(wanted["pictures"] - Picture.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _add_users(departments, number):
    first = User.objects.count()
    people = Person.objects.bulk_create([Person(name=f"示例{first + each}") for each in range(number)])
    owners = islice(cycle(departments), number)
    users = User.objects.bulk_create(
        User(
            username=f"bench-{person.pk}", last_name="示例", first_name=str(person.pk), person=person, department=owner
        )
        for person, owner in zip(people, owners, strict=True)
    )
    groups = {}
    for held in RoleGroup.objects.filter(role__in=DEPARTMENT_ROLES, department__in=departments):
        groups.setdefault(held.department_id, held.group_id)
    User.groups.through.objects.bulk_create(
        User.groups.through(user_id=user.pk, group_id=groups[user.department_id]) for user in users
    )


def _add_cards(departments, number):
    first = ContactCard.objects.count()
    ContactCard.objects.bulk_create(
        ContactCard(name=f"第{first + each}号窗口", department=owner, phones="020-0000000")
        for each, owner in enumerate(islice(cycle(departments), number))
    )


def _add_pictures(number):
    """The same picture in the collections of all departments."""
    model = Picture.objects.exclude(collection__depth=1).order_by("pk").first()
    collections = list(Collection.objects.filter(depth=2))
    facts = {name: getattr(model, name) for name in ("file", "width", "height", "file_size", "file_hash")}
    Picture.objects.bulk_create(
        Picture(title=f"第{each}张", collection=owner, **facts)
        for each, owner in enumerate(islice(cycle(collections), number))
    )


def surfaces():
    """Account and address of each surface."""
    column = ColumnPage.objects.get(department__slug="jiaoyu", planned_column__code="ZCWJ")
    webmaster, administrator = "jiaoyu-caibian", "jiaoyu-guanli"
    return {
        "explorer": (webmaster, reverse("wagtailadmin_explore", args=[column.pk])),
        "snippet list": (webmaster, reverse("wagtailsnippets_content_contactcard:list")),
        "page chooser": (webmaster, reverse("wagtailadmin_choose_page_child", args=[column.pk])),
        "image index": (webmaster, reverse("wagtailimages:index")),
        "users": (administrator, reverse("wagtailusers_users:index")),
        "webmaster's desk": (webmaster, reverse("wagtailadmin_home")),
        "administrator's desk": (administrator, reverse("wagtailadmin_home")),
    }


class Meter:
    """Opens a surface and counts its statements and its CPU milliseconds."""

    def __init__(self):
        self.surfaces = surfaces()
        self.clients = {}
        for name, _address in self.surfaces.values():
            client = Client(headers={"host": "localhost"})
            client.force_login(get_user_model().objects.get(username=name), "cms.access.signin.accounts.AccountBackend")
            self.clients[name] = client
        for name in self.surfaces:
            self(name)

    def __call__(self, surface):
        account, address = self.surfaces[surface]
        statements = []

        def counted(execute, *args):
            statements.append(args[0])
            return execute(*args)

        with connection.execute_wrapper(counted):
            response = self.clients[account].get(address)
        if response.status_code != 200:
            raise SystemExit(f"{surface}: {address} answered {response.status_code}")
        started = time.process_time()
        self.clients[account].get(address)
        return {"sql": len(statements), "cpu_ms": (time.process_time() - started) * 1000}


def serve():
    """Measure a surface for each line that is read."""
    meter = Meter()
    print(json.dumps(list(meter.surfaces)), flush=True)
    for line in sys.stdin:
        print(json.dumps(meter(line.strip())), flush=True)
