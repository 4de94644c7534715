"""The names of offices as staff read them."""

from django.utils.translation import gettext_lazy as _

from members.registries import Office

OFFICES = {
    Office.REPRESENTATIVE: _("POCC representative"),
    Office.ALTERNATE: _("alternate in the POCC"),
    Office.EDITOR: _("chair editor"),
}
STAFF = _("Taqadum staff")
