"""Addresses of members."""

from django.urls import path

from members.views import me, messages, notices, solutions, teams

app_name = "members"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/settings/", me.settings, name="settings"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/mail/", notices.choose_mail, name="notices_mail"),
    path("notices/<int:pk>/open/", notices.open_notice, name="notice_open"),
    path("messages/", messages.conversations, name="messages"),
    path("messages/<int:pk>/report/", messages.report, name="message_report"),
    path("messages/<slug:public_id>/", messages.conversation, name="conversation"),
    path("messages/<slug:public_id>/read/", messages.read, name="conversation_read"),
    path("people/<slug:public_id>/write/", messages.write, name="write"),
    path("people/<slug:public_id>/block/", messages.block, name="block"),
    path("blocks/", messages.blocks, name="blocks"),
    path("reports/", messages.reports, name="reports"),
    path("reports/<int:pk>/close/", messages.close_report, name="report_close"),
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
