"""The names of offices as staff read them."""

from django.utils.translation import gettext_lazy as _

from members.registries import NAMES as OFFICES

STAFF = _("Taqadum staff")

__all__ = ["OFFICES", "STAFF"]
