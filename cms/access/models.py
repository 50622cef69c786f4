from cms.access.people.models import AccountImport

__all__ = ["AccountImport"]
