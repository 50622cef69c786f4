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
STARRED = re.compile(f"{LEVEL}(?:级|件)?{STAR}+(?:{PERIOD})?")
# 密级:机密, as a field; 密级:公开 and an empty field say nothing, nor does a list to choose from.
FIELD = re.compile(
    "(?:^|(?<=[,，。;；:：|【】\\[\\]()]))(?:(?:本|此|该)(?:文件?|件|材料|资料|通知|报告|纪要|会议)?的?)?"
    "[【\\[(]?(?:密级|保密等级|秘密等级|涉密等级|保密级别|定密)[】\\])]?(?:为|是)?[:：]?"
    f"{OPENING}?({LEVEL})级?{CLOSING}?(?:$|[^级、或和及/□☐人事信国商])"
)
FIELD_NAME = re.compile("(?:密级|保密等级|秘密等级|涉密等级|保密级别)(?:和保密期限|及保密期限|[(]保密期限[)])?[:：]?")
# The level alone on its line, with period, urgency or number of the copy beside it.
BARE = re.compile(
    f"(?:{COPY})?(?:{URGENCY}[·,，、]?)?{OPENING}?{LEVEL}(?:级|件|文件|资料|材料|电报)?{CLOSING}?(?:[·,，:：]?{PERIOD})?(?:[·,，、]?{URGENCY})?(?:{COPY})?"
)
BRACKETED_HEAD = re.compile(f"^{OPENING}{LEVEL}(?:级|件|文件|资料|材料)?(?:{STAR}?{PERIOD})?{CLOSING}")
KIND = "(?:资料|文件|材料|刊物|文稿|信息|情况|事项|明电|传真|讲义|教材|参考|使用|传阅|掌握|发行|交流|文档|通报|简报|件)"
CARE = (
    "(?:(?:请|应|须|务必)?(?:注意|妥善|严格)?(?:保存|保密|保管)|(?:严禁|请勿|不得|禁止|切勿|勿)(?:外传|外泄|公开|转载|翻印|复制|复印|扩散|"
    "传播|上网|转发|对外提供|泄露|外借|遗失)|(?:请)?(?:注意|及时|定期)?(?:回收|收回|清退|退回)|阅后(?:即焚|即毁|销毁|收回|清退|退回))"
)
INTERNAL = re.compile(f"内部{KIND}[,，、;；:：·。]?(?:{CARE}[,，、;；·。]?)+")
INTERNAL_ONLY = re.compile(
    f"(?:(?:仅|只|限|专)?供?(?:领导|工作|机关|单位|系统|本单位|会议)?内部(?:参考|使用|传阅|掌握|参阅|学习|交流|资料|文件|材料|刊物|明电|电报|发行)"
    f"|仅供内部{KIND}?|(?:内部)?{CARE}|工作秘密|内部事项|密码电报|机密电报|内部明电|密件|涉密文件|涉密资料|涉密材料)"
    f"(?:[,，、;；:：·。]?(?:{CARE}|仅供参考|工作秘密)[,，、;；·。]?)*"
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
    "(?:信息公开(?:选项|属性|类别|形式|方式)?|公开(?:选项|属性|类别|形式|方式|类型))[:：](?:不予公开|不公开|依申请公开|不宜公开)"
)

# Without one of these a line marks nothing, and most lines have none.
HINT = re.compile("密|内部|公开|外传|外泄|保存|保管|阅后|上网|限发|发至|仅供|请勿|切勿|严禁|不得扩散")
QUOTES = tuple('“”‘’「」『』"、')
HEAD_ROLES = {"header", "footer", "watermark", "properties", "name", "title"}
EDGE_ROLES = {"page", "text", "sheet", "rough"}


@check("secrets", _("Secret markings"), blocking=True)
def find_markings(material):
    """Each marking of the page and of its files."""
    head = material.parameters["check-head-lines"]
    yield from _in_lines(_of_page(material, head))
    yield from _in_lines(_of_files(material, head))


def _of_page(material, head):
    """The page's lines with whether each stands where a marking would: title, head, end, a field of the page."""
    segments = material.lines
    texts = [segment for segment in segments if segment.where == Where.TEXT]
    edges = {id(segment) for segment in [*texts[:head], *texts[-4:]]}
    for segment in segments:
        yield segment, segment.role in ("title", "fact") or id(segment) in edges


def _of_files(material, head):
    for file in material.files:
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
    previous = ""
    for segment, at_edge in lines:
        if not HINT.search("".join(segment.text.split())):
            previous = ""
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
    starred = STARRED.search(text)
    if starred:
        return gettext_noop("A marking of secrecy with its star."), *starred.span()
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
    return _at_the_edge(text, role) if at_edge else None


def _is_quoted(text, start, end):
    """Whether a sentence speaks about the note instead of being it: 标注“此件公开发布”“此件不公开”等."""
    return text[:start][-1:] in QUOTES or text[end : end + 1] in QUOTES


def _at_the_edge(text, role):
    """A marking that counts only because of where it stands."""
    core = text.strip("。.,，;；!！-—–_·|")
    if not core:
        return None
    start = text.index(core)
    if role != "fact" and BARE.fullmatch(core):
        return gettext_noop("A level of secrecy stands alone at the head or in the margin."), start, start + len(core)
    head = BRACKETED_HEAD.match(core)
    if head and role in ("title", "name"):
        return gettext_noop("A level of secrecy stands before the title."), start, start + head.end()
    inner = core.strip('【】[]()〔〕<>《》“”"')
    if role != "fact" and INTERNAL_ONLY.fullmatch(inner) and not LOOSE_CARE.fullmatch(inner):
        return gettext_noop("A note says that this text is for internal use."), start, start + len(core)
    return None
