"""`{% load people %}`: a person's portrait."""

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


def _photo_of(person):
    """Lists fetch the profile along with the person."""
    try:
        return person.profile.photo
    except Profile.DoesNotExist:
        return ""
