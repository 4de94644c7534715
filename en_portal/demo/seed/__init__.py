"""Loads the demonstration network part by part; a part that is there already is left as it is."""

from django.db import transaction

import kit
from en_portal.demo.seed import (
    adaptations,
    admissions,
    chairing,
    constraints,
    learning,
    library,
    meetings,
    motions,
    newsletter,
    people,
    places,
    profiles,
    quarters,
    questions,
    rosters,
    talk,
    teams,
    transfers,
)

PARTS = (
    places,
    people,
    admissions,
    profiles,
    quarters,
    chairing,
    library,
    newsletter,
    teams,
    meetings,
    motions,
    constraints,
    rosters,
    transfers,
    adaptations,
    learning,
    talk,
    questions,
)


@transaction.atomic
def load(password):
    """Everything that is missing, whole or not at all; returns the names of the parts that were loaded.

    The same day gives the same network: dates count back from today, nothing is drawn by lot.
    """
    today, loaded = kit.today(), []
    for part in PARTS:
        if not part.is_there():
            part.load(today=today, password=password)
            loaded.append(part.__name__.rpartition(".")[2])
    return loaded
