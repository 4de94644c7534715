"""Addresses outside the languages: a photo keeps one address, whoever looks at it."""

from django.urls import path

from members.views import people

urlpatterns = [path("p/<slug:public_id>", people.photo, name="members_photo")]
