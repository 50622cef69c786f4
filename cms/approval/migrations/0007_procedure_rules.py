"""The template of the procedure to begin with; the supervising office keeps it from then on (plan §4)."""

from django.db import migrations

# kind, least number of persons, steps: (step, working days, urgent working days, only with attachments)
RULES = (
    ("", 2, (("review", 2, 1, False), ("secrecy", 2, 1, True), ("sign_off", 2, 1, False))),
    ("news", 2, (("review", 1, 0, False), ("secrecy", 1, 0, True), ("sign_off", 1, 0, False))),
    (
        "document",
        3,
        (
            ("review", 3, 1, False),
            ("second_review", 2, 1, False),
            ("secrecy", 2, 1, False),
            ("sign_off", 2, 1, False),
        ),
    ),
)
QUESTIONS = (
    "内容不涉及国家秘密，未标注密级，不是密件的摘录或转载",
    "内容不涉及工作秘密、内部事项和未定事项",
    "内容不涉及商业秘密和个人隐私，证件号码、手机号码、住址等已作处理",
    "与已公开信息汇总后不会推断出涉密信息",
    "附件、图片、表格及其隐藏内容、批注、页眉页脚已逐一打开检查",
    "公开属性为主动公开，已经产生单位确认",
)


def fill(apps, schema_editor):
    Rule, Step, Item = (apps.get_model("approval", name) for name in ("ProcedureRule", "ProcedureStep", "SecrecyItem"))
    for kind, persons, steps in RULES:
        rule = Rule.objects.create(kind=kind, min_persons=persons)
        for order, (step, days, urgent_days, only_with_attachments) in enumerate(steps):
            Step.objects.create(
                rule=rule,
                sort_order=order,
                step=step,
                days=days,
                urgent_days=urgent_days,
                only_with_attachments=only_with_attachments,
            )
    for order, text in enumerate(QUESTIONS):
        Item.objects.create(text=text, order=order)


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0006_procedure"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
