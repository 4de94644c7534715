"""Is mail of a domain believed by others? What stands in the DNS, and the records that are to be added."""

import base64
import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.resolver
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


class Unanswered(Exception):
    """The DNS itself did not answer: nothing can be said."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, in plain words, and the record to add where it is not as it should be."""

    name: str
    is_ok: bool
    words: str
    record: str = ""


@dataclass(frozen=True)
class Sending:
    """What is checked; `ask(name, kind)` gives the values of a name in the DNS, none where there are none."""

    domain: str
    return_domain: str
    selector: str
    signer: object
    host: str
    ask: Callable[[str, str], list[str]]

    def findings(self):
        """Every check, in the order in which a domain is set up."""
        checks = [
            *(("SPF of " + name, spf, name) for name in dict.fromkeys((self.domain, self.return_domain))),
            ("DKIM", dkim_key, f"{self.selector}._domainkey.{self.domain}"),
            ("DMARC", dmarc, f"_dmarc.{self.domain}"),
            ("MX", mx, self.return_domain),
            ("Reverse DNS", reverse, self.host),
        ]
        return [self._finding(title, check, name) for title, check, name in checks]

    def _finding(self, title, check, name):
        try:
            return Finding(title, *check(self, name))
        except Unanswered as error:
            return Finding(title, False, f"the DNS did not answer for {name}: {error}")


def _texts(sending, name, begins):
    return [text for text in sending.ask(name, "TXT") if text.lower().startswith(begins)]


def _tags(record):
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): re.sub(r"\s", "", value) for name, _is, value in pairs}


def spf(sending, name):
    found = _texts(sending, name, "v=spf1")
    record = f'{name}. TXT "v=spf1 a:{sending.host} -all"'
    if not found:
        return False, "no record says which servers may send for this domain", record
    if len(found) > 1:
        return False, "there are several records; servers then believe none of them: keep one", record
    words = found[0].lower().split()
    if "+all" in words or "all" in words:
        return False, "the record lets every server of the world send for this domain", record
    if words[-1] not in ("-all", "~all") and not any(word.startswith("redirect=") for word in words):
        return False, "the record does not end with -all or ~all", record
    return True, found[0]


def public_key(signer):
    """The key as it stands in the DNS (RFC 6376 section 3.6.1, RFC 8463 section 4)."""
    public = signer.key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return "rsa", base64.b64encode(public.public_bytes(serialization.Encoding.DER, form)).decode()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return "ed25519", base64.b64encode(raw).decode()


def dkim_key(sending, name):
    found = [tags for text in sending.ask(name, "TXT") if "p" in (tags := _tags(text))]
    if sending.signer is None:
        if found:
            return True, "a key stands in the DNS; the portal has none, so the relay must sign"
        return (
            False,
            "the portal has no key (PORTAL_DKIM_KEY) and no key stands in the DNS: nothing is signed",
        )
    kind, key = public_key(sending.signer)
    record = f'{name}. TXT "v=DKIM1; k={kind}; p={key}"'
    if not found:
        return False, "the key with which the portal signs does not stand in the DNS", record
    if len(found) > 1:
        return False, "several keys stand under this selector: keep the portal's", record
    if found[0]["p"] != key or found[0].get("k", "rsa") != kind:
        return False, "another key than the portal's stands in the DNS: every signature is wrong", record
    return True, "the key in the DNS is the portal's"


def dmarc(sending, name):
    found = _texts(sending, name, "v=dmarc1")
    record = f'{name}. TXT "v=DMARC1; p=quarantine; rua=mailto:postmaster@{sending.domain}"'
    if len(found) != 1:
        why = "there are several records: keep one" if found else "no record says what to do with forged mail"
        return False, why, record
    if _tags(found[0]).get("p") not in ("none", "quarantine", "reject"):
        return False, "the record has no policy (p=none, quarantine or reject)", record
    return True, found[0]


def mx(sending, name):
    found = [value for value in sending.ask(name, "MX") if value.split()[-1] != "."]
    if not found:
        return False, f"bounces to {name} find no server", f"{name}. MX 10 {sending.host}."
    for host in (value.split()[-1].rstrip(".") for value in found):
        if not _addresses(sending, host):
            return False, f"the server {host} has no address", f"{host}. A (its address)"
    return True, ", ".join(found)


def _addresses(sending, host):
    return [*sending.ask(host, "A"), *sending.ask(host, "AAAA")]


def reverse(sending, host):
    """The address of the sending host leads to a name, and the name back to the address."""
    try:
        addresses = [str(ipaddress.ip_address(host))]
    except ValueError:
        addresses = _addresses(sending, host)
    if not addresses:
        return False, f"{host} has no address in the DNS", f"{host}. A (its public address)"
    for address in addresses:
        pointer = ipaddress.ip_address(address).reverse_pointer
        names = [name.rstrip(".") for name in sending.ask(pointer, "PTR")]
        record = f"{pointer}. PTR {host}. (set by whoever rents out the address)"
        if not names:
            return False, f"{address} has no name", record
        if not any(address in _addresses(sending, name) for name in names):
            return False, f"{address} is called {', '.join(names)}, which does not lead back to it", record
    return True, ", ".join(addresses)


def from_dns(name, kind):
    """The values of a name, asked of the resolver of this machine."""
    try:
        answer = dns.resolver.resolve(name, kind, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise Unanswered(type(error).__name__) from error
    if kind == "TXT":
        return [b"".join(row.strings).decode(errors="replace") for row in answer]
    return [row.to_text() for row in answer]
