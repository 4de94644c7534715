"""Addresses of the committee."""

from django.urls import include, path

from committee import views

app_name = "committee"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("", include("committee.urls_meetings")),
    path("", include("committee.urls_constraints")),
]
