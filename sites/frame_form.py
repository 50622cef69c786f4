"""The form of a site's masthead and footer: choices take effect at once, words wait for a second person."""

from wagtail.admin.forms import WagtailAdminModelForm

from cms.approval.texts.proposals import propose, waiting_words
from cms.approval.texts.registry import guarded_for
from cms.approval.texts.words import words_of


class FrameForm(WagtailAdminModelForm):
    """Shows the words that wait, else those that the public reads, and keeps what is written for approval."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.guarded = guarded_for(type(self.instance))
        self.shown = words_of(self.guarded, self.instance)
        waiting = waiting_words(self.instance)
        if waiting:
            self.initial |= waiting.words

    def save(self, commit=True):
        """The row keeps the words that were approved; new ones become a proposal."""
        written = words_of(self.guarded, self.instance)
        for name, value in self.shown.items():
            setattr(self.instance, name, value)
        settings = super().save(commit)
        if settings.pk:
            propose(settings, written, self.for_user)
        return settings
