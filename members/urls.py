"""Addresses of members."""

from django.urls import path

from members.views import me, solutions, teams

app_name = "members"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/assessment/", teams.assessment, name="team_assessment"),
    path("teams/<int:pk>/phases/new/", teams.new_phase, name="team_phase_new"),
    path("teams/phases/<int:pk>/end/", teams.end_phase, name="team_phase_end"),
    path("teams/services/<int:pk>/end/", teams.end_service, name="team_service_end"),
    path("teams/services/<int:pk>/confirmation/", teams.confirm_service, name="team_service_confirm"),
    path("teams/services/<int:pk>/refusal/", teams.refuse_service, name="team_service_refuse"),
    path("teams/<int:pk>/solutions/new/", solutions.create, name="solution_new"),
    path("solutions/<int:pk>/", solutions.edit, name="solution"),
    path("solutions/<int:pk>/end/", solutions.finish, name="solution_end"),
    path("solutions/<int:pk>/reopening/", solutions.reopen, name="solution_reopen"),
]
