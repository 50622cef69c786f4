"""Which bands which page may hold."""

from wagtail import blocks

from cms.content.blocks.bands.departments import DepartmentsBlock
from cms.content.blocks.bands.figures import FiguresBlock
from cms.content.blocks.bands.hand_picked import HandPickedBlock
from cms.content.blocks.bands.lead_story import LeadStoryBlock
from cms.content.blocks.bands.link_groups import LinkGroupsBlock
from cms.content.blocks.bands.responsible import ResponsibleBlock
from cms.content.blocks.bands.rule_list import RuleListBlock
from cms.content.blocks.bands.services import ServicesBlock
from cms.content.blocks.bands.timeline import TimelineBlock
from cms.content.blocks.bands.topics import TopicsBlock


class TopicBandsBlock(blocks.StreamBlock):
    """The aggregating bands of a topic page."""

    lead_story = LeadStoryBlock()
    rule_list = RuleListBlock()
    hand_picked = HandPickedBlock()
    timeline = TimelineBlock()
    figures = FiguresBlock()
    link_group = LinkGroupsBlock()


class DepartmentBandsBlock(TopicBandsBlock):
    """The bands of a department's home page."""

    services = ServicesBlock()
    responsible = ResponsibleBlock()


class PortalBandsBlock(DepartmentBandsBlock):
    """The bands of the portal's home page."""

    departments = DepartmentsBlock()
    topics = TopicsBlock()
