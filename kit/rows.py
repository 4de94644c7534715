"""Rows that ride along with another row: several values as one JSON object of PostgreSQL."""

from django.db.models import Func, JSONField


class Row(Func):
    """`Row(name="title_ar", …)`: an object with these keys; a dict when it is read.

    Django's JSONObject says the same, with a cast for each key: on a page of forty keys they were a third
    of the work.
    """

    function = "JSONB_BUILD_OBJECT"

    def __init__(self, **values):
        super().__init__(*values.values(), output_field=JSONField())
        self.keys = tuple(values)  # Python names, so nothing in them has to be escaped

    def as_sql(self, compiler, connection, **context):
        texts, params = [], []
        for key, expression in zip(self.keys, self.source_expressions, strict=True):
            text, values = compiler.compile(expression)
            texts.append(f"'{key}', {text}")
            params += values
        return f"{self.function}({', '.join(texts)})", params
