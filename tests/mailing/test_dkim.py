"""DKIM: the example of RFC 8463 appendix A, and our own mails verified as a stranger would."""

import base64
import hashlib
import re

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

import kit
from mailing import dkim, sending
from tests.factories.mailing import DeliveryFactory, LetterDeliveryFactory

EXAMPLE = "\r\n".join(
    [
        "From: Joe SixPack <joe@football.example.com>",
        "To: Suzie Q <suzie@shopping.example.net>",
        "Subject: Is dinner ready?",
        "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
        "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
        "",
        "Hi.",
        "",
        "We lost the game.  Are you hungry yet?",
        "",
        "Joe.",
        "",
    ]
).encode()
NAMES = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"]
UNSIGNED = (
    "DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed;\r\n d=football.example.com;"
    " i=@football.example.com;\r\n q=dns/txt; s={selector}; t=1528637909; h=from : to : subject :\r\n"
    " date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b="
)
ED25519 = UNSIGNED.format(algorithm="ed25519-sha256", selector="brisbane").encode()
RSA = UNSIGNED.format(algorithm="rsa-sha256", selector="test").encode()
ED25519_VALUE = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
RSA_VALUE = (
    "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2"
    "JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8="
)
RSA_PUBLIC = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3"
    "FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
)
ED25519_SECRET = base64.b64decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")


def verify(content, public):
    """Reads the first header as a signature and checks it; raises InvalidSignature."""
    fields, body = dkim.split(content)
    signature, fields = fields[0], fields[1:]
    tags = dict(
        part.strip().split("=", 1)
        for part in re.sub(r"\s", "", signature.decode().partition(":")[2]).split(";")
        if part
    )
    assert tags["bh"].encode() == dkim.body_hash(body), "the body was changed"
    unsigned = re.sub(rb"(\sb=).*", rb"\1", signature, flags=re.S)
    data = dkim.data_to_sign(fields, tags["h"].split(":"), unsigned)
    value = base64.b64decode(tags["b"])
    if tags["a"] == "rsa-sha256":
        public.verify(value, data, padding.PKCS1v15(), hashes.SHA256())
    else:
        public.verify(value, hashlib.sha256(data).digest())
    return tags


def test_the_body_hash_is_that_of_the_rfc():
    assert dkim.body_hash(dkim.split(EXAMPLE)[1]) == b"2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="


def test_the_ed25519_signature_is_that_of_the_rfc():
    signer = dkim.Signer(
        ed25519.Ed25519PrivateKey.from_private_bytes(ED25519_SECRET), "football.example.com", "brisbane"
    )

    value = signer.value(dkim.data_to_sign(dkim.split(EXAMPLE)[0], NAMES, ED25519))

    assert base64.b64encode(value).decode() == ED25519_VALUE


def test_the_rsa_signature_of_the_rfc_fits_what_we_sign():
    public = serialization.load_der_public_key(base64.b64decode(RSA_PUBLIC))
    data = dkim.data_to_sign(dkim.split(EXAMPLE)[0], NAMES, RSA)

    public.verify(base64.b64decode(RSA_VALUE), data, padding.PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    ("body", "canonical"),
    [
        (b"", b""),
        (b"\r\n\r\n", b""),
        (b"a \t b \r\n\r\n\r\n", b"a b\r\n"),
        (b"no end", b"no end\r\n"),
        (b" a\r\n", b" a\r\n"),
    ],
)
def test_bodies_are_made_canonical(body, canonical):
    assert dkim.relaxed_body(body) == canonical


@pytest.fixture(params=["rsa", "ed25519"])
def key(request, tmp_path, settings):
    """A key of either kind, configured."""
    made = (
        rsa.generate_private_key(65537, 2048)
        if request.param == "rsa"
        else ed25519.Ed25519PrivateKey.generate()
    )
    path = tmp_path / "dkim.pem"
    path.write_bytes(
        made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    settings.MAIL_DKIM_KEY = str(path)
    return made.public_key()


@pytest.fixture
def stored(sink, monkeypatch):
    """Every message exactly as it came over the wire."""
    kept = []
    handle = sink.handle_DATA

    async def keep(server, session, envelope):
        kept.append(envelope.content)
        return await handle(server, session, envelope)

    monkeypatch.setattr(sink, "handle_DATA", keep)
    return kept


@pytest.mark.django_db
def test_what_leaves_can_be_verified_and_covers_one_click(key, stored):
    DeliveryFactory(language="ar")
    LetterDeliveryFactory()

    sending.send_batch()

    assert len(stored) == 2
    for content in stored:
        tags = verify(content, key)
        assert tags["d"] == "network.example"
        assert tags["h"].split(":").count("from") == 2
        assert max(map(len, content.split(b"\r\n"))) <= 78
    covered = verify(stored[1], key)["h"].split(":")
    assert {"list-unsubscribe", "list-unsubscribe-post", "subject", "to"} <= set(covered)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\r\nTo: ", b"\r\nTo: x@y.example, "), (b"\r\nFrom: ", b"\r\nFrom: a@b.example\r\nFrom: ")],
)
def test_what_is_changed_on_the_way_no_longer_verifies(key, stored, old, new):
    DeliveryFactory()
    sending.send_batch()

    changed = stored[0].replace(old, new, 1)

    assert changed != stored[0]
    with pytest.raises(InvalidSignature):
        verify(changed, key)


@pytest.mark.django_db
def test_without_a_key_nothing_is_signed(stored):
    DeliveryFactory()

    sending.send_batch()

    assert b"DKIM-Signature" not in stored[0]


def test_a_key_that_cannot_be_used_is_found_at_the_start(settings, tmp_path):
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "ec.pem").write_bytes(other)
    (tmp_path / "rubbish.pem").write_bytes(b"rubbish")

    for name in ("missing.pem", "rubbish.pem", "ec.pem"):
        settings.MAIL_DKIM_KEY = str(tmp_path / name)
        assert [error.id for error in dkim.key_can_be_read(None)] == ["mailing.E001"]
    settings.MAIL_DKIM_KEY = ""
    assert dkim.key_can_be_read(None) == []


def test_signing_gives_the_same_again():
    signer = dkim.Signer(
        ed25519.Ed25519PrivateKey.from_private_bytes(ED25519_SECRET), "football.example.com", "s"
    )
    at = kit.now()

    assert signer.sign(EXAMPLE, at) == signer.sign(EXAMPLE, at)
