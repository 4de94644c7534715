"""Addresses of mail outside the languages: leaving by one click (RFC 8058), and a provider's events."""

from django.urls import path

from mailing import provider, views

urlpatterns = [
    path("u/<str:token>", views.leave, name="mail_leave"),
    path("mail/events", provider.events, name="mail_events"),
]
