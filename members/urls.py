"""Addresses of members."""

from django.urls import path

from members.views import application, applications, me, service, suspensions

app_name = "members"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
    path("application/", application.application, name="application"),
    path("services/new/", service.new, name="service_new"),
    path("services/<int:pk>/", service.service, name="service"),
    path("services/<int:pk>/end/", service.end, name="service_end"),
    path("services/answer/<str:token>/", service.answer, name="service_answer"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path("suspensions/", suspensions.suspensions, name="suspensions"),
    path("people/<str:public_id>/suspension/", suspensions.suspension, name="suspension"),
]
