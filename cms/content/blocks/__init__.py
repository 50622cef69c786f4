from cms.content.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
