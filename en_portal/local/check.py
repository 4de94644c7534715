"""`./portal check`: everything about the code that a machine can judge without running the tests."""

import secrets

from en_portal.local import environment
from en_portal.local.processes import in_front

PROGRAMS = {
    "style": ["-m", "ruff", "check", "."],
    "form": ["-m", "ruff", "format", "--check", "."],
    "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "floors": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


def main(arguments):
    """Run every check, then name those that failed."""
    failed = []
    with environment.with_servers("test", throwaway=True, may_share=True) as (told, _):
        steps = {name: (program, told) for name, program in PROGRAMS.items()}
        deployed = told | production()
        steps["deployment"] = (["manage.py", "check", "--deploy", "--fail-level", "WARNING"], deployed)
        for name, (program, its) in steps.items():
            print(f"--- {name}", flush=True)
            if in_front(program, its, environment.HERE)[0]:
                failed.append(name)
    print("--- Arabic texts", flush=True)
    failed += ["Arabic texts"] if _lacking() else []
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def production():
    """A complete environment for the production settings, with nothing real in it."""
    return {
        "DJANGO_SETTINGS_MODULE": "en_portal.settings.production",
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_HOSTS": "network.example",
        "PORTAL_ORIGIN": "https://network.example",
        "PORTAL_MAIL_DOMAIN": "network.example",
        "EMAIL_URL": "smtp://mail.example:25",
    }


def _lacking():
    """What Arabic lacks, printed line by line."""
    from en_portal.local import catalogue

    texts = catalogue.read(catalogue.ARABIC)
    lines = list(catalogue.gaps(texts))
    if not catalogue.is_compiled(catalogue.ARABIC, texts):
        lines.append("django.mo is older than django.po: run ./portal messages")
    print("\n".join(lines) or "complete")
    return lines
