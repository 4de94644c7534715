"""Addresses outside the languages."""

urlpatterns = []
