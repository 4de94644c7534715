"""Mailings and letters, their deliveries, subscriptions and suppressions."""

from mailing.models.content import Kind, Letter, Mailing
from mailing.models.delivery import Delivery
from mailing.models.readers import Subscription, Suppression

__all__ = ["Delivery", "Kind", "Letter", "Mailing", "Subscription", "Suppression"]
