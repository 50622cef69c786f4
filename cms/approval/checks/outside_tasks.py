"""Asking about outside links in the background, so that nobody waits for another host."""

from django.conf import settings
from django_tasks import task
from wagtail.models import Revision

from cms.approval.checks.material import material_of
from cms.approval.checks.outside import ask_all
from cms.approval.checks.rules.outside import outside_links
from cms.approval.checks.running import run_checks


@task()
def look_outside(revision_id):
    """Ask the hosts that a revision links to, and check it again where one answered badly.

    An installation without a way out says so in its settings (ASK_OUTSIDE_LINKS) and asks nobody.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None or not settings.ASK_OUTSIDE_LINKS:
        return
    material = material_of(revision)
    if ask_all(list(outside_links(material)), material.parameters):
        run_checks(revision)
