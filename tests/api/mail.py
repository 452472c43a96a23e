#!/usr/bin/env python3
"""mail.py [--binary PATH] [--store sqlite|pg|both] - mail as a mail server sees it: what the
program sends, how, and what it does when the server refuses, stalls, cuts, greylists or
asks for TLS and a password. "N passed, N failed".
"""
import argparse
import email
import email.policy
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import ROOT, Server  # noqa: E402
from smtp import Smtp, certificate  # noqa: E402

TO = "ann@example.com"


def parsed(letter):
    return email.message_from_bytes(letter.data, policy=email.policy.default)


class Test:
    def __init__(self, binary):
        self.binary, self.passed, self.failed = binary, 0, 0
        self.folder = tempfile.mkdtemp(prefix="gosnag-mail-")
        self.authority, *self.pair = certificate(self.folder)

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- port/mail: one mail at a time, by `gosnag mail` ---

    def try_mail(self, what, smtp, is_sent, words, mood="kind", **env):
        """gosnag mail TO against this server: does it say `words`?"""
        smtp.mood = mood
        server = Server(self.binary, "sqlite", {
            "SMTP_HOST": "localhost", "SMTP_PORT": str(smtp.port), "SMTP_TIMEOUT_S": "1",
            "SMTP_FROM": "Errors <errors@gosnag.test>", "SSL_CERT_FILE": self.authority, **env})
        before = len(smtp.inbox)
        done = server.run("mail", TO)
        said = done.stdout + done.stderr
        self.check(what, (done.returncode == 0) == is_sent and words in said,
                   (done.returncode, said[-500:]))
        if is_sent:
            self.check(what + ": one letter", len(smtp.inbox) == before + 1, len(smtp.inbox))
        shutil.rmtree(server.folder)
        return smtp.inbox[-1] if is_sent and smtp.inbox else None

    def plain(self):
        with Smtp() as smtp:
            letter = self.try_mail("mail is taken", smtp, True, "has taken a mail to " + TO)
            self.check("envelope", (letter.sender, letter.recipient) == ("errors@gosnag.test", TO),
                       (letter.sender, letter.recipient))
            self.check("lines end in CR LF", b"\n" not in letter.data.replace(b"\r\n", b""))
            m = parsed(letter)
            self.check("From", str(m["From"]) == "Errors <errors@gosnag.test>", m["From"])
            self.check("To", str(m["To"]) == TO, m["To"])
            self.check("Message-ID", m["Message-ID"].endswith("@gosnag.test>"), m["Message-ID"])
            self.check("two parts", [p.get_content_type() for p in m.iter_parts()] ==
                       ["text/plain", "text/html"], m.get_content_type())
            for mood, words in (("refuse", "554 no mail here"), ("unknown", "550 5.1.1 no such"),
                                ("greylist", "450 4.7.1 greylisted"), ("spam", "554 5.7.1 looks like"),
                                ("cut", "mail server:"), ("stall", "imeout"), ("silent", "imeout")):
                self.try_mail(f"a server that does '{mood}'", smtp, False, words, mood)
            self.try_mail("greylisted before, taken now", smtp, True, "has taken", "greylist")
        self.try_mail("no server at all", smtp, False, "Couldn't connect")

    def secured(self):
        with Smtp(tls=self.pair, auth=("PLAIN", "LOGIN")) as smtp:
            signed = {"SMTP_USER": "ann", "SMTP_PASSWORD": "a secret"}
            letter = self.try_mail("STARTTLS where it is offered", smtp, True, "has taken")
            self.check("it was used", letter.is_tls)
            letter = self.try_mail("AUTH over TLS", smtp, True, "has taken", **signed)
            self.check("PLAIN was used", letter.user == "PLAIN ann", letter.user)
            self.check("over TLS", letter.is_tls)
            smtp.auth = ("LOGIN",)
            letter = self.try_mail("AUTH LOGIN", smtp, True, "has taken", **signed)
            self.check("LOGIN was used", letter.user == "LOGIN ann", letter.user)
            self.try_mail("a wrong password", smtp, False, "535", "locked", **signed)
            self.try_mail("an unknown authority", smtp, False, "mail server:",
                          SSL_CERT_FILE="/etc/ssl/certs/ca-certificates.crt")
            self.try_mail("TLS may be left out", smtp, True, "has taken", SMTP_TLS="none")
            self.try_mail("a certificate of another name", smtp, False, "mail server:",
                          SMTP_HOST="127.0.0.1")
        with Smtp() as smtp:
            self.try_mail("STARTTLS demanded, not offered", smtp, False, "mail server:",
                          SMTP_TLS="starttls")
        with Smtp(tls=self.pair, is_implicit=True, auth=("PLAIN",)) as smtp:
            letter = self.try_mail("TLS from the start", smtp, True, "has taken", SMTP_TLS="tls",
                                   SMTP_USER="ann", SMTP_PASSWORD="a secret")
            self.check("signed in", letter.user == "PLAIN ann", letter.user)

    def checked(self):
        with Smtp() as smtp:
            env = {"SMTP_HOST": "localhost", "SMTP_PORT": str(smtp.port), "SMTP_TIMEOUT_S": "1"}
            server = Server(self.binary, "sqlite", env)
            server.run("migrate")
            done = server.run("doctor")
            self.check("doctor asks the server", "takes mail of gosnag@localhost" in done.stdout,
                       done.stdout)
            smtp.mood = "refuse"
            done = server.run("doctor")
            self.check("doctor says why not", "554 no mail here today" in done.stdout and
                       done.returncode != 0, done.stdout)
            shutil.rmtree(server.folder)
        server = Server(self.binary, "sqlite", {"SMTP_HOST": "x", "SMTP_FROM": "nobody"})
        done = server.run("mail", TO)
        self.check("a sender that is no address", "SMTP_FROM" in done.stderr, done.stderr)
        shutil.rmtree(server.folder)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    t = Test(os.path.abspath(o.binary))
    t.plain()
    t.secured()
    t.checked()
    t.close()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
