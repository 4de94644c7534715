"""Addresses of the committee."""

from django.urls import include, path

from committee.views import desk

app_name = "committee"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("", include("committee.urls.reviews")),
    path("", include("committee.urls.meetings")),
    path("", include("committee.urls.constraints")),
    path("", include("committee.urls.motions")),
    path("", include("committee.urls.seats")),
    path("", include("committee.urls.picks")),
]
