"""Service guides of the demonstration: every field of domain §7."""

from cms.content.models import ServiceGuidePage
from cms.demo.streams import lines, stream

ITEM_TYPES = {
    "行政许可": "licence",
    "行政确认": "confirmation",
    "行政给付": "payment",
    "行政奖励": "reward",
    "行政裁决": "adjudication",
    "行政征收": "levy",
    "行政检查": "inspection",
    "其他行政权力": "other",
    "公共服务": "public_service",
}


def guide_fields(item, files):
    """The fields of a service guide, but for its life events, which are relations."""
    audience = item.get("audience", ())
    statutory, promised = item.get("statutory_limit") or {}, item.get("promised_limit") or {}
    plain = ("office", "served", "fee_standard", "fee_basis", "place", "hours", "phone", "complaint_phone", "result")
    ways = ("online_submission", "result_lookup", "consultation")
    return {
        **{name: item.get(name, "") for name in (*plain, *ways)},
        "basic_code": item.get("basic_code", ""),
        "implementation_code": item.get("implementation_code", ""),
        "item_type": ITEM_TYPES.get(item.get("item_type"), "public_service"),
        "for_person": "person" in audience,
        "for_enterprise": "enterprise" in audience,
        "conditions": lines(item.get("conditions")),
        "charged": item.get("charged", False),
        "statutory_limit": statutory.get("number"),
        "statutory_limit_unit": statutory.get("unit", "working_day"),
        "promised_limit": promised.get("number"),
        "promised_limit_unit": promised.get("unit", "working_day"),
        "basis": stream(ServiceGuidePage, "basis", [("basis", text) for text in item.get("basis", ())]),
        "materials": stream(ServiceGuidePage, "materials", [_material(m, files) for m in item.get("materials", ())]),
        "steps": stream(ServiceGuidePage, "steps", [("step", dict(step)) for step in item.get("steps", ())]),
        "questions": stream(ServiceGuidePage, "questions", [("question", dict(q)) for q in item.get("faq", ())]),
    }


def _material(material, files):
    forms = {name: files.attachment(material.get(name)) for name in ("blank_form", "sample_form")}
    return (
        "material",
        {
            "name": material["name"],
            "copies": material.get("copies", 1),
            "original": material.get("original", "original"),
            "form": material.get("form", "either"),
            "required": material.get("required", True),
            "note": material.get("note", ""),
            **{name: form.pk if form else None for name, form in forms.items()},
        },
    )
