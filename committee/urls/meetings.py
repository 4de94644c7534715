"""Addresses of meetings, their topics, minutes and action items."""

from django.urls import path

from committee.views import agenda, meeting_votes
from committee.views import meetings as views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/new/", views.new_meeting, name="meeting_new"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", views.change_meeting, name="meeting_change"),
    path("meetings/<int:pk>/cancel/", views.cancel_meeting, name="meeting_cancel"),
    path("meetings/<int:pk>/open/", views.open_meeting, name="meeting_open"),
    path("meetings/<int:pk>/close/", views.close_meeting, name="meeting_close"),
    path("meetings/<int:pk>/invite.ics", views.invitation, name="meeting_calendar"),
    path("meetings/<int:pk>/attendance/", views.attendance, name="attendance"),
    path("meetings/<int:pk>/items/", agenda.new_item, name="item_new"),
    path("meetings/<int:pk>/actions/", views.add_action, name="action_new"),
    path("meetings/<int:pk>/motions/", meeting_votes.move, name="meeting_motion_new"),
    path("meetings/<int:pk>/motions/<int:motion>/vote/", meeting_votes.put, name="meeting_motion_put"),
    path("meetings/<int:pk>/motions/<int:motion>/answers/", meeting_votes.cast, name="meeting_motion_cast"),
    path(
        "meetings/<int:pk>/motions/<int:motion>/result/", meeting_votes.announce, name="meeting_motion_result"
    ),
    path("meetings/<int:pk>/minutes/", agenda.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/draft/", agenda.minutes_draft_again, name="minutes_draft"),
    path("meetings/<int:pk>/minutes/approval/", agenda.minutes_approve, name="minutes_approve"),
    path("meetings/<int:pk>/minutes.<str:language>.pdf", agenda.minutes_pdf, name="minutes_pdf"),
    path("items/<int:pk>/", agenda.item, name="item"),
    path("items/<int:pk>/since/", agenda.item_since, name="item_since"),
    path("items/<int:pk>/state/", agenda.item_state, name="item_state"),
    path("items/<int:pk>/up/", agenda.item_up, name="item_up"),
    path("items/<int:pk>/papers/", agenda.item_paper, name="item_paper"),
    path("papers/<uuid:uuid>/", agenda.paper, name="paper"),
    path("actions/", views.actions, name="actions"),
    path("actions/<int:pk>/done/", views.finish_action, name="action_done"),
]
