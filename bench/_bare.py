"""What Django itself costs: twelve items by the ORM through a plain template, behind the same middleware."""

import functools

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import Context, engines
from django.urls import path

from en_portal import urls
from library.models import Item

ADDRESS = "/bare-list"
ROWS = 12
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><title>Items</title><ul>{% for item in items %}
<li><a href="{% url "library:item" item.pk %}">{{ item.published_revision.title_ar }}</a>
<p>{{ item.published_revision.summary_ar }}</p>{{ item.get_kind_display }} · {{ item.province.name_ar }} ·
{{ item.published_at|date:"j F Y" }}</li>{% endfor %}</ul></html>"""


@functools.cache
def _page():
    """Parsed once, as a cached loader does."""
    return engines["django"].engine.from_string(PAGE)


@login_not_required
def bare_list(request):
    items = Item.objects.filter(is_public=True, published_at__isnull=False)
    items = items.select_related("province", "published_revision").order_by("-published_at", "-pk")
    return HttpResponse(_page().render(Context({"items": items[:ROWS]})))


urlpatterns = [path(ADDRESS.lstrip("/"), bare_list), *urls.urlpatterns]
