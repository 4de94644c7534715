"""What upper apps may register with the committee."""

from kit.registry import Registry

review_outcomes = Registry("committee.review_outcomes")
"""kind → function(review): carries out a decided review on its subject, inside the deciding transaction."""
