from cms.access.signin.models.factors import FactorRule, RecoveryCode, RecoveryDevice
from cms.access.signin.models.passwords import PastPassword
from cms.access.signin.models.sessions import UserSession

__all__ = ["FactorRule", "PastPassword", "RecoveryCode", "RecoveryDevice", "UserSession"]
