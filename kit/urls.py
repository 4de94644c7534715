"""Addresses of the app."""

from django.urls import path

from kit import views

app_name = "kit"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
