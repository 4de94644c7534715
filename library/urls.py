"""Addresses of the library."""

from django.urls import path

from library.views import drafts, items, lists

app_name = "library"
urlpatterns = [
    path("", lists.items, name="list"),
    path("new/", drafts.create, name="create"),
    path("mine/", items.mine, name="mine"),
    path("files/", drafts.upload, name="upload"),
    path("<int:pk>/", items.item, name="item"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/submission/", drafts.submit, name="submit"),
    path("<int:pk>/versions/", drafts.new_version, name="new_version"),
    path("<int:pk>/versions/<int:number>/", items.revision, name="revision"),
    path("<int:pk>/deletion/", drafts.discard, name="discard"),
    path("<int:pk>/withdrawal/", items.withdraw, name="withdraw"),
]
