"""What themes keep of a person: what they proposed and reported stays, which ideas they support does not."""

from kit.personal import Holding, mine, named
from themes import models


def _proof(proof):
    return [(proof.path, proof.name)]


HOLDING = Holding(
    (
        mine(models.Support, "person"),
        named(models.Idea, "proposed_by"),
        named(models.Theme, "proposed_by"),
        named(models.Progress, "reported_by"),
        named(models.Proof, "uploaded_by", files=_proof, hidden=("path",)),
    )
)
