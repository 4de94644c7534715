"""A Postfix of the test's own: configuration, queue and ports apart from any that the machine runs."""

import mailbox
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
from email import message_from_bytes, policy

import pytest

from tests.living import free_port

# Its whole configuration. The reader of province.example has a mailbox, everybody else there is unknown, and
# whoever writes learns so by a bounce. What goes to the return domain is handed to the portal's listener.
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.network.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = province.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ reader@province.example=reader/ }}
virtual_minimum_uid = 1
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
relay_domains = bounces.network.example
transport_maps = inline:{{ bounces.network.example=lmtp:inet:127.0.0.1:{listener} }}
default_transport = error:nothing leaves this machine
"""
SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """`port` takes mail by SMTP; `mails()` is what lies in the reader's mailbox, as it arrived."""

    def __init__(self, folder, listener):
        self.folder, self.port = folder, free_port()
        for name, owner in {"etc": "root", "queue": "root", "data": "postfix", "mail": "nobody"}.items():
            (folder / name).mkdir()
            shutil.chown(folder / name, owner)
        self.box = mailbox.Maildir(folder / "mail/reader", create=True)
        for made in (folder / "mail/reader", *(folder / "mail/reader").iterdir()):
            shutil.chown(made, "nobody")
        main = MAIN.format(folder=folder, listener=listener, nobody=pwd.getpwnam("nobody"))
        (folder / "etc/main.cf").write_text(main)
        (folder / "etc/master.cf").write_text(SERVICES.format(port=self.port))

    def run(self, verb):
        words = ["postfix", "-c", str(self.folder / "etc"), verb]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + self.log()

    def log(self):
        file = self.folder / "log"
        return file.read_text() if file.exists() else ""

    def mails(self):
        contents = list(map(self.box.get_bytes, self.box.iterkeys()))
        return [(content, message_from_bytes(content, policy=policy.default)) for content in contents]


@pytest.fixture
def start_postfix():
    """start(port of the listener) → a running Postfix, ended after the test; skipped where none can run."""
    if not shutil.which("postfix"):
        pytest.skip("Postfix was not found")
    if os.geteuid():
        pytest.skip("Postfix is started by root alone")
    folder, running = pathlib.Path(tempfile.mkdtemp(prefix="en-portal-postfix-")), []
    folder.chmod(0o755)

    def start(listener):
        running.append(Postfix(folder, listener))
        running[-1].run("start")
        return running[-1]

    yield start
    for postfix in running:
        postfix.run("stop")
    shutil.rmtree(folder)
