"""Addresses of picks and priorities."""

from django.urls import path

from committee.views import picks as views

urlpatterns = [
    path("picks/", views.picks, name="picks"),
    path("picks/<quarter:quarter>/", views.picks, name="picks_of"),
    path("picks/new/", views.new_pick, name="pick_new"),
    path("picks/<int:pk>/up/", views.pick_up, name="pick_up"),
    path("picks/<int:pk>/out/", views.pick_out, name="pick_out"),
    path("priorities/", views.priorities, name="priorities"),
]
