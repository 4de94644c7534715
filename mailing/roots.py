"""The one address of mail outside the languages: one-click leaving (RFC 8058), which never redirects."""

from django.urls import path

from mailing import views

urlpatterns = [path("u/<str:token>", views.leave, name="mail_leave")]
