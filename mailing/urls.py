"""Pages that links in mail open: confirming a subscription, choosing what comes."""

from django.urls import path

from mailing import views

app_name = "mailing"
urlpatterns = [
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("preferences/<str:token>/", views.preferences, name="preferences"),
]
