"""Contact cards are shared: another department may read, choose, write or approve one."""

from cms.access.sharing.actions import Action
from cms.access.sharing.registry import shared
from cms.content.models import ContactCard
from cms.organisation.roles import Role

# Who decides about shared texts in the own department; a grant adds an object, never the role (谁发布谁负责).
APPROVERS = (Role.REVIEWER, Role.SECOND_REVIEWER, Role.SIGNER)

ContactCardAccountGrant, ContactCardGroupGrant = shared(ContactCard, __name__, Action, APPROVERS)
