"""What a password must be, said in the reader's digits."""

from django.contrib.auth.password_validation import MinimumLengthValidator

from kit.formats import digits


class LongEnough(MinimumLengthValidator):
    """Django's rule and words; how many characters stands in the digits that the reader has chosen."""

    def get_error_message(self):
        return digits(super().get_error_message())

    def get_help_text(self):
        return digits(super().get_help_text())
