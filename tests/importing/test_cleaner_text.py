"""Paragraphs, headings, lists and word processors' habits become blocks that say the same."""

import pytest

from cms.importing.cleaner import clean, plain_text


def kinds(html):
    return [block["type"] for block in clean(html).blocks]


def text_of(html):
    blocks = clean(html).blocks
    assert [block["type"] for block in blocks] == ["text"]
    return blocks[0]["value"]["text"]


def test_clean__merges_paragraphs_of_one_alignment_when_they_follow_each_other():
    cleaned = clean(
        '<p class="center">示例市公园</p><p class="center">开放办法</p>'
        "<p>第一条 公园每日开放。</p><p>第二条 免费入园。</p>"
        '<p class="right">示例市园林局</p><p class="right">2024年3月1日</p>'
    )
    assert [block["value"] for block in cleaned.blocks] == [
        {"text": "<p>示例市公园</p><p>开放办法</p>", "align": "center"},
        {"text": "<p>第一条 公园每日开放。</p><p>第二条 免费入园。</p>", "align": "start"},
        {"text": "<p>示例市园林局</p><p>2024年3月1日</p>", "align": "end"},
    ]
    assert cleaned.text.split("\n")[1:3] == ["开放办法", "第一条 公园每日开放。"]


@pytest.mark.parametrize(
    "html",
    [
        "<center>标题</center>",
        "<p align=center>标题</p>",
        '<p style="TEXT-ALIGN: center; text-indent: 2em">标题</p>',
        '<div align="center"><div><p class="MsoNormal">标题</p></div></div>',
        '<p align="right" style="text-align:center">标题</p>',
    ],
)
def test_clean__keeps_a_title_centred_however_it_was_centred(html):
    assert [block["value"]["align"] for block in clean(html).blocks] == ["center"]


def test_clean__starts_a_new_block_when_about_four_thousand_characters_are_full():
    cleaned = clean("".join(f"<p>{str(number) * 500}</p>" for number in range(1, 10)) * 3)
    sizes = [len(block["value"]["text"]) for block in cleaned.blocks]
    assert len(sizes) > 3
    assert max(sizes) <= 4000


def test_clean__takes_headings_as_plain_text_and_moves_levels_when_there_is_a_first_level():
    assert [block["value"] for block in clean("<h2>第一章　<b>总则</b></h2><h5>细目</h5>").blocks] == [
        {"text": "第一章　总则", "level": "h2"},
        {"text": "细目", "level": "h4"},
    ]
    assert [block["value"]["level"] for block in clean("<h1>甲</h1><h2>乙</h2><h3>丙</h3>").blocks] == [
        "h2",
        "h3",
        "h4",
    ]


def test_clean__makes_a_paragraph_of_a_heading_when_it_is_as_long_as_one():
    blocks = clean(f"<h2>{'长' * 301}</h2>").blocks
    assert blocks[0]["type"] == "text"


def test_clean__keeps_bold_italic_raised_lowered_and_sound_links():
    assert text_of(
        "<p><strong>重要</strong>：<em>请注意</em> H<sub>2</sub>O、m<sup>2</sup>，"
        '<a href="https://example.gov.cn/a?b=1&amp;c=2" target="_blank">办事大厅</a>'
        '<span style="font-weight:bold">粗</span><b><span style="font-weight:normal">细</span></b></p>'
    ) == (
        "<p><b>重要</b>：<i>请注意</i> H<sub>2</sub>O、m<sup>2</sup>，"
        '<a href="https://example.gov.cn/a?b=1&amp;c=2">办事大厅</a><b>粗</b>细</p>'
    )


def test_clean__keeps_lists_with_lists_inside():
    assert text_of(
        "<ul><li>身份证<ul><li>原件</li><li>复印件</li></ul></li><li><p>申请表</p></li></ul><ol><li>受理</ol>"
    ) == ("<ul><li>身份证<ul><li>原件</li><li>复印件</li></ul></li><li>申请表</li></ul><ol><li>受理</li></ol>")


def test_clean__cleans_what_a_word_processor_writes():
    html = """<!--[if gte mso 9]><xml><w:WordDocument>机密</w:WordDocument></xml><![endif]-->
    <style>p.MsoNormal {color:red}</style>
    <div class=WordSection1><p class=MsoNormal align=left style='text-indent:2em'><span lang=EN-US
    style='font-family:仿宋'>&nbsp;&nbsp;&nbsp;&nbsp;<o:p></o:p></span><font face="宋体">　　第一条　为了
    便民，</font>
    <span>制定本办法 (draft
    text)。</span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><![if !supportLists]><span
    style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>自愿；</p>
    <p style="display:none">看不见</p></div>"""
    cleaned = clean(html)
    assert cleaned.text == "第一条　为了便民，制定本办法 (draft text)。\n1. 自愿；"
    assert cleaned.dropped == {"style": 1, "hidden": 1}


def test_clean__splits_paragraphs_at_line_breaks_when_they_stand_for_paragraphs():
    assert clean("<div>第一段<br><br>第二段<br/>　　第三段</div>").text == "第一段\n第二段\n第三段"
    assert text_of("<p>甲<br>乙<br><br>丙<br>　　丁</p>") == "<p>甲<br/>乙</p><p>丙</p><p>丁</p>"


def test_clean__keeps_stray_text_and_unknown_tags_in_their_order():
    assert clean("前<p>中</p>后<foo:bar>尾</foo:bar><section>末</section>").text == "前\n中\n后尾\n末"


def test_clean__gives_nothing_when_there_is_nothing_to_read():
    for html in ("", "   ", "<!-- 注 -->", "<p>&nbsp;</p><p>　</p><script>1</script>"):
        cleaned = clean(html)
        assert (cleaned.blocks, cleaned.text) == ([], "")


def test_clean__lists_what_the_text_refers_to():
    cleaned = clean(
        '<p><a href="/files/表.pdf">申请表</a><a href="page.html">说明</a><a href="#top">顶</a>'
        '<img src="a.png" alt="位置图"><iframe src="https://example.gov.cn/v.pdf"></iframe></p>',
        base_url="https://old.example.gov.cn/x/",
    )
    assert cleaned.attachments == [
        {"title": "申请表", "url": "https://old.example.gov.cn/files/表.pdf", "kind": "file"},
        {"title": "位置图", "url": "https://old.example.gov.cn/x/a.png", "kind": "image"},
        {"title": "v.pdf", "url": "https://example.gov.cn/v.pdf", "kind": "file"},
    ]
    assert cleaned.links == [{"title": "说明", "url": "https://old.example.gov.cn/x/page.html"}]


def test_clean__unwraps_relative_links_and_still_lists_them_when_their_base_is_not_known():
    cleaned = clean('<p>见<a href="./b.docx">附件</a></p>')
    assert cleaned.blocks[0]["value"]["text"] == "<p>见附件</p>"
    assert cleaned.attachments == [{"title": "附件", "url": "./b.docx", "kind": "file"}]


def test_clean__gives_the_text_that_its_blocks_hold():
    html = "<h2>甲</h2><p>一<br>二 &lt;b&gt; &amp;amp;</p><ul><li>三<ol><li>四</ol></ul><table><tr><td>五<td>六</table>"
    cleaned = clean(html)
    assert cleaned.text == "甲\n一\n二 <b> &amp;\n三\n四\n五\t六"
    assert plain_text(cleaned.blocks) == cleaned.text
