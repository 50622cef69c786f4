"""Two departments and a portal: what is the other's carries a mark in every text that is not public."""

import io
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db.models import Max
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, CommentReply, Locale, Page, PageViewRestriction, Task, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, Translation, TranslationContext, TranslationSource

from cms.access.grants import grant_on_collection, make_collection
from cms.access.sharing.actions import Action
from cms.access.sharing.granting import grant
from cms.access.sharing.holders import Holder
from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.checks.running import run_checks
from cms.approval.corrections.clock import give_notice
from cms.approval.models import Batch, CheckSetting, Delegation
from cms.approval.release.emergency import propose as propose_emergency
from cms.approval.texts.proposals import propose as propose_words
from cms.content.models import Attachment, ContactCard, LifeEvent, Picture, Topic
from cms.organisation.models import CalendarDay, CalendarYear, DepartmentKind, Threshold
from cms.organisation.roles import Role
from home.models import Pick
from home.portal import build_portal
from search.models import PinnedAnswer, Synonyms, WithheldTerms
from sites.models import SiteSettings
from tests.approval.helpers import decide, submit
from tests.factories import make_article, make_column, make_department, make_document, make_site, make_user, publish
from tests.home.helpers import make_portal_column

MARK = "QZMARK"
FILE_MARK = b"QZFILEBYTES"
PICK_MARK = "QZPICKED"
ROLES = {
    "webmaster": Role.WEBMASTER,
    "reviewer": Role.REVIEWER,
    "second": Role.SECOND_REVIEWER,
    "secrecy": Role.SECRECY_REVIEWER,
    "signer": Role.SIGNER,
    "administrator": Role.ADMINISTRATOR,
}


def build_world():
    """The portal, the own department, then the other one: its rows are those that came last."""
    _province()
    portal = publish(build_portal())
    column = make_portal_column(portal, ["GZDT"], title="部门动态")
    editor = make_user("menhu", None, Role.PORTAL_EDITOR)
    own = build_department("jiaoyu", "own", column)
    before = last_rows()
    foreign = build_department("caizheng", MARK, column)
    after = last_rows()
    rows = {model: (before.get(model, 0), last) for model, last in after.items() if last > before.get(model, 0)}
    granted = make_user("menhu-2", None, Role.PORTAL_EDITOR)
    shared = ContactCard.objects.create(department=foreign.department, name="共用窗口", phones="3")
    holder = Holder(account=granted)
    grant(shared, holder, Action.VIEW, foreign.people["administrator"], reason="门户引用")
    return SimpleNamespace(
        portal=portal, column=column, editor=editor, granted=granted, own=own, foreign=foreign, foreign_rows=rows
    )


def _province():
    """One row of everything that the provincial office keeps for all."""
    today = timezone.localdate()
    CalendarDay.objects.create(day=today, reason="通知")
    CalendarYear.objects.get_or_create(year=today.year + 1, defaults={"source": "通知"})
    Threshold.objects.create(code="blank", name="空白", value=Decimal(14), unit="天", effective_from=today)
    DepartmentKind.objects.create(code="office", name="部门")
    CheckSetting.objects.get_or_create(check_code="words")
    Topic.objects.create(code="plan", name="规划")
    LifeEvent.objects.create(name="出生")


def last_rows():
    """The last number of every table that counts its rows."""
    found = {}
    for model in tables():
        number = model._base_manager.aggregate(last=Max("pk"))["last"]
        if number is not None:
            found[model] = number
    return found


def tables():
    """Models with a table and a number of their own."""
    counted = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return [
        model
        for model in counted
        if model._meta.pk.get_internal_type() in ("AutoField", "BigAutoField", "OneToOneField")
        and model._meta.label != "wagtailsearch.SQLiteFTSIndexEntry"
    ]


def build_department(slug, mark, portal_column):
    """A department with one of everything that the admin can show, unpublished words marked."""
    department = make_department(slug)
    site = make_site(department)
    people = {name: make_user(f"{slug}-{name}", department, role) for name, role in ROLES.items()}
    for name, user in people.items():
        user.last_name, user.email = f"{mark}{name}", f"{slug}-{name}-{mark.lower()}@example.cn"
        user.save()
    column = make_column(site, "GZDT")
    made = SimpleNamespace(
        slug=slug, mark=mark, department=department, people=people, column=column, **vars(site_of(site))
    )
    _pages(made)
    _files(made)
    _texts(made)
    _work(made, portal_column)
    _machinery(made)
    return made


def site_of(site):
    return SimpleNamespace(home=site.home, site=site.site, groups=site.groups)


def _pages(made):
    mark, column, people = made.mark, made.column, made.people
    made.public = make_article(column, f"{made.slug}的公开消息")
    made.draft = make_article(column, f"草稿 {mark}", live=False, owner=people["webmaster"])
    made.draft.summary = f"{mark}摘要"
    made.draft.save_revision(user=people["webmaster"])
    made.edited = make_article(column, f"{made.slug}的另一则消息")
    made.edited.title = f"{mark}改后标题"
    made.edited.save_revision(user=people["webmaster"])
    made.waiting = submit(make_article(column, f"{mark}待审", live=False), people["webmaster"])
    made.returned = submit(make_document(column, f"{mark}退回", live=False), people["webmaster"])
    made.returned = decide(made.returned, people["reviewer"], "reject", f"{mark}退回理由")
    made.private = make_article(column, f"{mark}内部页", live=False)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=made.private.pk), restriction_type="login")
    comment = Comment.objects.create(
        page=made.draft, user=people["webmaster"], text=f"{mark}批注", contentpath="title", position=""
    )
    CommentReply.objects.create(comment=comment, user=people["reviewer"], text=f"{mark}回复")


