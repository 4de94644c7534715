"""Addresses outside the languages: calendars to follow."""

from django.urls import path

from chairs import calendars

app_name = "chairs_roots"
urlpatterns = [
    path("ics/chairs.<str:language>.ics", calendars.everybody, name="calendar"),
    path("ics/mine/<str:key>.<str:language>.ics", calendars.personal, name="my_calendar"),
]
