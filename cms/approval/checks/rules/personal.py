"""Personal data that nobody meant to publish (domain §8.3; 个人信息保护法 arts. 25, 28).

A number counts by its form and its check digit, never by its length alone; digits may be full-width or in groups. What
was made unreadable (440***********1234), a number within a longer one, an amount or an office's address is none.
"""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, passage_of
from cms.approval.checks.numbers import (
    AMEX,
    CARD_ISSUERS,
    CARD_LENGTHS,
    DIALLED_FIRST,
    MOBILE,
    identity_number_is_valid,
    joined,
    luhn_is_valid,
    runs,
)
from cms.approval.checks.plain_text import plain
from cms.approval.checks.registry import check

NO_NEIGHBOUR = re.compile(r"[0-9A-Za-z*×_%#]")
NO_DIGIT = re.compile(r"[0-9*×%#]")
LABEL = re.compile(
    r"(?:^|[^A-Za-z])(?:tel|mob|mobile|phone|cell|id|no|card|sfz|idcard)$|[\u4e00-\u9fff]_$", re.IGNORECASE
)
CARD_WORDS = re.compile(r"(?:卡号|帐号|账号|银行卡|储蓄卡|信用卡|借记卡|银联|开户)[^0-9]{0,12}$")
OTHER_WORDS = re.compile(
    r"(?:流水号|订单号|单号|编号|编码|代码|序号|条码|条形码|批号|文号|备案号|许可证号|证书号|合同号|标准号|票号|索引号|信用代码|执照号|注册号|"
    r"档案号|批次号|交易号|运单号|ISBN|ISSN|QQ)(?:码)?[^0-9,，。;；]{0,4}$",
    re.IGNORECASE,
)
# What names the number, whatever else stands before it: QQ/手机, 身份证编号.
MOBILE_WORDS = re.compile(r"(?:手机|电话|微信|联系方式|mobile|tel)[^0-9,，。;；]{0,4}$", re.IGNORECASE)
IDENTITY_WORDS = re.compile(r"(?:身份|公民|证件|SFZ)[^0-9,，。;；]{0,8}$", re.IGNORECASE)
AMOUNT = re.compile(
    r"\s*(?:\.\d|元(?!旦)|万(?=$|[^\u4e00-\u9fff]|[元人吨户亩平立千美辆件个份头株台套家])|亿|吨|千(?=[克米瓦人元吨伏卡]|万元)|公里|平方|立方|"
    r"人次|户(?![籍口主名])|头(?![条像衔])|份(?!额)|美元|%|％|度|瓦|kW)"
)
AMOUNT_BEFORE = re.compile(r"(?:[¥￥$€]\s*|\d\.)$")
FRACTION_BEFORE = re.compile(r"(?:^|[^0-9])0\.$")
SERIAL_BEFORE = re.compile(r"(?:^|[、,，;；(（:：\s])[1-9][0-9]?\.$")
FILE_AFTER = re.compile(r"\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?|zip|rar|jpe?g|png)\b", re.IGNORECASE)
YEARS = re.compile(r"1\d\d\s+(?:19|20)\d\d\s+(?:19|20)\d\d")
# How people group what they write: 138-0013-8000, 6222 0212 3456 7890; a row of other figures is no number.
MOBILE_SHAPES = {
    (11,),
    (3, 4, 4),
    (4, 4, 3),
    (3, 8),
    (3, 3, 5),
    (3, 2, 2, 2, 2),
    (5, 3, 3),
    (4, 3, 4),
    (7, 4),
    (5, 6),
    (4, 7),
    (1,) * 11,
}
CARD_SHAPES = re.compile(
    r"\d\d|4,6,5|5,5,5,[1-4]|(?:4,){3,4}[1-4]|6,(?:\d\d?|(?:4,)*[1-4]|\d,\d+|\d\d,\d)|(?:1,){15,18}1|8,(?:8|\d\d)"
)
PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    "(?P<plate>(?<![\u4e00-\u9fff])使[0-9]{6}|"
    f"WJ[·•. -]?[{PROVINCE}]?[·•. -]?[0-9]{{4}}[0-9A-Z]|"
    f"[{PROVINCE}使领] ?[A-HJ-NP-Z][·•. -]?"
    "(?:(?:[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DFABCEGHJK])|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领试超]))"
    "(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
