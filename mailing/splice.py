"""Text parts that are encoded once and filled in for each recipient (RFC 2045 sections 6.7 and 6.8)."""

import binascii
import re

LINE = 57  # bytes that make one line of 76 characters in base64
SOFT = b"=\r\n"
ASCII = bytes(range(128))


def encoding_of(data):
    """Quoted-printable stays readable where letters are mostly Latin; Arabic is half as long in base64."""
    beyond = len(data.translate(None, ASCII))
    return "quoted-printable" if beyond * 6 < len(data) else "base64"


def base64_lines(data):
    """Lines of at most 76 characters, each with its end."""
    encode = binascii.b2a_base64
    return b"".join(encode(data[at : at + LINE], newline=False) + b"\r\n" for at in range(0, len(data), LINE))


class Base64:
    """Fixed pieces and the marks between them; the pieces are kept encoded, for each offset of three bytes.

    A line may be shorter than 76 characters, so a recipient's own words make lines of their own and only the
    one or two bytes that do not fill a group of three are carried on into the next piece.
    """

    def __init__(self, first, rest):
        whole = len(first) // 3 * 3
        self.head, self.carry = base64_lines(first[:whole]), first[whole:]
        self.rest = [(mark, [self._from(piece, offset) for offset in range(3)]) for mark, piece in rest]

    @staticmethod
    def _from(piece, offset):
        """(bytes that complete a group, the encoded groups, bytes that are carried on)"""
        whole = offset + (max(0, len(piece) - offset)) // 3 * 3
        return piece[:offset], base64_lines(piece[offset:whole]), piece[whole:]

    def filled(self, values):
        out, carry = [self.head], self.carry
        for mark, offsets in self.rest:
            words = carry + values[mark]
            start, lines, end = offsets[-len(words) % 3]
            words += start
            whole = len(words) // 3 * 3  # a piece of no length completes nothing
            out += (base64_lines(words[:whole]), lines)
            carry = words[whole:] + end
        out.append(base64_lines(carry))
        return b"".join(out)


class QuotedPrintable:
    """Fixed pieces and the marks between them, joined by soft line breaks."""

    def __init__(self, first, rest):
        self.head = self._encoded(first)
        self.rest = [(mark, self._encoded(piece)) for mark, piece in rest]

    @staticmethod
    def _encoded(data):
        return binascii.b2a_qp(data.replace(b"\r\n", b"\n"), istext=True).replace(b"\n", b"\r\n")

    def filled(self, values):
        out = [self.head]
        for mark, piece in self.rest:
            out += (self._encoded(values[mark]), piece)
        body = SOFT.join(filter(None, out))
        return body if body.endswith(b"\r\n") else body + b"\r\n"


class Part:
    """A text part whose `marks` are filled in later: `filled({mark: bytes})` → the part with its header."""

    def __init__(self, subtype, words, marks=()):
        data = words.replace("\r\n", "\n")
        encoding = encoding_of(data.encode())
        pattern = "|".join(re.escape(mark) for mark in marks) or r"(?!)"
        first, *rest = (
            piece if number % 2 else piece.replace("\n", "\r\n").encode()
            for number, piece in enumerate(re.split(f"({pattern})", data))
        )
        make = Base64 if encoding == "base64" else QuotedPrintable
        self.body = make(first, list(zip(rest[::2], rest[1::2], strict=True)))
        self.head = (
            f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
        ).encode()

    def filled(self, values):
        return self.head + self.body.filled(values)
