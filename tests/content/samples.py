"""One page of every kind, with every field and every block filled in."""

import datetime

from cms.content.blocks.statistics import statistics_table
from cms.content.document_numbers import Genre
from cms.content.models import (
    ArticlePage,
    ComplaintPhonesPage,
    DisclosurePage,
    GazetteIssuePage,
    InstitutionPage,
    InterpretationPage,
    LeaderPage,
    LifeEvent,
    OfficialDocumentPage,
    PageAttachment,
    PageRelation,
    PlainPage,
    PlanPage,
    ProjectPage,
    ServiceGuidePage,
    StatisticsPage,
    WorkReportPage,
)
from cms.content.relation_types import RelationType
from tests.content.files import make_attachment, make_picture

ARTICLES = "".join(f"<p>第{number}条　示例内容。</p>" for number in "一二三四五六")


def body(page_id, other_id):
    """Every block, two of each kind that reads something; links in running text to a page and to a file."""
    file, picture = make_attachment("正文附件.pdf"), make_picture("正文图")
    video = make_attachment("视频.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 40)
    image = {"image": picture.pk, "alt": "一座桥", "caption": "图注"}
    links = (
        f'<p>见<a linktype="page" id="{page_id}">甲</a>、<a linktype="page" id="{other_id}">栏目</a>和'
        f'<a linktype="document" id="{file.pk}">附表</a>。</p>'
    )
    table = {"data": [["项目", "数"], ["甲", "1"]], "first_row_is_table_header": True, "table_header_choice": "row"}
    return [
        {"type": "heading", "value": {"text": "第一章　总则", "level": "h2"}},
        {"type": "text", "value": {"text": ARTICLES, "align": "start"}},
        {"type": "text", "value": {"text": links, "align": "start"}},
        {"type": "image", "value": image},
        {"type": "image", "value": {**image, "image": make_picture("另一图").pk}},
        {"type": "gallery", "value": {"title": "组图", "images": [image, image]}},
        {"type": "table", "value": table},
        {"type": "attachment", "value": {"attachment": file.pk, "title": ""}},
        {"type": "quotation", "value": {"text": "引文", "source": "出处"}},
        {"type": "video", "value": {"title": "视频", "file": video.pk, "poster": picture.pk, "transcript": "文字稿"}},
        {"type": "steps", "value": {"title": "流程", "steps": [{"title": "申请", "text": "提交"}]}},
        {"type": "contacts", "value": {"title": "联系", "contacts": [{"office": "办公室", "phone": "020-0000 0001"}]}},
        {
            "type": "chart",
            "value": {
                "title": "走势",
                "unit": "件",
                "kind": "line",
                "points": [{"label": "一月", "value": "1"}, {"label": "二月", "value": "2.5"}],
            },
        },
        {"type": "page_list", "value": {"heading": "相关页面", "pages": [page_id]}},
        {
            "type": "links",
            "value": {"heading": "链接", "links": [{"text": "省政府", "url": "https://www.gd.gov.cn/"}]},
        },
    ]


def guide_facts():
    """Every field of a service guide."""
    blank = make_attachment("申请表.docx", b"PK\x05\x06" + b"\0" * 18)
    return {
        "basic_code": "449903001000",
        "implementation_code": "11440000MB0000035Y4449903001000",
        "item_type": ServiceGuidePage.ItemType.LICENCE,
        "office": "教师工作处",
        "for_person": True,
        "for_enterprise": True,
        "served": "拟从事教学工作的公民",
        "basis": [{"type": "basis", "value": "《示例条例》第三条"}],
        "conditions": "具有相应学历\n普通话达标",
        "materials": [
            {
                "type": "material",
                "value": {
                    "name": name,
                    "copies": 2,
                    "original": "original_checked",
                    "form": "either",
                    "required": True,
                    "blank_form": blank.pk,
                    "sample_form": blank.pk,
                },
            }
            for name in ("身份证", "学历证书")
        ],
        "steps": [{"type": "step", "value": {"name": "受理", "who": "窗口", "time": "1个工作日", "result": "受理单"}}],
        "statutory_limit": 30,
        "promised_limit": 20,
        "charged": True,
        "fee_standard": "每件10元",
        "fee_basis": "示例价格文件",
        "place": "示例区学府路3号",
        "hours": "工作日 8:30—17:30",
        "phone": "020-0000 0300",
        "complaint_phone": "020-0000 0311",
        "result": "教师资格证书",
        "questions": [{"type": "question", "value": {"question": "可以邮寄吗？", "answer": "可以。"}}],
        "online_submission": "网上填报",
        "online_submission_url": "https://www.example.cn/submit",
        "result_lookup": "凭受理号查询",
        "result_lookup_url": "https://www.example.cn/result",
        "consultation": "电话咨询",
        "consultation_url": "https://www.example.cn/ask",
    }


def facts_of(model, page_id):
    """The fields of its own that a page of the kind has."""
    day = datetime.date(2026, 3, 1)
    if model is ServiceGuidePage:
        return guide_facts()
    return {
        OfficialDocumentPage: lambda: {
            "document_number": "粤教〔2026〕88号",
            "genre": Genre.NOTICE,
            "issuers": "广东省教育厅\n广东省民政厅",
            "written_date": day,
            "effective_date": day,
            "theme": "教育",
            "office": "办公室",
        },
        LeaderPage: lambda: {"position": "厅长", "duties": "主持全面工作\n分管人事", "in_office_from": day, "order": 1},
        InstitutionPage: lambda: {
            "head": "张示例",
            "offices": [{"type": "office", "value": {"name": "办公室", "function": "文电", "phone": "020-0000 0002"}}],
            "units": [{"type": "unit", "value": {"name": "示例中心", "phone": "", "url": "https://www.example.cn/"}}],
        },
        GazetteIssuePage: lambda: {
            "year": 2026,
            "number": 21,
            "issue_date": day,
            "pdf": make_attachment("政报.pdf"),
            "contents": [
                {"type": "entry", "value": {"title": "有页面的文本", "page": page_id, "page_number": 3}},
                {"type": "entry", "value": {"title": "无页面的文本", "page": None, "page_number": None}},
            ],
        },
        WorkReportPage: lambda: {
            "year": 2026,
            "meeting": "示例大会第一次会议",
            "delivered_on": day,
            "delivered_by": "张示例",
        },
        PlanPage: lambda: {
            "period_from": 2026,
            "period_to": 2030,
            "level": PlanPage.Level.PROVINCIAL,
            "approving_document": "粤府〔2026〕1号",
            "approving_page_id": page_id,
        },
        StatisticsPage: lambda: {
            "period": "2024—2026年",
            "unit": "万人",
            "chart": StatisticsPage.Chart.LINE,
            "figures": [
                {
                    "type": "table",
                    "value": statistics_table(["学段", "2024", "2025"], [("小学", [1.5, 2]), ("初中", [3, None])]),
                }
            ],
        },
        ProjectPage: lambda: {
            "code": "2026-44-01",
            "category": "教育",
            "owner_unit": "示例学院",
            "location": "示例市",
            "investment": "12.5",
            "stage": ProjectPage.Stage.UNDER_CONSTRUCTION,
            "start_date": day,
            "progress": "主体封顶",
            "milestones": [{"type": "milestone", "value": {"date": "2026-05-01", "text": "开工"}}],
        },
        DisclosurePage: lambda: {"part": DisclosurePage.Part.REPORT, "year": 2025},
    }.get(model, dict)()


MODELS = [
    ArticlePage,
    OfficialDocumentPage,
    InterpretationPage,
    LeaderPage,
    InstitutionPage,
    GazetteIssuePage,
    WorkReportPage,
    PlanPage,
    StatisticsPage,
    ProjectPage,
    ServiceGuidePage,
    ComplaintPhonesPage,
    DisclosurePage,
    PlainPage,
]


def make_sample(column, model, target):
    """A draft of the kind below the column, related to `target`, with all there is."""
    page = model(
        title=f"示例{model.__name__}",
        slug=f"sample-{model.__name__.lower()}",
        live=False,
        summary="概要",
        keywords="教育，示例",
        lead_image=make_picture("题图"),
        lead_image_alt="校园",
        **facts_of(model, target.pk),
    )
    page.body = body(target.pk, column.pk)
    page.attachments = [
        PageAttachment(attachment=make_attachment("附件一.pdf"), sort_order=0),
        PageAttachment(external_url="https://www.example.cn/2.pdf", title="附件二", sort_order=1),
    ]
    kind = RelationType.INTERPRETS if model is InterpretationPage else RelationType.BASED_ON
    page.relations = [PageRelation(type=kind, target=target.contentpage_ptr, sort_order=0)]
    column.refresh_from_db()
    page = column.add_child(instance=page)
    if model is ServiceGuidePage:
        page.life_events.set([LifeEvent.objects.get_or_create(name="就业")[0]])
        page.save()
    return page
