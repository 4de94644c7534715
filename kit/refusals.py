"""Forms that carry out a verb, and what it refuses, said where a person reads it."""

from django.contrib import messages
from django.core.exceptions import ValidationError


def carried_out(request, form, verb, *, done):
    """(True, what the verb gave) once the filled-in form was carried out, with `done` as a message.

    (False, None) while it is empty or wrong: what the verb refuses by a ValidationError stands in the form.
    """
    if request.method != "POST" or not form.is_valid():
        return False, None
    try:
        result = verb(**form.cleaned_data)
    except ValidationError as error:
        say_above(form, error)
        return False, None
    messages.success(request, done)
    return True, result


def say_above(form, error):
    """A ValidationError above the field that it is about, or above the form."""
    for field, errors in error.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)
