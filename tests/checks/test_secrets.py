"""Markings of secrecy: every form where it marks, and the same words where they mark nothing."""

import pytest

from tests.checks.helpers import check, draft, hits, read
from tests.extraction.papers import docx_of, pdf_of, xlsx_of, zip_of

pytestmark = pytest.mark.django_db

ANYWHERE = [
    "绝密★",
    "绝密★30年",
    "机密★10年",
    "秘密★2年6个月",
    "机密★长期",
    "绝密★启用前",
    "机 密 ★ 10 年",
    "机密★１０年",
    "机密☆10年",
    "机密*5年",
    "機密★10年",
    "000012 机密★1年 特急",
    "密级：机密",
    "密级:秘密",
    "密 级：绝 密",
    "保密等级：机密",
    "【密级】机密",
    "本文件密级为机密。",
    "内部资料 注意保存",
    "内部资料，注意保存",
    "内部文件　注意保密",
    "内部材料，请勿外传",
    "内部资料 严禁外传",
    "内部刊物 注意保管",
    "粤府密〔2026〕3号",
    "（此件不公开）",
    "（此件不予公开）",
    "此件发至县团级",
    "公开方式：不予公开",
]
AT_THE_HEAD = [
    "机密",
    "绝 密",
    "【机密】",
    "（秘密）",
    "机密 10年",
    "机密·特急",
    "特急 机密",
    "秘密 第001号",
    "机密文件",
    "仅供内部参考",
    "内部使用",
    "内部明电",
    "工作秘密",
    "严禁外传",
    "阅后即焚",
]
NO_MARKINGS = [
    "依法保护商业秘密和个人隐私。",
    "涉及国家秘密、商业秘密的，不予公开。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "机密级国家秘密是重要的国家秘密。",
    "绝密级国家秘密载体应当存放在保密柜中。",
    "密级：公开",
    "密级：",
    "密级：□绝密 □机密 □秘密",
    "信息的最高密级为绝密级，普通信息较低。",
    "核心密码保护信息的最高密级为绝密级",
    "保守秘密是公民的义务。",
    "内部控制制度应当健全。",
    "单位内部资料由办公室归档。",
    "（此件公开发布）",
    "（此件主动公开）",
    "公开属性包括“此件公开发布”“此件不公开”等。",
    "国密局公告〔2026〕3号",
    "注意保存原始凭证。",
    "请妥善保管证件。",
    "禁止复制",
    "评分：五★级酒店",
]


@pytest.mark.parametrize("line", [*ANYWHERE, *AT_THE_HEAD])
def test_secrets__found_at_the_head_of_the_text(line):
    assert read("secrets", line, "关于印发工作方案的通知", "各单位：")


@pytest.mark.parametrize("line", ANYWHERE)
def test_secrets__found_in_the_midst_of_a_text_when_the_form_alone_says_it(line):
    lines = [f"第{number}条　示例内容。" for number in range(40)]
    assert read("secrets", *lines[:20], line, *lines[20:])


@pytest.mark.parametrize("line", NO_MARKINGS)
def test_secrets__not_found_when_the_words_mark_nothing(line):
    assert read("secrets", line, "各单位：", line) == []


@pytest.mark.parametrize(
    "title", ["【机密】关于经费的请示", "机密★5年 关于经费的请示", "（内部资料 注意保存）会议纪要"]
)
def test_secrets__found_before_the_title(column, title):
    assert hits(draft(column, "正文。", title=title), "secrets")


@pytest.mark.parametrize(
    ("ending", "make"),
    [
        ("docx", docx_of),
        ("xlsx", lambda line: xlsx_of([line], ["甲", "乙"])),
        ("pdf", lambda line: pdf_of([line, "正文"])),
    ],
)
def test_secrets__found_at_the_head_of_a_file(column, ending, make):
    lines = [*ANYWHERE, *AT_THE_HEAD]
    page = draft(column, "正文。", files=[(f"{n}.{ending}", make(line)) for n, line in enumerate(lines)])
    found = {finding.detail.partition(".")[0] for finding in check(page) if finding.check_code == "secrets"}
    assert [line for n, line in enumerate(lines) if str(n) not in found] == []


@pytest.mark.parametrize("line", ["机密", "机密★10年", "内部资料 注意保存", "仅供内部参考"])
def test_secrets__found_in_header_footer_text_box_and_deep_within(column, line):
    body = ["正文。"] * 60
    files = {
        "页眉.docx": docx_of(*body, header=line),
        "页脚.docx": docx_of(*body, footer=line),
        "表页眉.xlsx": xlsx_of(*[["甲"]] * 60, header=line),
        "表页脚.xlsx": xlsx_of(*[["甲"]] * 60, footer=line),
        "第二页.pdf": pdf_of(body[:30], [line, *body[:30]], body[:30]),
    }
    for name, content in files.items():
        assert hits(draft(column, "正文。", files=[(name, content)]), "secrets"), name


def test_secrets__found_in_a_text_box_a_table_and_a_file_within_a_file(column):
    files = {
        "文本框.docx": docx_of("正文", textbox="机密★10年"),
        "表格.docx": docx_of("正文", table=[["密级", "机密"], ["编号", "1"]]),
        "打包.zip": zip_of({"内层.docx": docx_of("秘密★5年", "正文")}),
        "网页.html": "<html><body><p>机密★10年</p><p>正文</p></body></html>".encode("gb18030"),
        "文本.txt": "机密★10年\n正文".encode("gb18030"),
    }
    for name, content in files.items():
        assert hits(draft(column, "正文。", files=[(name, content)]), "secrets"), name


def test_secrets__found_in_the_name_of_a_file(column):
    assert hits(draft(column, "正文。", files=[("【机密】名单.docx", docx_of("正文"))]), "secrets")


def test_secrets__not_found_in_a_file_that_speaks_about_secrets(column):
    content = docx_of("保密知识", *NO_MARKINGS, "依法保护商业秘密。")
    assert hits(draft(column, "正文。", files=[("附件.docx", content)]), "secrets") == []


def test_secrets__need_a_decision_and_show_their_passage(column):
    found = [f for f in check(draft(column, "特此通知。机密★10年（副本）")) if f.check_code == "secrets"]
    assert [(f.is_blocking, f.before, f.passage, f.after) for f in found] == [
        (True, "特此通知。", "机密★10年", "（副本）")
    ]
