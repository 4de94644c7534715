"""Addresses of members."""

from django.urls import path

from members.views import me, messages, notices

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
]
