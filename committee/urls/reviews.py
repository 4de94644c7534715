"""Addresses of reviews."""

from django.urls import path

from committee.views import reviews as views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/cannot/", views.cannot, name="review_cannot"),
    path("reviews/<int:pk>/messages/", views.write, name="review_messages"),
    path("reviews/<int:pk>/take-back/", views.take_back, name="review_take_back"),
    path("sign-off/<str:token>/", views.sign_off, name="sign_off"),
]
