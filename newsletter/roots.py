"""Addresses outside the languages: one feed a language."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from newsletter.feeds import EditionFeed

app_name = "newsletter_roots"
urlpatterns = [
    path("feeds/newsletter.<str:language>.xml", login_not_required(EditionFeed()), name="feed"),
]
