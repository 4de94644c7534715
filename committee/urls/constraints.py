"""Addresses of shared constraints and their letters."""

from django.urls import path

from committee.views import constraints as views

urlpatterns = [
    path("constraints/", views.constraints, name="constraints"),
    path("constraints/new/", views.report, name="constraint_new"),
    path("constraints/<int:pk>/", views.constraint, name="constraint"),
    path("constraints/<int:pk>/join/", views.join, name="constraint_join"),
    path("constraints/<int:pk>/merge/", views.merge, name="constraint_merge"),
    path("constraints/<int:pk>/answer/", views.keep_answer, name="constraint_answer"),
    path("constraints/<int:pk>/resolution/", views.resolve, name="constraint_resolve"),
    path("constraints/<int:pk>/letters/", views.letter_new, name="letter_new"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/sent/", views.letter_sent, name="letter_sent"),
    path("letters/<int:pk>.<str:language>.pdf", views.letter_pdf, name="letter_pdf"),
]