PLATE_OTHERS = re.compile(r"(?:备案号|许可证|证号|编号|字第|文号|标准|经营许可|ICP)[^。;；]{0,6}$")
# Without this a line holds none, and most lines do not.
DIGITS_HINT = re.compile(r"(?:\d\D{0,8}?){10}")
PLATE_HINT = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][\\s·•]?[A-Za-zＡ-Ｚａ-ｚ]|使[0-9０-９]|WJ|ＷＪ",
    re.IGNORECASE,
)
HOME_HINT = re.compile("住|户籍|户口|身份证|小区|花园|家园|公寓|新村|宿舍|家属|苑|城|居|庭|邸|山庄|别墅|安置房|府")
PLACE = "[\u4e00-\u9fffA-Za-z0-9#()-]"
DIGITS = "[0-9A-Za-z一二三四五六七八九十百零〇甲乙丙丁-]{1,8}"
DETAIL = f"(?:{DIGITS}(?:号|栋|幢|座|单元|室|房|组|队|弄|巷|楼|户|门))"
ADDRESS_WORDS = (
    "(?:家庭住址|家庭地址|家庭详细地址|家庭居住地址|现家庭住址|现住址|现住地址|居住地址|常住地址|住址|户籍地址|户籍所在地|户籍住址|户口所在地|"
    "身份证地址|身份证住址|个人住址|通讯住址|暂住地址|住所地址|现居住地|家住|现住|租住于?|居住于|居住在|暂住于?)"
)
HOME_NAMED = re.compile(
    f"{ADDRESS_WORDS}[为是在于]?\\s?[:：]?\\s?(?P<home>{PLACE}{{2,40}}?{DETAIL}(?:{PLACE}{{0,12}}{DETAIL})*)"
)
PERSON_LIVES = re.compile(
    f"(?:[男女][,，、].{{0,40}}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,4}}(?<![厅局部院会所校司处委办])[,，])住(?:在|于|址|所地?)?[:：]?(?P<home>{PLACE}{{4,40}}?{DETAIL}(?:{PLACE}{{0,12}}{DETAIL})*)"
)
ESTATE = (
    "(?:小区|花园|家园|公寓|新村|宿舍|家属院|家属楼|苑|名城|雅居|华庭|豪庭|名邸|山庄|住宅区|别墅|安置房|"
    "新城|府邸|华府|嘉园)"
)
HOME_ESTATE = re.compile(
    f"(?P<home>{PLACE}{{0,24}}{ESTATE}{PLACE}{{0,8}}?[0-9A-Za-z一二三四五六七八九十]{{1,4}}(?:栋|幢|座|号楼|号院)(?:(?!共){PLACE}){{0,8}}?(?:[0-9]{{2,5}}(?:室|房|号|户)|[0-9]{{1,3}}-[0-9]{{2,5}}))"
)
OFFICE = re.compile("(?:大厦|大楼|中心|广场|写字楼|办公|单位|公司|政府|委员会|服务|窗口|大学|学校|医院|酒店|宾馆|会议)")


@check("identity", _("Identity numbers"), blocking=True)
def find_identity_numbers(material):
    """Identity numbers of 18 digits whose check digit fits, and those of 15 that are called so."""
    for segment, text in _lines(material, DIGITS_HINT):
        for start, end in identity_numbers(text.text):
            yield _hit(gettext_noop("An identity number."), segment, text, start, end)


@check("cards", _("Bank card numbers"), blocking=True)
def find_cards(material):
    """Numbers of bank cards by issuer, length and check digit."""
    for segment, text in _lines(material, DIGITS_HINT):
        for start, end in card_numbers(text.text):
            yield _hit(gettext_noop("A bank card number."), segment, text, start, end)


@check("mobiles", _("Mobile telephone numbers"))
def find_mobiles(material):
    """Mobile numbers; an office that publishes one on purpose accepts the hit."""
    for segment, text in _lines(material, DIGITS_HINT):
        for start, end in mobile_numbers(text.text):
            yield _hit(gettext_noop("A mobile telephone number."), segment, text, start, end)


@check("plates", _("Vehicle plates"))
def find_plates(material):
    """Number plates of vehicles."""
    for segment, text in _lines(material, PLATE_HINT):
        for start, end in plates(text.text):
            yield _hit(gettext_noop("The number plate of a vehicle."), segment, text, start, end)


@check("addresses", _("Home addresses"))
def find_addresses(material):
    """Where a person lives."""
    for segment, text in _lines(material, HOME_HINT):
        for start, end in home_addresses(text.text):
            yield _hit(gettext_noop("The home address of a person."), segment, text, start, end)


def _lines(material, hint):
    """The lines in which there may be something, in half width; each is turned once for all checks."""
    turned = material.__dict__.setdefault("_half_width", {})
    for number, segment in enumerate(material.in_time(material.everything)):
        if hint.search(segment.text):
            if number not in turned:
                turned[number] = plain(segment.text)
            yield segment, turned[number]


