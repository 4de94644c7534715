"""Addresses of the newsletter."""

from django.urls import path

from newsletter.views import desk, edit, imports, preview, public, readers, sending

app_name = "newsletter"
urlpatterns = [
    path("", public.archive, name="archive"),
    path("subscribe/", public.subscribe, name="subscribe"),
    path("subscribe/asked/", public.asked, name="asked"),
    path("desk/", desk.desk, name="desk"),
    path("spotlight/", desk.spotlight, name="spotlight"),
    path("readers/", readers.readers, name="readers"),
    path("readers/new/", readers.add, name="reader_new"),
    path("readers/<int:pk>/", readers.reader, name="reader"),
    path("readers/<int:pk>/end/", readers.end, name="reader_end"),
    path("readers/export.<slug:ending>", readers.export, name="readers_export"),
    path("readers/imports/", imports.imports, name="reader_imports"),
    path("readers/imports/new/", imports.new, name="reader_import_new"),
    path("readers/imports/template.<slug:ending>", imports.template, name="reader_import_template"),
    path("readers/imports/<int:pk>/", imports.one, name="reader_import"),
    path("readers/imports/<int:pk>/confirmation/", imports.confirm, name="reader_import_confirm"),
    path("readers/imports/<int:pk>/discard/", imports.discard, name="reader_import_discard"),
    path("drafts/", desk.draft, name="draft"),
    path("<int:number>/", public.edition, name="edition"),
    path("<int:number>/edit/", edit.edit, name="edit"),
    path("<int:number>/autosave/", edit.autosave, name="autosave"),
    path("<int:number>/entries/", edit.add_entry, name="entries"),
    path("<int:number>/items/", edit.add_item, name="items"),
    path("<int:number>/review/", desk.request_review, name="review"),
    path("<int:number>/preview/", preview.preview, name="preview"),
    path("<int:number>/preview/<str:language>/letter.html", preview.letter_html, name="letter"),
    path("<int:number>/trial/", preview.trial, name="trial"),
    path("<int:number>/sending/", sending.sending, name="sending"),
    path("<int:number>/schedule/", sending.schedule, name="schedule"),
]
