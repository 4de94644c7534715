"""Why a file is not taken, as a sentence for the person who brought it."""


class Refused(Exception):
    """`reason` is a short key for logs, `message` the translated sentence."""

    def __init__(self, reason: str, message):
        super().__init__(reason)
        self.reason, self.message = reason, message

    def __str__(self):
        return str(self.message)
