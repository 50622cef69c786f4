from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_migrate, pre_save
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    """Who publishes answers for it: workflow, gate, batches, withdrawal."""

    name = "cms.approval"
    label = "approval"
    verbose_name = _("Approval")

    def ready(self):
        from wagtail.models import Page, PageViewRestriction, Revision
        from wagtail.signals import page_published, pre_page_move

        from cms.anchoring.sources import Source, anchor_chains_of
        from cms.approval import system_checks  # noqa: F401
        from cms.approval.corrections.signals import connect as connect_corrections
        from cms.approval.gate import lifting, passages, shelf
        from cms.approval.gate.admission import close_passage, guard_move, guard_page, guard_revision, guarded_models
        from cms.approval.gate.deletions import after_deletion, before_deletion, deletable
        from cms.approval.gate.files import SHOWN, guard_deletion, guard_file
        from cms.approval.gate.moves import let_moves_pass
        from cms.approval.gate.stand_ins import let_stay_off
        from cms.approval.gate.superseding import end_superseded
        from cms.approval.gate.triggers import approvals, check, decisions, files, pages, texts  # noqa: F401
        from cms.approval.log import triggers as log_triggers  # noqa: F401
        from cms.approval.log.chain import heads, is_key, kept
        from cms.approval.log.recorder import after_save, before_delete, before_save, take_turn
        from cms.approval.procedure import identity, leaving  # noqa: F401
        from cms.approval.reminders.submissions import stand_in
        from cms.approval.texts.connecting import connect as connect_texts
        from cms.approval.texts.workflow import after_migration as make_text_workflow
        from cms.content.passages import Passages
        from cms.triggers.installing import after_migration, before_migration

        anchor_chains_of(Source("publication", is_key, heads, kept))
        for model in guarded_models(apps.get_models()):
            pre_save.connect(take_turn, sender=model, dispatch_uid=f"turn:{model._meta.label}")
            pre_save.connect(guard_page, sender=model, dispatch_uid=f"gate:{model._meta.label}")
            pre_save.connect(before_save, sender=model, dispatch_uid=f"log:{model._meta.label}")
            post_save.connect(after_save, sender=model, dispatch_uid=f"log:{model._meta.label}")
            post_save.connect(shelf.after_save, sender=model, dispatch_uid=f"shelf:{model._meta.label}")
        pre_save.connect(guard_revision, sender=Revision, dispatch_uid="gate:revision")
        pre_delete.connect(before_delete, sender=Page, dispatch_uid="log:deleted")
        page_published.connect(end_superseded, dispatch_uid="gate:superseded")
        pre_page_move.connect(guard_move, dispatch_uid="gate:move")
        post_delete.connect(shelf.after_deletion, sender=Page, dispatch_uid="shelf:deleted")
        post_save.connect(close_passage, sender=Page, dispatch_uid="gate:close")
        for model in deletable():
            pre_delete.connect(before_deletion, sender=model, dispatch_uid=f"gate:delete:{model._meta.label}")
            post_delete.connect(after_deletion, sender=model, dispatch_uid=f"gate:deleted:{model._meta.label}")
        for model in SHOWN:
            pre_save.connect(guard_file, sender=model, dispatch_uid=f"gate:{model._meta.label}")
            pre_delete.connect(guard_deletion, sender=model, dispatch_uid=f"gate:gone:{model._meta.label}")
        restriction = {"sender": PageViewRestriction, "dispatch_uid": "gate:privacy"}
        pre_save.connect(lifting.before_change, **restriction)
        pre_delete.connect(lifting.before_deletion, **restriction)
        post_delete.connect(lifting.after_deletion, **restriction)
        Passages.places, Passages.close = staticmethod(passages.places), staticmethod(passages.close)
        let_moves_pass()
        let_stay_off()
        connect_corrections()
        connect_texts()
        stand_in()
        pre_migrate.connect(before_migration, sender=self, dispatch_uid="gate:before_migration")
        post_migrate.connect(after_migration, sender=self, dispatch_uid="gate:after_migration")
        post_migrate.connect(make_text_workflow, sender=self, dispatch_uid="texts:after_migration")