def _files(made):
    made.collection = make_collection(f"{made.mark}集合")
    grant_on_collection(made.groups[Role.WEBMASTER], made.collection)
    stream = io.BytesIO()
    Drawing.new("RGB", (40, 30), "red").save(stream, "PNG")
    made.picture = Picture.objects.create(
        title=f"{made.mark}图",
        file=ImageFile(io.BytesIO(stream.getvalue()), f"{made.mark}.png"),
        collection=made.collection,
    )
    made.picture.tags.add(f"{made.mark}图签")
    made.attachment = Attachment.objects.create(
        title=f"{made.mark}件",
        file=ContentFile(FILE_MARK if made.mark == MARK else b"own", f"{made.mark}.txt"),
        collection=made.collection,
    )
    made.attachment.tags.add(f"{made.mark}件签")
    made.uploads = [
        UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"x", "x.txt"),
            uploaded_by_user=made.people["webmaster"],
        )
        for model in (Picture, Attachment)
    ]


def _texts(made):
    people = made.people
    made.card = ContactCard.objects.create(department=made.department, name=f"{made.mark}窗口", phones="1")
    made.card.save_revision(user=people["webmaster"])
    made.card_waiting = ContactCard.objects.create(department=made.department, name=f"{made.mark}待审窗口", phones="2")
    made.card_waiting.save_revision(user=people["webmaster"])
    made.card_waiting.get_workflow().start(made.card_waiting, people["webmaster"])
    made.pinned = PinnedAnswer.objects.create(department=made.department, words=f"{made.mark}置顶词", page=made.public)
    made.synonyms = Synonyms.objects.create(department=made.department, words=f"{made.mark}甲\n{made.mark}乙")
    made.withheld = WithheldTerms.objects.create(department=made.department, words=f"{made.mark}不推荐词")
    settings = SiteSettings.for_site(made.site)
    settings.save()
    propose_words(settings, {"undertaker": f"{made.mark}承办"}, people["webmaster"])


def _work(made, portal_column):
    people, today = made.people, timezone.localdate()
    made.batch = open_batch(Batch.Kind.IMPORT, f"{made.mark}批次", prepared_by=people["webmaster"])
    made.batch_page = make_article(made.column, f"{made.mark}批内稿", live=False)
    made.batch_page.save_revision()
    add_to_batch(made.batch, [made.batch_page])
    close_batch(made.batch)
    run_checks(made.draft.latest_revision)
    made.correction = give_notice(made.edited, people["webmaster"], f"{made.mark}更正说明")
    other = make_user(f"{made.slug}-signer-2", made.department, Role.SIGNER)
    made.emergency_page = make_article(made.column, f"{made.mark}紧急稿", live=False)
    made.emergency_page.save_revision()
    made.emergency = propose_emergency(made.emergency_page, people["signer"], other, f"{made.mark}紧急理由")
    Delegation.objects.create(
        absent=people["reviewer"],
        deputy=people["second"],
        first_day=today,
        last_day=today + timedelta(days=3),
        reason=f"{made.mark}请假",
        made_by=people["reviewer"],
    )
    made.pick = Pick.objects.create(
        page=made.public,
        column=portal_column,
        decision="refused",
        reason=f"{made.mark.replace(MARK, PICK_MARK)}不采用",
        offered_by=people["webmaster"],
        offered_at=timezone.now(),
        decided_at=timezone.now(),
    )

    made.offer = Pick.objects.create(
        page=made.edited, column=portal_column, offered_by=people["webmaster"], offered_at=timezone.now()
    )


def _machinery(made):
    made.redirect = Redirect.objects.create(
        old_path=f"/{made.mark.lower()}", site=made.site, redirect_link="https://example.cn/"
    )
    made.workflow = made.home.get_workflow()
    Workflow.objects.filter(pk=made.workflow.pk).update(name=f"{made.mark}流程")
    tasks = Task.objects.filter(workflow_tasks__workflow=made.workflow)
    for task in tasks:
        Task.objects.filter(pk=task.pk).update(name=f"{made.mark}步骤{task.pk}")
    made.tasks = list(tasks)
    english = Locale.objects.get_or_create(language_code="en")[0]
    source, _is_new = TranslationSource.get_or_create_from_instance(made.draft)
    made.translation = Translation.objects.create(source=source, target_locale=english)
    made.source = source
    EditingSession.objects.create(user=made.people["webmaster"], content_object=made.draft, last_seen_at=timezone.now())
    context = TranslationContext.objects.create(object_id=source.object_id, path="feed_image")
    OverridableSegment.objects.create(source=source, context=context, data_json='"1"', order=9)
    call_command("rebuild_references_index", verbosity=0)
