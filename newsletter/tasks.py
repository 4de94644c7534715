"""What the newsletter does by itself."""

from celery import shared_task

import kit
from newsletter import actions


@shared_task
def start_due_editions():
    """Released editions whose hour has come start leaving; late or twice they still leave once."""
    return actions.start_due(at=kit.now())


@shared_task
def forget_rows_of_imports():
    """Rows of lists that were brought thirty days ago go; each subscription keeps its proof."""
    return actions.forget_rows(kit.now())
