"""`check_mail` against a DNS of our own: what is right, what is missing, and the record that mends it."""

import io
import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.core.management import CommandError, call_command

from mailing import dkim, dns_check

HOST, ADDRESS = "mail.network.example", "192.0.2.25"
POINTER = "25.2.0.192.in-addr.arpa"


@pytest.fixture(params=["rsa", "ed25519"])
def signer(request, tmp_path, settings):
    """A key of either kind, configured."""
    key = (
        rsa.generate_private_key(65537, 2048)
        if request.param == "rsa"
        else ed25519.Ed25519PrivateKey.generate()
    )
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "dkim.pem").write_bytes(key.private_bytes(*form))
    settings.MAIL_DKIM_KEY = str(tmp_path / "dkim.pem")
    return dkim.Signer(key, "network.example", "portal")


@pytest.fixture
def zone(signer):
    kind, key = dns_check.public_key(signer)
    return {
        ("network.example", "TXT"): ["google-site-verification=x", f"v=spf1 a:{HOST} -all"],
        ("bounces.network.example", "TXT"): ["v=spf1 include:network.example ~all"],
        ("bounces.network.example", "MX"): [f"10 {HOST}."],
        ("portal._domainkey.network.example", "TXT"): [f"v=DKIM1; k={kind}; p={key[:40]} {key[40:]}"],
        ("_dmarc.network.example", "TXT"): ["v=DMARC1; p=reject"],
        (HOST, "A"): [ADDRESS],
        (POINTER, "PTR"): [f"{HOST}."],
    }


def check(zone, host=HOST):
    """(what was printed, whether all is well)"""
    said = io.StringIO()

    def ask(name, kind):
        found = zone.get((name, kind), [])
        if isinstance(found, Exception):
            raise found
        return found

    try:
        call_command("check_mail", "Network.example.", host=host, ask=ask, stdout=said)
    except CommandError:
        return said.getvalue(), False
    return said.getvalue(), True


def test_a_domain_that_is_set_up_is_well(zone):
    said, is_well = check(zone)

    assert is_well, said
    assert said.count(": ok: ") == 6
    assert check(zone, ADDRESS)[1]


def test_without_anything_every_record_to_add_is_named(zone, signer):
    said, is_well = check({})

    assert not is_well
    assert said.count("MISSING") == said.count("  add: ") == 6
    assert dns_check.public_key(signer)[1] in said
    assert f"bounces.network.example. MX 10 {HOST}." in said


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        (("network.example", "TXT"), ["v=spf1 -all", "v=spf1 mx -all"], "several records"),
        (("network.example", "TXT"), ["v=spf1 +all"], "every server of the world"),
        (("network.example", "TXT"), ["v=spf1 mx"], "does not end"),
        (("portal._domainkey.network.example", "TXT"), ["v=DKIM1; p=AAAA"], "another key"),
        (("_dmarc.network.example", "TXT"), ["v=DMARC1; rua=mailto:a@b.example"], "no policy"),
        (("bounces.network.example", "MX"), ["0 ."], "find no server"),
        (("bounces.network.example", "MX"), ["10 gone.example."], "has no address"),
        ((POINTER, "PTR"), [], "has no name"),
        ((POINTER, "PTR"), ["other.example."], "does not lead back"),
        ((POINTER, "PTR"), dns_check.Unanswered("Timeout"), "did not answer"),
    ],
)
def test_each_fault_is_said(zone, key, values, words):
    said, is_well = check(zone | {key: values})

    assert not is_well
    assert said.count("MISSING") == 1
    assert words in said


def test_without_a_key_the_relay_must_sign(zone, settings):
    settings.MAIL_DKIM_KEY = ""
    name = ("portal._domainkey.network.example", "TXT")

    assert "the relay must sign" in check(zone)[0]
    assert "nothing is signed" in check(zone | {name: []})[0]


ZONE = {
    ("network.example.", "TXT"): '"v=spf1 " "-all"',
    ("network.example.", "MX"): "10 mail.network.example.",
    ("empty.example.", "A"): "192.0.2.1",
}


def answer(query):
    """What a server of that zone says: a name may exist without such a record, or not at all."""
    said, (asked,) = dns.message.make_response(query), query.question
    name, kind = asked.name.to_text(), asked.rdtype.name
    said.flags |= dns.flags.RA
    if value := ZONE.get((name, kind)):
        said.answer.append(dns.rrset.from_text(name, 60, "IN", kind, value))
    elif name == "broken.example.":
        said.set_rcode(dns.rcode.SERVFAIL)
    elif name not in {known for known, _kind in ZONE}:
        said.set_rcode(dns.rcode.NXDOMAIN)
    return said


@pytest.fixture
def server(monkeypatch):
    """A DNS server on this machine, and the resolver that asks it."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind(("127.0.0.1", 0))

    def serve():
        while (packet := listening.recvfrom(4096))[0] != b"end":
            listening.sendto(answer(dns.message.from_wire(packet[0])).to_wire(), packet[1])

    thread = threading.Thread(target=serve)
    thread.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], listening.getsockname()[1]
    resolver.lifetime = 5
    monkeypatch.setattr(dns.resolver, "default_resolver", resolver)
    yield
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
        last.sendto(b"end", listening.getsockname())
    thread.join(10)
    listening.close()


@pytest.mark.usefixtures("server")
def test_the_dns_is_asked_over_the_wire():
    assert dns_check.from_dns("network.example", "TXT") == ["v=spf1 -all"]
    assert dns_check.from_dns("network.example", "MX") == ["10 mail.network.example."]
    assert dns_check.from_dns("empty.example", "TXT") == []
    assert dns_check.from_dns("nowhere.example", "A") == []
    with pytest.raises(dns_check.Unanswered):
        dns_check.from_dns("broken.example", "A")
