"""The processes that are the portal, said once: the runner starts these, and so does docker-compose.yml.

What differs from place to place (address, number of processes) is environment: GRANIAN_*, CELERY_WORKER_*.
"""

WEB = [
    "python", "-m", "granian", "--interface", "wsgi", "--respawn-failed-workers",
    "en_portal.wsgi:application",
]  # fmt: skip
WORKER = [
    "python", "-m", "celery", "-A", "en_portal", "worker", "-Q", "mail,files,default",
    "--without-gossip", "--without-mingle", "--loglevel", "INFO",
]  # fmt: skip
BEAT = ["python", "-m", "celery", "-A", "en_portal", "beat", "--pidfile=", "--loglevel", "INFO"]
# Beside these, where bounces have a domain of their own: what a mail server hands on to.
LISTENER = ["python", "manage.py", "listen_mail", "--host", "0.0.0.0", "--port", "8024", "--lmtp"]

PROCESSES = {"web": WEB, "worker": WORKER, "beat": BEAT}
