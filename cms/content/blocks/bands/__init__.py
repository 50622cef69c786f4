from cms.content.blocks.bands.base import Band, Target
from cms.content.blocks.bands.streams import DepartmentBandsBlock, PortalBandsBlock, TopicBandsBlock

__all__ = ["Band", "DepartmentBandsBlock", "PortalBandsBlock", "Target", "TopicBandsBlock"]
