"""One person never holds roles that exclude each other, in however many accounts."""

from cms.access.people.rules import clash, roles_of_person
from cms.organisation.persons import objects_to_person


@objects_to_person
def objection_to_joining(before, after):
    """Why an account cannot pass to the person, in a sentence: its roles and the person's exclude each other."""
    return clash(roles_of_person(before) | roles_of_person(after))
