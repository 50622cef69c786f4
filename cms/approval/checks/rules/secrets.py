"""Markings of secrecy, told by their form and their place (保守国家秘密法实施条例, GB/T 9704-2012 §7.2; domain §4 V1b).

A word such as 商业秘密 or 国家秘密 in a sentence marks nothing. What marks a text is: a level with a star and a period,
wherever it stands; a level or a note for internal use that is a line of its own at the head, in a header or a footer;
the field 密级 with a level in it; a document number of the secret series; a line that forbids disclosure.
"""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where, passage_of
from cms.approval.checks.plain_text import plain
from cms.approval.checks.registry import check

LEVEL = "(?:绝密|絕密|机密|機密|秘密|祕密)"
STAR = "[★☆✩✪✫✬✭✮✯✰⭐⋆*﹡∗]"
NUMBER = "[0-9一二三四五六七八九十两]{1,4}"
PERIOD = (
    f"(?:{NUMBER}年(?:{NUMBER}个?月)?(?:{NUMBER}[日天])?|{NUMBER}个?月(?:{NUMBER}[日天])?|{NUMBER}[日天]|长期|永久|启用前|"
    "公布前|公开前|发布前|解密前|开启前|使用前|考试前|长期保存)"
)
URGENCY = "(?:特急|加急|平急|急件|特提|紧急|火急)"
COPY = "(?:(?:份号|编号|[Nn][Oo]\\.?|第)?[:：]?[0-9]{1,8}号?)"
OPENING, CLOSING = '[【\\[(〔〈<「『“"]', '[】\\])〕〉>」』”"]'

