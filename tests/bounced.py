"""Mail as other servers send it back: delivery reports, complaints, plain bounces, automatic replies."""

from mailing.returns import path_of

DSN = """\
From: MAILER-DAEMON@mx.province.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20261127.4711@mx.network.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.province.example
Arrival-Date: Fri, 27 Nov 2026 10:00:00 +0300

Final-Recipient: rfc822; reader@province.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--cut
Content-Type: message/rfc822

From: network@network.example
Message-ID: <0123456789abcdef0123456789abcdef@network.example>
List-Id: <newsletter.network.example>

This is spam, says a quoted text: 5.7.1
--cut--
"""

ARF = """\
From: feedback@provider.example
To: complaints@bounces.network.example
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="cut"

--cut
Content-Type: text/plain

This is an email abuse report.

--cut
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1
Original-Mail-From: <{path}>

--cut
Content-Type: message/rfc822

Return-Path: <{path}>
From: network@network.example
Subject: News

Hello
--cut--
"""

PLAIN = """\
From: {daemon}
To: {to}
Subject: failure notice

{text}
"""

NOTE = """\
From: Ali <reader@province.example>
To: {to}
Subject: Out of office
{header}

I am away until Sunday.
"""


def wire(text):
    """As it travels."""
    return text.replace("\n", "\r\n").encode()


def dsn(delivery, status="5.1.1", words="550 5.1.1 user unknown", action="failed"):
    return wire(DSN.format(to=path_of(delivery.pk), status=status, words=words, action=action))


def complaint(path, kind="abuse"):
    return wire(ARF.format(path=path, kind=kind))


def plain(text, daemon="MAILER-DAEMON@qmail.example", to="b@bounces.network.example"):
    return wire(PLAIN.format(text=text, daemon=daemon, to=to))


def note(header, to="b@bounces.network.example"):
    return wire(NOTE.format(header=header, to=to))
