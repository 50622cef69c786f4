"""Rules of the smaller kinds: gazette, plan, project, disclosure, guide, institution, leader."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from cms.content.models import (
    DisclosurePage,
    GazetteIssuePage,
    InstitutionPage,
    LeaderPage,
    PlanPage,
    ProjectPage,
    ServiceGuidePage,
)
from tests.content.files import make_attachment, png
from tests.factories import make_article, make_column

DAY = datetime.date(2026, 3, 1)
GUIDE = {"office": "教师工作处", "for_person": True}


def problems(page):
    try:
        page.full_clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


def draft(column, model, **facts):
    return make_article(column, live=False, model=model, **facts)


def test_gazette__refuses_an_issue_twice_when_it_is_the_same_departments(news, other_site):
    draft(news, GazetteIssuePage, year=2026, number=1)
    assert problems(draft(news, GazetteIssuePage, year=2026, number=1)) == {"number"}
    assert problems(draft(news, GazetteIssuePage, year=2026, number=2)) == set()
    assert problems(draft(make_column(other_site, code=None), GazetteIssuePage, year=2026, number=1)) == set()


def test_gazette__refuses_a_picture_as_its_pdf(news):
    page = draft(news, GazetteIssuePage, year=2026, number=1, pdf=make_attachment("a.png", png()))
    assert problems(page) == {"pdf"}


def test_plan__refuses_a_period_that_ends_before_it_begins(news):
    assert problems(draft(news, PlanPage, period_from=2026, period_to=2025)) == {"period_to"}
    assert problems(draft(news, PlanPage, period_from=2026, period_to=2026)) == set()


def test_project__refuses_a_completion_before_the_start(news):
    page = draft(news, ProjectPage, owner_unit="甲", start_date=DAY, finish_date=DAY - datetime.timedelta(1))
    assert problems(page) == {"finish_date"}


def test_disclosure__asks_for_the_year_when_it_is_a_report(news):
    assert problems(draft(news, DisclosurePage, part="report")) == {"year"}
    assert problems(draft(news, DisclosurePage, part="guide")) == set()
    draft(news, DisclosurePage, part="report", year=2025)
    assert problems(draft(news, DisclosurePage, part="report", year=2025)) == {"year"}
    reprint = {"is_reprint": True, "issuer_name": "示例市", "source_name": "示例网"}
    assert problems(draft(news, DisclosurePage, part="report", year=2025, **reprint)) == set()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, set()),
        ({"for_person": False}, {"for_person"}),
        ({"for_person": False, "for_enterprise": True}, set()),
        ({"statutory_limit": 10, "promised_limit": 20}, {"promised_limit"}),
        ({"statutory_limit": 10, "promised_limit": 20, "promised_limit_unit": "day"}, set()),
        ({"statutory_limit": 10, "promised_limit": 20, "promised_limit_unit": "immediate"}, set()),
        ({"charged": True}, {"fee_standard", "fee_basis"}),
        ({"charged": True, "fee_standard": "10元", "fee_basis": "文件"}, set()),
        ({"basic_code": "44-99"}, {"basic_code"}),
        ({"implementation_code": "11440000MB0000035Y4449903001000", "basic_code": "449903001000"}, set()),
    ],
)
def test_guide__checks_what_is_promised_and_charged(news, facts, expected):
    assert problems(draft(news, ServiceGuidePage, **{**GUIDE, **facts})) == expected


def test_guide__says_limits_in_words(news):
    page = draft(news, ServiceGuidePage, **GUIDE, statutory_limit=30, promised_limit_unit="immediate")
    with translation.override("en"):
        assert page.statutory_limit_text == "30 working days"
        assert page.promised_limit_text == "at once"
        assert [str(label) for label in page.audience_labels] == ["Persons"]
        assert draft(news, ServiceGuidePage, **GUIDE).statutory_limit_text == ""


def test_institution__takes_its_facts_from_the_department(site, news):
    site.department.address, site.department.phone = "示例路1号", "020-0000 0001"
    site.department.save()
    page = draft(news, InstitutionPage)
    assert (page.department.address, page.department.phone) == ("示例路1号", "020-0000 0001")
    assert problems(page) == set()


def test_leader__is_in_office_until_the_last_day(news):
    today = timezone.localdate()
    until = {"position": "厅长", "in_office_to": today}
    assert draft(news, LeaderPage, **until).is_in_office
    assert not draft(news, LeaderPage, position="厅长", in_office_to=today - datetime.timedelta(1)).is_in_office
    assert draft(news, LeaderPage, position="厅长", duties="一\n\n 二 ").duty_lines == ["一", "二"]
