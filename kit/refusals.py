"""What a verb refuses, said where a person reads it."""


def say_above(form, error):
    """A ValidationError above the field that it is about, or above the form."""
    for field, errors in error.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)
