"""The project: settings, addresses, schedule, the local runner and the pages composed of every app."""

from en_portal.celery import app as celery_app

__all__ = ["celery_app"]