def _hit(message, segment, text, start, end):
    span = text.span(start, end)
    return Hit(message, where=segment.where, detail=segment.detail, **passage_of(segment.text, *span))


def identity_numbers(text):
    """Places of identity numbers in a half-width text."""
    return list(_numbers(text, range(15, 19), _is_identity, NO_DIGIT))


def card_numbers(text):
    """Places of bank card numbers in a half-width text."""
    return [
        (start, end)
        for start, end in _numbers(text, CARD_LENGTHS, _is_card)
        if not (AMOUNT.match(text, end) or AMOUNT_BEFORE.search(text[max(0, start - 3) : start]))
    ]


def mobile_numbers(text):
    """Places of mobile numbers in a half-width text, with or without 86 before them."""
    found = []
    for start, end in _numbers(text, range(11, 17), _is_mobile):
        before = text[max(0, start - 5) : start]
        is_amount = AMOUNT_BEFORE.search(before) and not SERIAL_BEFORE.search(before)
        is_document = before.endswith(("]", "〕")) and text[end : end + 1] == "号"
        if not (is_amount or is_document or AMOUNT.match(text, end) or FILE_AFTER.match(text, end)):
            found.append((start, end))
    return found


def plates(text):
    """Places of number plates in a half-width text."""
    found = []
    for match in PLATE.finditer(text):
        body = match["plate"][2:]
        enough = sum(letter.isdigit() for letter in body) >= 2
        if enough and not PLATE_OTHERS.search(text[max(0, match.start() - 12) : match.start()]):
            found.append(match.span("plate"))
    return found


def home_addresses(text):
    """Places of home addresses in a half-width text."""
    found = []
    for pattern in (HOME_NAMED, PERSON_LIVES, HOME_ESTATE):
        for match in pattern.finditer(text):
            start, end = match.span("home")
            is_office = pattern is HOME_ESTATE and OFFICE.search(text[max(0, start - 8) : end + 6])
            if not is_office and not any(start < other_end and other < end for other, other_end in found):
                found.append((start, end))
    return sorted(found)


def _numbers(text, lengths, is_one, neighbours=NO_NEIGHBOUR):
    """Places of numbers of these lengths that stand alone, each letter in one of them only."""
    if sum(letter.isdigit() for letter in text) < lengths[0] - 1:
        return
    taken = 0
    for run in runs(text):
        for start, end, digits, shape in joined(run, lengths):
            if start < taken or _has_neighbour(text, start, end, neighbours):
                continue
            if is_one(digits, shape, text[max(0, start - 24) : start], text[start:end]):
                taken = end
                yield start, end


def _has_neighbour(text, start, end, neighbours):
    """Whether a letter, a digit or a mask touches the number, so that it is a part of something longer."""
    before, after = text[max(0, start - 8) : start], text[end : end + 1]
    if neighbours.match(after):
        return True
    return bool(NO_NEIGHBOUR.match(before[-1:])) and not LABEL.search(before)


def _is_identity(digits, _shape, before, _written):
    if len(digits) not in (15, 18) or not identity_number_is_valid(digits):
        return False
    if IDENTITY_WORDS.search(before):
        return True
    return len(digits) == 18 and not (OTHER_WORDS.search(before) or FRACTION_BEFORE.search(before))


def _is_card(digits, shape, before, written):
    if not digits.isdigit() or identity_number_is_valid(digits) or len(set(digits)) < 4 or not luhn_is_valid(digits):
        return False
    if not CARD_SHAPES.fullmatch(",".join(map(str, shape))):
        return False
    if CARD_WORDS.search(before):
        return len(digits) > 15 or bool(AMEX.fullmatch(digits))
    # Four figures of a table look like a card of four groups; only UnionPay's own beginning tells them apart.
    if len(digits) == 15 or (shape == (4, 4, 4, 4) and written.split() != [written] and not digits.startswith("62")):
        return False
    return bool(CARD_ISSUERS.fullmatch(digits)) and not OTHER_WORDS.search(before)


def _is_mobile(digits, shape, before, written):
    dialled = DIALLED_FIRST.match(digits)
    if dialled:
        digits, shape = digits[dialled.end() :], _shape_without(shape, dialled.end())
    return (
        len(digits) == 11
        and shape in MOBILE_SHAPES
        and bool(MOBILE.fullmatch(digits))
        and not YEARS.fullmatch(written)
        and (bool(MOBILE_WORDS.search(before)) or not OTHER_WORDS.search(before))
    )


def _shape_without(shape, number):
    """The lengths of the groups without so many digits at the beginning."""
    while number and shape[0] <= number:
        number, shape = number - shape[0], shape[1:]
    return (shape[0] - number, *shape[1:])
