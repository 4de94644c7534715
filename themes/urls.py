"""Addresses of themes."""

from django.urls import path

from themes.views import desk, ideas, pages

app_name = "themes"
urlpatterns = [
    path("", pages.themes, name="list"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas/new/", ideas.suggest, name="idea_new"),
    path("ideas/<int:pk>/support/", ideas.support, name="support"),
    path("new/<int:pk>/", desk.propose, name="new"),
    path("<int:pk>/", pages.theme, name="theme"),
    path("<int:pk>/words/", desk.change, name="change"),
    path("<int:pk>/motion/", desk.submit, name="submit"),
    path("<int:pk>/close/", desk.close, name="close"),
    path("<int:pk>/goals/new/", desk.new_goal, name="goal_new"),
    path("goals/<int:pk>/", desk.change_goal, name="goal"),
    path("goals/<int:pk>/removal/", desk.remove_goal, name="goal_remove"),
    path("goals/<int:pk>/progress/", desk.report, name="report"),
    path("proofs/<uuid:uuid>/", pages.proof, name="proof"),
]
