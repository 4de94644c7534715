"""A fact that must never be false says why, in both languages, where a form meets it."""

import pytest
from django.apps import apps
from django.utils.translation import override

CONSTRAINTS = [
    pytest.param(constraint, id=constraint.name)
    for app in ("members", "committee", "chairs", "themes", "library", "mailing", "newsletter")
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
]


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_each_constraint_has_words_of_its_own(constraint):
    words = constraint.violation_error_message

    assert words != constraint.default_violation_error_message
    with override("ar"):
        arabic = str(words)
    with override("en"):
        assert arabic != str(words)
