"""`./portal messages`: collect the interface's texts, compile them, list what a language lacks."""

import shutil
import sys

from en_portal.local import environment
from en_portal.local.processes import in_front

LEFT_OUT = (".venv", "var", "tests", "docs", "bench")


def main(arguments):
    """The languages are the folders of locale/, or those given as arguments (a new one starts so)."""
    from en_portal.local import catalogue

    if not shutil.which("xgettext"):
        sys.exit("The program gettext is missing. As administrator: apt install gettext")
    folder = environment.HERE / "locale"
    languages = arguments or sorted(place.name for place in folder.iterdir() if place.is_dir())
    for language in languages:
        (folder / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        collect = ["manage.py", "makemessages", "-l", language, "--no-location", "--no-obsolete", "-v", "0"]
        for name in LEFT_OUT:
            collect += ["-i", name]
        if code := in_front(collect, environment.base(), environment.HERE)[0]:
            return code
        lacking = list(catalogue.gaps(catalogue.tidy(folder / language / "LC_MESSAGES" / "django.po")))
        print(f"{language}: {len(lacking)} to do", *lacking, sep="\n  ")
    return 0