# 机密★10年 anywhere. A star alone after the level counts as well; 密级★保密期限 explains the form and marks nothing.
# Another sign than a star needs its period beside it, and so does the star behind 国家秘密.
STARRED = re.compile(
    f"{LEVEL}(?:级|件)?{CLOSING}?(?:{STAR}+|[▲△◆◇●■])[【\\[(]?{PERIOD}[】\\])]?|(?<!国家){LEVEL}(?:级|件)?{CLOSING}?{STAR}+"
)
# A sentence about the form has the form in quotation marks and says that it is one.
ABOUT_FORM = re.compile("字样|标志|标识|标记|标注|标明|注明|标有|标为|印有|形式|格式|样式")
# 机密(10年), 秘密·长期: a line of its own.
DATED = re.compile(f"{OPENING}?{LEVEL}(?:级|件)?{CLOSING}?[·,，:：-]?{OPENING}?{PERIOD}{CLOSING}?")
# 密级:机密, as a field; 密级:公开 and an empty field say nothing, nor does a list to choose from.
FIELD = re.compile(
    "(?:^|(?<=[,，。;；:：|【】\\[\\]()])|(?<=[年月日天期久])(?=密级[:：]))(?:(?:本|此|该)(?:文件?|件|材料|资料|通知|报告|纪要|会议)?的?)?"
    "[【\\[(]?(?:密级|保密等级|秘密等级|涉密等级|保密级别|定密)[】\\])]?(?:为|是)?[:：]?"
    f"{OPENING}?({LEVEL})级?{CLOSING}?(?:$|[^级、或和及/□☐人事信国商])"
)
FIELD_NAME = re.compile("(?:密级|保密等级|秘密等级|涉密等级|保密级别)(?:和保密期限|及保密期限|[(]保密期限[)])?[:：]?")
# The level alone on its line, with period, urgency or number of the copy beside it.
BARE = re.compile(
    f"(?:{COPY})?(?:{URGENCY}[·,，、]?)?{OPENING}?{LEVEL}(?:级|件|文件|资料|材料|电报)?{CLOSING}?(?:[·,，:：]?{PERIOD})?(?:[·,，、]?{URGENCY})?(?:{COPY})?"
)
IN_BRACKETS = f"(?:{LEVEL}(?:级|件|文件|资料|材料)?(?:{STAR}?{PERIOD})?|内部(?:文件|资料|材料)?|涉密)"
BRACKETED_HEAD = re.compile(f"^[【\\[(〔〈]{IN_BRACKETS}[】\\])〕〉]")
BRACKETED_TAIL = re.compile(f"[【\\[(〔〈]{IN_BRACKETS}[】\\])〕〉](?=(?:\\.[A-Za-z0-9]{{1,5}})?$)")
KIND = "(?:资料|文件|材料|刊物|文稿|信息|情况|事项|明电|传真|讲义|教材|参考|使用|传阅|掌握|发行|交流|文档|通报|简报|件)"
CARE = (
    "(?:(?:请|应|须|务必)?(?:注意|妥善|严格)?(?:保存|保密|保管)|(?:未经(?:许可|批准|同意|授权|允许)[,，]?)?(?:严禁|请勿|不得|禁止|切勿|勿)(?:外传|外泄|公开|转载|翻印|复制|复印|扩散|"
    "传播|上网|转发|对外提供|泄露|外借|遗失)|(?:请)?(?:注意|及时|定期)?(?:回收|收回|清退|退回)|阅后(?:即焚|即毁|销毁|收回|清退|退回)|免费交流)"
)
INTERNAL = re.compile(f"(?:内部{KIND}|敏感(?:信息|资料|材料|文件))[,，、;；:：·。]?(?:{CARE}[,，、;；·。]?)+")
INTERNAL_ONLY = re.compile(
    f"(?:(?:仅限|只限|仅|只|限|专)?供?(?:领导|工作|机关|单位|系统|本单位|会议)?内部(?:参考|使用|传阅|掌握|参阅|学习|交流|资料|文件|材料|刊物|明电|电报|发行)"
    f"|仅供内部{KIND}?|(?:内部)?{CARE}|工作秘密|内部事项|密码电报|机密电报|内部明电|密件|内部|"
    "涉密(?:文件|资料|材料|件)?|(?:核心|普通)?商密|非公开(?:资料|文件|材料|信息)|(?:文件|资料|材料)?不(?:予)?公开)"
    f"(?:{CARE}|仅供参考|工作秘密)*"
)
SEPARATORS = re.compile("[,，、;；:：·。.!！|-]")
LONGEST_HEAD = 120
# Beside a marking in the margin: — 3 —, 第1页 共3页, 3/5, Page 3 of 5.
PAGE_NUMBER = re.compile(
    "[-–—―·|]*(?:第[0-9一二三四五六七八九十]{1,4}页|[0-9]{1,4}/[0-9]{1,4}|[-–—―·][0-9]{1,4}[-–—―·]?|[Pp]age[0-9]{1,4})"
    "(?:[,，/|]?(?:共|of)[0-9一二三四五六七八九十]{1,4}页?)?[-–—―·|]*"
)
LOOSE_CARE = re.compile(
    "(?:请|应|须|务必)?(?:注意|妥善|严格)?(?:保存|保管)|.*(?:转载|转发|回收|收回|清退|退回|复制|复印|遗失|外借)"
)
# 粤府密〔2026〕3号, 机密发〔2026〕1号; the bureau of cryptography numbers its public papers 国密局.
SERIES = re.compile(
    "(?:[\u4e00-\u9fff]{0,10}(?<!国)(?:绝密|机密|秘密|密发|密函|密字|密传|密电|密)|[\u4e00-\u9fff]{1,6}密)(?:发|函|字|传|电)?[〔\\[【(](?:19|20)[0-9]{2}[〕\\]】)][0-9]{1,5}号"
)
# （此件不公开）, 公开方式：不予公开, （此件发至县团级）: GB/T 9704 notes after the text.
WITHHELD = re.compile(
    "[(〔\\[【]?(?:此件|本件|此文|本文件|此文件)(?:为内部文件|不予公开|不公开|不宜公开|不得公开|删减后公开|依申请公开|发至[^)〕\\]】。]{1,12}级|限发[^)〕\\]】。]{0,12})[)〕\\]】。]?"
)
WITHHELD_FIELD = re.compile(
    "(?:信息公开(?:选项|属性|类别|形式|方式)?|公开(?:选项|属性|类别|形式|方式|类型))[:：](?:不予公开|不公开|不宜公开)"
)

# Without one of these a line marks nothing, and most lines have none.
HINT = re.compile("密|内部|敏感|公开|外传|外泄|保存|保管|阅后|上网|限发|发至|仅供|请勿|切勿|严禁|不得扩散")
LETTER_LINE = 3
# As a word in a cell they name a column.
LOOSE_WORDS = {"内部", "涉密", "不公开", "不予公开"}
OPENING_QUOTES, CLOSING_QUOTES = tuple("“‘「『\"'"), tuple("”’」』\"'")
QUOTES = tuple('“”‘’「」『』"、')
HEAD_ROLES = {"header", "footer", "watermark", "properties", "name", "title", "note"}
EDGE_ROLES = {"page", "text", "sheet", "rough"}


@check("secrets", _("Secret markings"), blocking=True)
def find_markings(material):
    """Each marking of the page and of its files."""
    head = material.parameters["check-head-lines"]
    yield from _in_lines(material.in_time(_of_page(material, head)))
    files = material.files
    yield from _in_lines(material.in_time(_of_files(files, head)))


def _of_page(material, head):
    """The page's lines with whether each stands where a marking would: title, head, end, a field of the page."""
    segments = material.lines
    texts = [segment for segment in segments if segment.where == Where.TEXT]
    edges = {id(segment) for segment in [*texts[:head], *texts[-4:]]}
    for segment in segments:
        yield segment, segment.role in ("title", "fact", "row") or id(segment) in edges


def _of_files(files, head):
    for file in files:
        yield from _of_file(file, head)


