"""What django-newsletter sends in a second: run by a Python that holds it, nothing of ours imported.

Usage: PYTHON bench/_django_newsletter.py HOST PORT RECIPIENTS. It prints messages/s. The same articles, a
name for each reader, its own templates, on SQLite in memory: nothing of it waits for a disk.
"""

import sys
import time

import django
from django.conf import settings
from django.urls import include, path

ARTICLE = "<p>قبل عام كانت العائلة في الموصل تنتظر ثلاثة أشهر.</p>" * 20
urlpatterns = []


def configure(host, port):
    settings.configure(
        SECRET_KEY="bench",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sites",
            "django.contrib.messages",
            "sorl.thumbnail",
            "newsletter",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        ROOT_URLCONF=__name__,
        SITE_ID=1,
        NEWSLETTER_THUMBNAIL="sorl-thumbnail",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_HOST=host,
        EMAIL_PORT=port,
        USE_TZ=True,
    )
    django.setup()
    urlpatterns.append(path("newsletter/", include("newsletter.urls")))


def submission(recipients):
    from django.contrib.sites.models import Site

    from newsletter.models import Article, Message, Newsletter, Submission, Subscription

    letter = Newsletter.objects.create(
        title="النشرة", slug="letter", email="network@network.example", sender="Network", send_html=True
    )
    letter.site.add(Site.objects.get())
    message = Message.objects.create(title="إجازة البناء", slug="first", newsletter=letter)
    for number in range(4):
        Article.objects.create(
            post=message,
            title="إجازة البناء في ١٢ يوماً",
            text=ARTICLE,
            sortorder=number,
        )
    for number in range(recipients):
        Subscription.objects.create(
            newsletter=letter,
            name_field=f"نور صباح {number}",
            email_field=f"reader{number}@province.example",
            subscribed=True,
        )
    return Submission.from_message(message)


def main():
    host, port, recipients = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    configure(host, port)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    ready = submission(recipients)
    began = time.perf_counter()
    ready.submit()
    print(recipients / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
