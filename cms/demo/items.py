"""One entry of a text file as a page, by the table it stands in. Pages come unsaved and without relations."""

import datetime
from decimal import Decimal
from functools import cache

from django.utils import timezone

from cms.content.blocks.statistics import statistics_table
from cms.content.models import (
    ArticlePage,
    ComplaintPhonesPage,
    DisclosurePage,
    GazetteIssuePage,
    InstitutionPage,
    InterpretationPage,
    LeaderPage,
    OfficialDocumentPage,
    PageAttachment,
    PlainPage,
    PlanPage,
    ProjectPage,
    ServiceGuidePage,
    StatisticsPage,
    WorkReportPage,
)
from cms.demo.guides import guide_fields
from cms.demo.reading import read_toml
from cms.demo.streams import body, lines, stream

PUBLISHED_HOUR = 9
DEFAULT_DATE = datetime.date(2026, 6, 1)
TABLES = {
    "institution": (InstitutionPage, "JGGK"),
    "leader": (LeaderPage, "LDXX"),
    "article": (ArticlePage, "GZDT"),
    "document": (OfficialDocumentPage, "ZCWJ"),
    "interpretation": (InterpretationPage, "ZCJD"),
    "plan": (PlanPage, "GHJH"),
    "statistics": (StatisticsPage, "TJSJ"),
    "project": (ProjectPage, "ZDXM"),
    "guide": (ServiceGuidePage, "BSZN"),
    "disclosure": (DisclosurePage, "XXGK"),
    "phones": (ComplaintPhonesPage, "JGGK"),
    "gazette": (GazetteIssuePage, "ZFGB"),
    "report": (WorkReportPage, "ZFBG"),
    "plain": (PlainPage, "XXGK"),
}
PORTAL_COLUMNS = {"leader": "ZFLD", "article": "ZWXW", "document": "ZFWJ"}


def column_code(table, item, is_portal):
    """The code of the planned column that an entry belongs to."""
    if item.get("column"):
        return item["column"]
    if table == "article" and item["kind"] == "announcement":
        return "TZGG"
    if is_portal and table in PORTAL_COLUMNS:
        return PORTAL_COLUMNS[table]
    return TABLES[table][1]


def page_from(table, item, files):
    """The page of an entry, with its files, unsaved."""
    model = TABLES[table][0]
    fields = BUILDERS.get(table, lambda _item, _files: {})(item, files)
    page = model(
        title=item.get("title") or item["name"],
        slug=item["slug"],
        live=False,
        keywords=" ".join(item.get("keywords", ())),
        source_name=item.get("source", ""),
        lead_image=files.picture(item.get("picture")),
        lead_image_alt=item.get("picture_alt", ""),
        first_published_at=published_at(item.get("date")),
        **{"summary": item.get("summary", ""), "body": body(model, item.get("body")), **fields},
    )
    page.attachments = [
        PageAttachment(attachment=files.attachment(entry["file"]), title=entry["title"], sort_order=order)
        for order, entry in enumerate(item.get("attachments", ()))
    ]
    return page


def published_at(day):
    """The morning of the day of the original publication."""
    moment = datetime.datetime.combine(day or DEFAULT_DATE, datetime.time(PUBLISHED_HOUR, 30))
    return moment.replace(tzinfo=timezone.get_default_timezone())


@cache
def themes():
    """Names of the subject classes (主题分类), by code."""
    return {theme["code"]: theme["name"] for theme in read_toml("topics").get("theme", ())}


def _article(item, files):
    return {"kind": item["kind"]}


def _document(item, files):
    return {
        "document_number": item.get("number", ""),
        "genre": item["genre"],
        "issuers": "\n".join(item.get("issuers", ())),
        "written_date": item.get("written_date"),
        "effective_date": item.get("effective_date"),
        "expiry_date": item.get("expiry_date"),
        "validity": item.get("validity", "in_force"),
        "validity_cause": item.get("validity_cause", ""),
        "validity_changed_on": item.get("validity_date"),
        "theme": themes().get(item.get("theme"), ""),
        "office": item.get("office", ""),
        "secrecy_review": item.get("secrecy_review", ""),
        "is_reprint": "source_url" in item,
        "issuer_name": "、".join(item["issuers"]) if "source_url" in item else "",
        "source_url": item.get("source_url", ""),
    }


def _leader(item, files):
    return {
        "position": item["position"],
        "summary": item["position"],
        "duties": lines(item.get("duties")),
        "in_office_from": item.get("in_office_from"),
        "order": item.get("order", 0),
        "body": body(LeaderPage, item.get("biography")),
    }


def _institution(item, files):
    offices = [
        ("office", {"name": o["name"], "function": o.get("duties", ""), "phone": ""}) for o in item.get("offices", ())
    ]
    units = [("unit", {"name": name, "phone": "", "url": ""}) for name in item.get("subordinate_units", ())]
    return {
        "head": item.get("head", ""),
        "offices": stream(InstitutionPage, "offices", offices),
        "units": stream(InstitutionPage, "units", units),
        "body": body(InstitutionPage, item.get("duties")),
    }


def _plan(item, files):
    return {"period_from": item.get("period_from"), "period_to": item.get("period_to")}


def _statistics(item, files):
    rows = [(row["label"], row["values"]) for row in item["rows"]]
    return {
        "period": item.get("period", ""),
        "unit": item.get("unit", ""),
        "chart": item.get("chart", "bar"),
        "figures": stream(
            StatisticsPage, "figures", [("table", statistics_table(item["columns"], rows, item.get("title", "")))]
        ),
        "body": body(StatisticsPage, item.get("note") or item.get("body")),
    }


def _project(item, files):
    unit = item.get("investment_unit", "亿元")
    milestones = [("milestone", {"date": str(m["date"]), "text": m["text"]}) for m in item.get("milestones", ())]
    return {
        "owner_unit": item["owner"],
        "location": item.get("location", ""),
        "investment": Decimal(str(item["investment"])) if item.get("investment") is not None else None,
        "investment_unit": ProjectPage.Unit.TEN_THOUSAND if unit == "万元" else ProjectPage.Unit.HUNDRED_MILLION,
        "stage": item.get("stage", "approved"),
        "start_date": item.get("start_date"),
        "finish_date": item.get("finish_date"),
        "milestones": stream(ProjectPage, "milestones", milestones),
    }


def _disclosure(item, files):
    return {"part": item["part"], "year": item.get("year")}


def _report(item, files):
    return {"year": item["year"]}


def _gazette(item, files):
    contents = [("entry", {"title": e["title"], "page": None, "page_number": e.get("page")}) for e in item["contents"]]
    return {
        "year": item["year"],
        "number": item["issue"],
        "issue_date": item.get("date"),
        "pdf": files.attachment(item.get("pdf")),
        "contents": stream(GazetteIssuePage, "contents", contents),
    }


BUILDERS = {
    "article": _article,
    "document": _document,
    "leader": _leader,
    "institution": _institution,
    "plan": _plan,
    "statistics": _statistics,
    "project": _project,
    "guide": guide_fields,
    "disclosure": _disclosure,
    "report": _report,
    "gazette": _gazette,
}
