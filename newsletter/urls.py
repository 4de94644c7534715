"""Addresses of the newsletter."""

from django.urls import path

from newsletter.views import desk, preview, public, sending

app_name = "newsletter"
urlpatterns = [
    path("", public.archive, name="archive"),
    path("subscribe/", public.subscribe, name="subscribe"),
    path("subscribe/asked/", public.asked, name="asked"),
    path("desk/", desk.desk, name="desk"),
    path("drafts/", desk.draft, name="draft"),
    path("<int:number>/", public.edition, name="edition"),
    path("<int:number>/edit/", desk.edit, name="edit"),
    path("<int:number>/draft/", desk.draft_again, name="draft_again"),
    path("<int:number>/entries/", desk.add_entry, name="entries"),
    path("<int:number>/items/", desk.add_item, name="items"),
    path("<int:number>/review/", desk.request_review, name="review"),
    path("<int:number>/preview/", preview.preview, name="preview"),
    path("<int:number>/preview/<str:language>/letter.html", preview.letter_html, name="letter"),
    path("<int:number>/trial/", preview.trial, name="trial"),
    path("<int:number>/sending/", sending.sending, name="sending"),
    path("<int:number>/schedule/", sending.schedule, name="schedule"),
]
