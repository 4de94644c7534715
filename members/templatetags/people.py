"""`{% load people %}`: a person's portrait, and their name that leads to their page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from kit.templatetags.ui import avatar
from members.models import Profile

register = template.Library()
SIDES = {"": 44, "l": 72}


@register.simple_tag
def portrait(person, size=""):
    """The photo, or the first letter of the name; for the eye alone, the name stands beside it."""
    photo = _photo_of(person)
    if not photo:
        return avatar(person.name, size)
    classes = "avatar" + (f" avatar--{size}" if size else "")
    return format_html(
        '<span class="{}"><img src="{}?v={}" alt="" width="{side}" height="{side}" loading="lazy"></span>',
        classes,
        reverse("members_photo", args=[person.public_id]),
        photo[-8:],
        side=SIDES[size],
    )


@register.simple_tag
def name_of(name, public_id, is_readable):
    """A person's name, a link to their page where the reader may open it (`rules.is_readable`)."""
    shown = format_html("<bdi>{}</bdi>", name)
    if not is_readable:
        return shown
    return format_html('<a href="{}">{}</a>', reverse("members:person", args=[public_id]), shown)


@register.simple_tag
def name_among(person, readable):
    """The same for a person of those asked about at once (`rules.readable_among`)."""
    return name_of(person.name, person.public_id, person.pk in readable)


def _photo_of(person):
    """Lists fetch the profile along with the person."""
    try:
        return person.profile.photo
    except Profile.DoesNotExist:
        return ""
