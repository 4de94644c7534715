"""Addresses of the seats of the POCC."""

from django.urls import path

from committee.views import seats as views

urlpatterns = [
    path("seats/", views.seats, name="seats"),
    path("seats/of/<str:code>/", views.open_seat, name="seat_open"),
    path("seats/<int:pk>/handover/", views.hand_over, name="seat_hand_over"),
    path("seats/<int:pk>/alternate/", views.name_alternate, name="seat_alternate"),
    path("seats/<int:pk>/closing/", views.close_seat, name="seat_close"),
]
