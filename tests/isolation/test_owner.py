"""What a role may do on the own site works: no link of the admin leads nowhere, and what is saved is saved."""

import json
import re
from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import html

from tests.isolation.forms import own_form
from tests.isolation.world import ROLES

pytestmark = pytest.mark.django_db
MOST_OF_A_VIEW = 3
MOST_PAGES = 400
# Leaving, what answers with a file to keep, and what waits for a script to name the ticked objects.
NOT_FOLLOWED = re.compile(r"/logout/|/password_reset/|export=|/export/|/codes/file/|/admin/bulk/")

PAGES = {"wagtailadmin_explore", "wagtailadmin_reports:site_history"}
REACHED = {
    "webmaster": PAGES
    | {
        *("wagtailadmin_pages:edit", "wagtailadmin_pages:add_subpage", "wagtailadmin_pages:add"),
        *(
            "wagtailadmin_pages:history",
            "wagtailadmin_pages:copy",
            "wagtailadmin_pages:move",
            "wagtailadmin_pages:usage",
        ),
        *("wagtailimages:index", "wagtailimages:edit", "wagtailimages:add_multiple"),
        *("wagtaildocs:index", "wagtaildocs:edit", "wagtaildocs:add_multiple"),
        *("wagtailsnippets_content_contactcard:list", "wagtailsnippets_content_contactcard:edit"),
        *("wagtailsnippets_content_contactcard:add", "approval_submissions"),
    },
    "reviewer": PAGES | {"approval_queue", "approval_step"},
    "second": PAGES | {"approval_queue"},
    "secrecy": PAGES | {"approval_queue"},
    "signer": PAGES | {"approval_queue"},
    "administrator": {"wagtailusers_users:index", "wagtailusers_users:edit", "people_leaving", "sharing_grants"},
}


def urls(data):
    """The addresses in the menu, which a script draws."""
    if isinstance(data, dict):
        yield from (value for name, value in data.items() if name == "url" and isinstance(value, str))
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from urls(each)


def links(address, answer):
    """The addresses of the admin that the page leads to."""
    page = html.fromstring(answer.content)
    found = [element.get("href") or "" for element in page.iter("a")]
    found += [
        url for script in page.xpath("//script[@id='wagtail-sidebar-props']") for url in urls(json.loads(script.text))
    ]
    for url in (urldefrag(urljoin(address, each)).url for each in found):
        parts = urlsplit(url)
        if not parts.netloc and parts.path.startswith("/admin/") and not NOT_FOLLOWED.search(url):
            yield url


def walk(client):
    """Every page that the links lead to, a few of each view: (view's name, address, answer)."""
    waiting, known, seen = [reverse("wagtailadmin_home")], {}, Counter()
    while waiting and sum(seen.values()) < MOST_PAGES:
        address = waiting.pop(0)
        try:
            name = resolve(urlsplit(address).path).view_name
        except Resolver404:
            name = address
        if seen[name] >= MOST_OF_A_VIEW:
            continue
        seen[name] += 1
        answer = client.get(address, follow=True)
        answer.came_from = known.get(address)
        yield name, address, answer
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            for url in links(address, answer):
                if known.setdefault(url, address) == address:
                    waiting.append(url)


@pytest.mark.parametrize("role", ROLES)
def test_admin__leads_each_role_only_where_it_may_go(world, role):
    client = Client()
    client.force_login(world.own.people[role])
    visits = list(walk(client))
    nowhere = [
        (address, answer.came_from)
        for _name, address, answer in visits
        if answer.status_code >= 400 or leads_home(answer)
    ]
    assert nowhere == []
    assert REACHED[role] - {name for name, _address, _answer in visits} == set()


def leads_home(answer):
    """Whether the answer is the start page with the word that one may not."""
    return bool(answer.redirect_chain) and answer.redirect_chain[-1][0] == reverse("wagtailadmin_home")


def saved(client, address, **changes):
    """Sends the form of the page as it stands but for the changes; what is in its way, as words."""
    answer = client.get(address)
    answer.text_seen = answer.content.decode()
    data = own_form(answer).data | changes
    answer = client.post(address, data)
    errors = answer.context["form"].errors.as_json() if answer.status_code == 200 and answer.context else ""
    return answer.status_code, errors


def test_webmaster__saves_what_the_own_department_has(world):
    own, client = world.own, Client()
    client.force_login(own.people["webmaster"])
    changed = {
        reverse("wagtailadmin_pages:edit", args=[own.draft.pk]): (own.draft, "title"),
        reverse("wagtailimages:edit", args=[own.picture.pk]): (own.picture, "title"),
        reverse("wagtaildocs:edit", args=[own.attachment.pk]): (own.attachment, "title"),
        reverse(own.card.snippet_viewset.get_url_name("edit"), args=[own.card.pk]): (own.card, "name"),
    }
    for address, (item, field) in changed.items():
        assert saved(client, address, **{field: "改过的名字"}) == (302, ""), address
        assert (
            getattr(
                type(item).objects.get(pk=item.pk).get_latest_revision_as_object()
                if hasattr(item, "latest_revision")
                else type(item).objects.get(pk=item.pk),
                field,
            )
            == "改过的名字"
        )


def test_administrator__saves_an_account_of_the_own_department(world):
    own, client = world.own, Client()
    client.force_login(own.people["administrator"])
    account = own.people["reviewer"]
    address = reverse("wagtailusers_users:edit", args=[account.pk])
    assert saved(client, address, first_name="新名") == (302, "")
    account.refresh_from_db()
    assert account.first_name == "新名"
