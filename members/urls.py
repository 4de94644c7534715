"""Addresses of members."""

from django.urls import path

from members.views import me

app_name = "members"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
]
