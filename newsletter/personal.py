"""What the newsletter keeps of a person: the editions they drafted, which stay."""

from kit.personal import Holding, named
from newsletter.models import Edition

HOLDING = Holding((named(Edition, "created_by"),))
