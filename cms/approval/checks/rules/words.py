"""Words often written wrongly, expressions not to be used, and fixed expressions with one character changed.

The lists are the offices' own: see Term. A changed character is a mistake of typing or recognition, not of opinion.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, passage_of
from cms.approval.checks.registry import check
from cms.approval.checks.terms import watch_for
from cms.approval.models.terms import Term


@check("mistaken", _("Mistaken words"))
def find_mistaken_words(material):
    """Mistaken words and changed fixed expressions; they are the editors' to judge."""
    for segment, match in _matches(material):
        if match.kind == Term.Kind.MISTAKEN:
            yield _hit(gettext_noop("A word that is often written wrongly."), segment, match)
        elif match.kind == Term.Kind.FIXED:
            yield _hit(gettext_noop("Nearly a fixed expression: one character differs."), segment, match)


@check("forbidden", _("Forbidden expressions"))
def find_forbidden_expressions(material):
    """Expressions that an office does not use."""
    for segment, match in _matches(material):
        if match.kind == Term.Kind.FORBIDDEN:
            yield _hit(gettext_noop("An expression that is not to be used."), segment, match)


def _matches(material):
    """Looked through once for both checks."""
    if not hasattr(material, "_watched"):
        watch = watch_for(getattr(material.page, "department_id", None))
        lines = material.in_time(material.everything)
        material._watched = [(line, match) for line in lines for match in watch.matches(line.text)]
    return material._watched


def _hit(message, segment, match):
    return Hit(
        message,
        where=segment.where,
        detail=segment.detail,
        suggestion=match.replacement or match.note,
        **passage_of(segment.text, match.start, match.end),
    )