def _of_file(file, head):
    for kind, label, lines in [["name", "", [file.name, file.attachment.filename]], *file.parts]:
        detail = f"{file.name} · {label}" if label else file.name
        for number, line in enumerate(lines):
            at_edge = kind in EDGE_ROLES and (number < head or number >= len(lines) - 4)
            yield _FileLine(line, detail, kind), kind in HEAD_ROLES or at_edge


class _FileLine:
    """A line of a file, as a segment of the page would be."""

    where = Where.ATTACHMENT

    def __init__(self, text, detail, role):
        self.text, self.detail, self.role = text, detail, role


def _in_lines(lines):
    """The markings in lines that come with whether each stands at an edge."""
    previous = ""
    for segment, at_edge in lines:
        if not HINT.search("".join(segment.text.split())):
            previous = segment.text.strip() if len(segment.text) <= LETTER_LINE else ""
            continue
        line = plain(segment.text, without_blanks=True)
        found = _marking(line.text, at_edge, segment.role, previous)
        if found:
            message, start, end = found
            span = line.span(start, end)
            yield Hit(message, where=segment.where, detail=segment.detail, **passage_of(segment.text, *span))
        previous = line.text


def _marking(text, at_edge, role, previous):
    """Message and place of the marking in a line without blanks, None where there is none."""
    for starred in STARRED.finditer(text):
        if not _speaks_about(text, *starred.span()):
            return gettext_noop("A marking of secrecy with its star."), *starred.span()
    if len(text) <= LONGEST_HEAD and DATED.fullmatch(text):
        return gettext_noop("A marking of secrecy with its period."), 0, len(text)
    field = FIELD.search(text)
    if field:
        return gettext_noop("The field for the level of secrecy names a level."), field.start(), field.end(1)
    if FIELD_NAME.fullmatch(previous) and BARE.fullmatch(text):
        return gettext_noop("The field for the level of secrecy names a level."), 0, len(text)
    series = SERIES.search(text)
    if series:
        return gettext_noop("A document number of a secret series."), *series.span()
    withheld = WITHHELD.search(text) or WITHHELD_FIELD.search(text)
    if withheld and not _is_quoted(text, *withheld.span()):
        return gettext_noop("A note says that this text is not disclosed to everybody."), *withheld.span()
    internal = INTERNAL.search(text)
    if internal and (at_edge or len(text) <= internal.end() - internal.start() + 2):
        return gettext_noop("A note says that this text is for internal use."), *internal.span()
    return _at_the_edge(text, role, previous) if at_edge else None


def _is_quoted(text, start, end):
    """Whether a sentence speaks about the note instead of being it: 标注“此件公开发布”“此件不公开”等."""
    return text[:start][-1:] in QUOTES or text[end : end + 1] in QUOTES


def _speaks_about(text, start, end):
    """Whether the form stands in quotation marks in a sentence about such forms."""
    is_quoted = text[:start][-1:] in OPENING_QUOTES and text[end : end + 1] in CLOSING_QUOTES
    return is_quoted and bool(ABOUT_FORM.search(text))


def _at_the_edge(text, role, previous):
    """A marking that counts only because of where it stands."""
    if role in ("title", "name", "row"):
        found = BRACKETED_HEAD.match(text) or BRACKETED_TAIL.search(text[-LONGEST_HEAD:])
        if found and found.re is BRACKETED_HEAD:
            return gettext_noop("A level of secrecy stands before the title."), *found.span()
        if found:
            skipped = max(0, len(text) - LONGEST_HEAD)
            start, end = skipped + found.start(), skipped + found.end()
            return gettext_noop("A level of secrecy stands behind the title."), start, end
    if len(text) > LONGEST_HEAD:
        return None
    if len(text) == 1 and BARE.fullmatch(previous + text):
        return gettext_noop("A level of secrecy stands alone at the head or in the margin."), 0, 1
    text = _without_page_number(text)
    core = text.strip("。.,，;；!！-—–_·|")
    if not core:
        return None
    start = text.index(core)
    if role != "fact" and BARE.fullmatch(core):
        return gettext_noop("A level of secrecy stands alone at the head or in the margin."), start, start + len(core)
    inner = core.strip('【】[]()〔〕<>《》“”"')
    inner = SEPARATORS.sub("", inner)
    may_be_note = role != "fact" and not (role in ("cell", "sheet") and inner in LOOSE_WORDS)
    if may_be_note and INTERNAL_ONLY.fullmatch(inner) and not LOOSE_CARE.fullmatch(inner):
        return gettext_noop("A note says that this text is for internal use."), start, start + len(core)
    return None


def _without_page_number(text):
    """What stands in a margin beside the number of the page, blanked by separators so that places stay."""
    for found in PAGE_NUMBER.finditer(text):
        if found.start() == 0 or found.end() == len(text):
            text = f"{text[: found.start()]}{'-' * len(found[0])}{text[found.end() :]}"
    return text
