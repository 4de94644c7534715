"""Addresses outside the languages: files and open data keep one address, whoever reads them."""

from django.urls import path

from library.views import files, open_data, uploads

urlpatterns = [
    path("f/<uuid:uuid>", files.file, name="library_file"),
    path("f/<uuid:uuid>/preview", files.preview, name="library_preview"),
    path("tus/", uploads.uploads, name="library_uploads"),
    path("tus/<uuid:uuid>", uploads.upload, name="library_upload"),
    path("data/transfers.csv", open_data.transfers_csv, name="transfers_csv"),
    path("data/transfers.json", open_data.transfers_json, name="transfers_json"),
]
