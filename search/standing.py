"""How much a page weighs among others that say the same: what is law stands above what applies it (立法法, ch. 5)."""

import re

from cms.content.models import OfficialDocumentPage

LAW, INTERPRETATION, REGULATION, RULE, OTHER = 1.35, 1.25, 1.2, 1.07, 1.0
CHANGING = 0.85
NATIONAL = "中华人民共和国"
IS_LAW = re.compile(r"^中华人民共和国.{1,40}(?:法|法典)(?:[\s（(·—-].*)?$")
IS_CHANGE = re.compile(r"修正案|关于(?:修改|废止).*的决定$")
IS_REGULATION = re.compile(r"(?:条例|实施细则|规定|办法)(?:[（(].*)?$")


def standing_of(page):
    """The factor of a page's score, 1 for what is neither law nor regulation."""
    if not isinstance(page, OfficialDocumentPage):
        return OTHER
    issuers = "".join(page.issuer_names) or page.issuer_name
    factor = _rank(page.title.strip(), issuers)
    return factor * CHANGING if IS_CHANGE.search(page.title) else factor


def _rank(title, issuers):
    if IS_LAW.match(title) or "全国人民代表大会" in issuers:
        return LAW
    if any(court in issuers or title.startswith(court) for court in ("最高人民法院", "最高人民检察院")):
        return INTERPRETATION
    if IS_REGULATION.search(title):
        return REGULATION if issuers == "国务院" or title.startswith(NATIONAL) else RULE
    return OTHER
