"""The interface's texts in Arabic: what is missing, and whether the compiled file says the same."""

import io

from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from en_portal.local.environment import HERE

ARABIC = HERE / "locale" / "ar" / "LC_MESSAGES" / "django.po"
WIDTH = 100
NOISE = tuple(  # lines of the head that would differ after each run, or say nothing
    f'"{name}'.encode()
    for name in (
        "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
        "Last-Translator", "Language-Team", "Generated-By",
    )
)  # fmt: skip


def read(file):
    with open(file, "rb") as source:
        return read_po(source, locale=file.parts[-3])


def gaps(catalogue):
    """One line for each text that has no translation, a doubtful one, or one whose placeholders are wrong."""
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        wrong = [str(error) for error in message.check(catalogue)]
        if not forms or not all(forms):
            yield f"not translated: {_first(message)}"
        elif message.fuzzy:
            yield f"doubtful (fuzzy): {_first(message)}"
        elif wrong:
            yield f"{wrong[0]}: {_first(message)}"


def is_compiled(file, catalogue):
    """Whether the .mo beside it holds the same texts; it is committed, for machines without gettext."""
    compiled = file.with_suffix(".mo")
    if not compiled.exists():
        return False
    with open(compiled, "rb") as source:
        return _texts(read_mo(source)) == _texts(catalogue)


def tidy(file):
    """Rewrite the file in its one form (sorted, no places, no guesses) and compile it."""
    catalogue = read(file)
    for message in catalogue:
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""
        message.locations, message.auto_comments, message.previous_id = [], [], ()
        said = message.user_comments  # among them what a guess was made from (gettext's "#| msgid")
        message.user_comments = [line for line in said if not line.startswith("|")]
    catalogue.fuzzy = False
    text = io.BytesIO()
    write_po(text, catalogue, width=WIDTH, ignore_obsolete=True, sort_output=True)
    file.write_bytes(
        b"".join(line for line in text.getvalue().splitlines(True) if not line.startswith(NOISE))
    )
    with open(file.with_suffix(".mo"), "wb") as out:
        write_mo(out, catalogue)
    return catalogue


def _first(message):
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _texts(catalogue):
    """{(context, text): forms} of what is translated."""
    found = {}
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        context = message.context.decode() if isinstance(message.context, bytes) else message.context
        if message.id and all(forms):
            found[context, _first(message)] = tuple(forms)
    return found
