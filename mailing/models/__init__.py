"""Mailings and letters, their deliveries, subscriptions and suppressions; what comes back."""

from mailing.models.content import Kind, Letter, Mailing
from mailing.models.delivery import Delivery
from mailing.models.digests import Digest, News
from mailing.models.inbound import Bounce, InboundMessage
from mailing.models.readers import Subscription, Suppression

__all__ = [
    "Bounce",
    "Delivery",
    "Digest",
    "InboundMessage",
    "Kind",
    "Letter",
    "Mailing",
    "News",
    "Subscription",
    "Suppression",
]
