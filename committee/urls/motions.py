"""Addresses of motions and their votes."""

from django.urls import path

from committee.views import mail_ballots, proposals, voting_rules
from committee.views import motions as views

urlpatterns = [
    path("motions/", views.motions, name="motions"),
    path("motions/new/", proposals.propose, name="motion_new"),
    path("motions/new/policy/", proposals.propose_policy, name="motion_new_policy"),
    path("motions/new/rule/", proposals.propose_rule, name="motion_new_rule"),
    path("motions/<int:pk>/", views.motion, name="motion"),
    path("motions/<int:pk>/tally/", views.tally, name="motion_tally"),
    path("motions/<int:pk>/ballot/", views.vote, name="motion_vote"),
    path("motions/<int:pk>/withdrawal/", views.withdraw, name="motion_withdraw"),
    path("motions/<int:pk>/hour/", views.move_hour, name="motion_hour"),
    path("ballots/<slug:choice>/<str:token>/", mail_ballots.ballot, name="ballot"),
    path("rules/", voting_rules.voting_rules, name="voting_rules"),
]
