"""The records of themes: the theme, its goals and their progress, the bank of ideas."""

from themes.models.goal import Goal, Progress
from themes.models.idea import Idea, Support
from themes.models.proof import Proof
from themes.models.theme import Theme

__all__ = ["Goal", "Idea", "Progress", "Proof", "Support", "Theme"]
