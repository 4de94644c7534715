"""Addresses outside the languages: files keep one address, whoever reads them."""

from django.urls import path

from library.views import files

urlpatterns = [path("f/<uuid:uuid>", files.file, name="library_file")]
