"""What upper apps may register with the committee."""

from kit.registry import Registry

review_outcomes = Registry("committee.review_outcomes")
"""kind → function(review): carries out a decided review on its subject, inside the deciding transaction."""

motion_effects = Registry("committee.motion_effects")
"""kind of motion → function(motion): what its end brings about, inside the closing transaction, once.

Called whatever the end: the function reads `motion.outcome` (carried, failed or withdrawn). Kinds without
an effect are decisions in words alone.
"""
