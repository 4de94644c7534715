"""E-mail addresses: one spelling for storing, a masked one for showing."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

LENGTH = 254  # octets, RFC 5321 section 4.5.3.1.3 less the angle brackets


def clean(address: str) -> str:
    """The address as it is stored: no blanks around it, domain lower-case ASCII. Raises ValidationError."""
    address = (address or "").strip()
    local, at, domain = address.rpartition("@")
    try:
        address = f"{local}{at}{domain.lower().encode('idna').decode()}"
    except UnicodeError:
        domain = ""
    validate_email(address if domain else "")
    if len(address) > LENGTH or not address.isascii():
        raise ValidationError(_("Enter a valid email address."), code="invalid")
    return address


def masked(address: str) -> str:
    """Enough to know one's own address by, should the mail have been passed on to somebody else."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…{at}{domain}"


def is_address(address: str):
    """The condition "this row's address, in whatever letters": uses the index on Lower(address)."""
    return Exact(Lower("address"), address.lower())
