"""A condition on thousands of numbers, as one parameter: listed one by one they cost more than what they find."""

import json

from django.db.models import BooleanField, F, Func


class Among(Func):
    """Whether a field is one of the numbers."""

    output_field = BooleanField()

    def __init__(self, name, numbers):
        super().__init__(F(name))
        self.numbers = list(numbers)

    def as_sqlite(self, compiler, connection):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.numbers)]

    def as_postgresql(self, compiler, connection):
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s)", [*params, self.numbers]
