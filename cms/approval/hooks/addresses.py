"""The addresses of the approval, for the fence: each view tells a foreign text from none by nothing."""

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN, ReadablePages

know(
    OPEN,
    "approval_absence",
    "approval_batch",
    "approval_batch_item",
    "approval_batches",
    "approval_checks",
    "approval_correction",
    "approval_correction_figures",
    "approval_corrections",
    "approval_corrections_results",
    "approval_emergencies",
    "approval_emergency",
    "approval_emergency_propose",
    "approval_emergency_text",
    "approval_handover",
    "approval_log",
    "approval_page_log",
    "approval_preview",
    "approval_queue",
    "approval_recall",
    "approval_schedule",
    "approval_step",
    "approval_submissions",
    "approval_text",
    "approval_texts",
    "approval_urgent",
    "withdraw_text",
)
# A public page may be named by everybody; these views say in words whose it is.
know(ReadablePages("page_id"), "approval_notice", "approval_withdraw")
