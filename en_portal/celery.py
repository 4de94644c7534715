"""The Celery application: queues mail, files and default; the schedule is en_portal/schedule.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.dev")

app = Celery("en_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.imports = ("en_portal.schedule",)
