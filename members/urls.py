"""Addresses of members."""

from django.urls import path

from members.views import invitations, me, reauthentication

app_name = "members"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
    path("reauthenticate/", reauthentication.by_code, name="reauthenticate"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/again/", invitations.again, name="invitation_again"),
    path("invitations/<int:pk>/withdrawal/", invitations.withdraw, name="invitation_withdraw"),
    path("invitations/<str:token>/", invitations.answer, name="invitation_answer"),
]
