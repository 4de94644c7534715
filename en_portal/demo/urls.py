"""Addresses that exist in the demonstration alone."""

from django.urls import path

from en_portal.demo import views

app_name = "demo"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:key>/", views.message, name="message"),
    path("mailbox/<str:key>/html/", views.message_html, name="message_html"),
]
