#!/usr/bin/env python3
"""mail.py [--binary PATH] [--store sqlite|pg|both] - mail as a mail server sees it: what the
program sends, how, and what it does when the server refuses, stalls, cuts, greylists or
asks for TLS and a password. "N passed, N failed".
"""
import argparse
import email
import email.policy
import http.client
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import ROOT, Server  # noqa: E402
from smtp import Smtp, certificate  # noqa: E402

TO = "ann@example.com"


def parsed(letter):
    return email.message_from_bytes(letter.data, policy=email.policy.default)


class Team:
    """A server that mails to `smtp`, an admin, a member who came by a mailed invitation, and
    an issue."""

    def __init__(self, test, store, smtp, **env):
        self.test, self.smtp = test, smtp
        self.server = Server(test.binary, store, {
            "SMTP_HOST": "localhost", "SMTP_PORT": str(smtp.port), "SMTP_TIMEOUT_S": "2",
            "ADMIN_EMAIL": "admin@example.com", "ADMIN_PASSWORD": "long enough", **env})
        self.server.start()
        self.cookies = {}
        self.sign_in("admin", "/api/v1/auth/local/login",
                     {"email": "admin@example.com", "password": "long enough"})

    def sign_in(self, who, path, body):
        status, headers, text = self.server.request(
            "POST", path, [("Content-Type", "application/json")], json.dumps(body).encode())
        if status != 200:
            raise RuntimeError(f"{path}: {status} {text!r}")
        self.cookies[who] = dict((k.lower(), v) for k, v in headers)["set-cookie"].split(";")[0]

    def call(self, who, method, path, body=None, want=(200, 201, 202, 204)):
        status, _, text = self.server.request(
            method, "/api/v1" + path, [("Cookie", self.cookies[who])],
            json.dumps(body).encode() if body is not None else b"")
        if status not in want:
            raise RuntimeError(f"{method} {path}: {status} {text!r}")
        return json.loads(text) if text else None

    def invite(self, who, address, role="member"):
        """Comes in by the link in the mail."""
        self.call("admin", "POST", "/users/invite", {"email": address, "role": role})
        letter = self.letter(address)
        link = re.search(r"http://gosnag.test/invite/(\w+)", text_of(letter)).group(1)
        self.sign_in(who, f"/api/v1/auth/invite/{link}", {"name": who.title(), "password": "long enough"})
        return letter

    def make_issue(self):
        project = self.call("admin", "POST", "/projects", {"name": "shop"})
        key = re.search("//(.*?)@", project["dsn"]).group(1)
        event = {"exception": {"values": [{"type": "Ärger", "value": "<b>\r\nBcc: all@example.com"}]}}
        self.server.request("POST", f"/api/{project['numeric_id']}/store/?sentry_key={key}", [],
                            json.dumps(event).encode())
        self.project = "/projects/" + project["id"]
        issue = wait(lambda: self.call("admin", "GET", self.project + "/issues")["issues"])[0]
        self.issue = self.project + "/issues/" + issue["id"]
        self.issue_id = issue["id"]

    def outbox(self, state):
        return self.call("admin", "GET", f"/system/outbox?state={state}")["items"]

    def push(self, n=1):
        """What waits for its time goes now."""
        rows = wait(lambda: [r for r in self.outbox("waiting") if not r["running"]])
        for row in rows[:n]:
            self.call("admin", "POST", f"/system/outbox/{row['id']}/retry")
        return rows

    def letter(self, address, before=0):
        """The newest letter to somebody, when there are more than before."""
        def newest():
            found = [x for x in list(self.smtp.inbox) if x.recipient == address]
            return found[-1] if len(found) > before else None
        found = wait(newest)
        self.test.check(f"a letter to {address} comes", found is not None)
        return found

    def count(self, address):
        return sum(x.recipient == address for x in list(self.smtp.inbox))


def wait(get, seconds=15):
    end = time.monotonic() + seconds
    while not (got := get()) and time.monotonic() < end:
        time.sleep(0.05)
    return got


def text_of(letter):
    return parsed(letter).get_body(("plain",)).get_content().replace("\r\n", "\n")


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

    # --- killed between the commit and the delivery, and between the delivery and its record ---

    def killed(self, store, rounds):
        """Every mail arrives; twice only where the kill fell between delivery and record."""
        chance = random.Random(7)
        with Smtp() as smtp:
            team = Team(self, store, smtp)
            may_repeat = set()
            for n in range(rounds):
                if n:
                    team.server.start()
                on_delivery, who = threading.Event(), f"u{n}@example.com"

                def kill(letter, who=who, on_delivery=on_delivery):
                    if letter.recipient == who:  # not one that waited since an earlier round
                        team.server.process.kill()
                        on_delivery.set()

                # One in three is killed while the server of mail has the letter in its hands.
                smtp.on_letter = kill if n % 3 == 0 else None
                try:
                    team.call("admin", "POST", "/users/invite", {"email": who})
                except (OSError, http.client.HTTPException):
                    pass  # killed before it could answer: the letter is there none the less
                if smtp.on_letter:
                    self.check("a delivery to be killed in", on_delivery.wait(15))
                else:
                    time.sleep(chance.uniform(0, 1.2))
                team.server.process.kill()
                team.server.process.wait()
                if store == "pg":  # what its peers do when they have not heard of it for long
                    team.server.sql("DELETE FROM process;")
                smtp.on_letter = None
                taken = {x.recipient for x in smtp.inbox}
                may_repeat |= {one for one in self.waiting(team.server) if one in taken}
            team.server.start()
            wait(lambda: not team.outbox("waiting"), 60)
            self.check("nothing waits, nothing is dead", not team.outbox("waiting") + team.outbox("dead"))
            ids = {}
            for letter in smtp.inbox:
                ids.setdefault(letter.recipient, []).append(parsed(letter)["Message-ID"])
            lost = [f"u{n}@example.com" for n in range(rounds) if f"u{n}@example.com" not in ids]
            self.check(f"{rounds} kills: none is lost", not lost, lost)
            twice = {who for who, of in ids.items() if len(of) > 1}
            self.check("twice only where the kill fell before the record", twice <= may_repeat, (twice, may_repeat))
            self.check("the test has seen that, too", twice, ids)
            self.check("what comes twice has one id", all(len(set(of)) == 1 for of in ids.values()), ids)
            print(f"      {store}: {rounds} kills, {len(ids)} mails, {len(twice)} of them twice")
            team.server.close()

    @staticmethod
    def waiting(server):
        """Who is still to get something, by the store itself."""
        query = "SELECT recipient FROM outbox WHERE state = 'waiting'"
        if server.store == "pg":
            done = subprocess.run(["psql", "-X", "-A", "-t", server.env["DATABASE_URL"], "-c", query],
                                  capture_output=True, text=True, check=True)
            return set(done.stdout.split())
        db = sqlite3.connect(server.folder + "/data/gosnag.db", timeout=10)
        rows = {row[0] for row in db.execute(query)}
        db.close()
        return rows

    # --- the whole way, from a verb to a letter ---

    def written(self, store):
        with Smtp() as smtp:
            team = Team(self, store, smtp)
            letter = team.invite("mem", "mem@example.com")
            self.check("an invitation says who invites", "invites you" in text_of(letter) or
                       "You are invited" in text_of(letter), text_of(letter))
            self.check("its row is kept as sent, without its link",
                       [(r["kind"], r["to"], r["attempts"]) for r in team.outbox("sent")] ==
                       [("invite", "mem@example.com", 1)], team.outbox("sent"))
            team.make_issue()
            self.comments(team)
            self.left_out(team)
            self.leaving(team)
            self.bad_days(team)
            self.forgotten(team)
            self.answers(team)
            self.meanwhile(team)
            self.live(team)
            team.server.close()

    def comments(self, team):
        """One mail for the first, one for all that come within ten minutes."""
        team.call("mem", "POST", team.issue + "/follow")
        team.call("admin", "POST", team.issue + "/comments", {"body": "One & <only>\nline 2"})
        row = team.outbox("waiting")[0]
        self.check("it is due when it cannot be undone any more",
                   row["due_at"] == "2026-11-24T10:00:10Z" and row["kind"] == "notice", row)
        before = team.count("mem@example.com")
        team.push()
        letter = team.letter("mem@example.com", before)
        m, text = parsed(letter), text_of(letter)
        self.check("what was said", "> One & <only>\n> line 2" in text, text)
        html = m.get_body(("html",)).get_content()
        self.check("escaped in HTML", "One &amp; &lt;only&gt;<br>" in html and "<b>\r" not in html, html)
        self.check("the subject is the issue's", m["Subject"].startswith("[shop] Ärger: <b>"), m["Subject"])
        self.check("nothing is added to the headers", m["Bcc"] is None and "all@" not in (m["To"] or ""))
        root = f"<issue-{team.issue_id}@gosnag.test>"
        self.check("threads", (m["In-Reply-To"], m["References"]) == (root, root), m["References"])
        self.check("List-Unsubscribe-Post", m["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
        self.leave = re.search("<http://gosnag.test(/.*)>", m["List-Unsubscribe"]).group(1)
        self.check("automatic mail says so", m["Auto-Submitted"] == "auto-generated")
        wait(lambda: not team.outbox("waiting"))  # the letter comes before it is noted as sent
        for n in range(3):
            team.call("admin", "POST", team.issue + "/comments", {"body": f"more {n}"})
        rows = team.outbox("waiting")
        self.check("the rest is gathered for ten minutes",
                   [r["due_at"] for r in rows] == ["2026-11-24T10:10:00Z"], rows)
        before = team.count("mem@example.com")
        team.push()
        text = text_of(team.letter("mem@example.com", before))
        self.check("in one mail", all(f"> more {n}" in text for n in range(3)), text)

    def left_out(self, team):
        """What was taken back before the mail went is not told; a mention breaks quiet hours."""
        me = team.call("mem", "GET", "/me")["id"]
        team.call("admin", "PUT", team.issue + "/assign", {"assigned_to": me})
        team.call("admin", "PUT", team.issue + "/assign", {"assigned_to": None})
        team.call("admin", "PUT", team.issue, {"status": "ignored"})
        team.call("admin", "PUT", team.issue, {"status": "open"})
        before, sent = team.count("mem@example.com"), len(team.outbox("sent"))
        team.push()
        wait(lambda: len(team.outbox("sent")) > sent)
        self.check("what was undone is not told", team.count("mem@example.com") == before)
        team.call("mem", "PUT", "/me/preferences", {"quiet_hours": {"from": "09:00", "to": "11:30"}})
        team.call("admin", "PUT", team.issue, {"status": "ignored"})
        rows = team.outbox("waiting")
        self.check("quiet hours hold", [r["due_at"] for r in rows] == ["2026-11-24T11:30:00Z"], rows)
        team.call("admin", "POST", team.issue + "/comments", {"body": "@mem, wake up"})
        rows = team.outbox("waiting")
        self.check("but no mention", [r["due_at"] for r in rows] == ["2026-11-24T10:10:00Z"], rows)
        team.push()
        text = text_of(team.letter("mem@example.com", before))
        self.check("which brings the rest along", "mentioned you" in text and "open → ignored" in text, text)

    def leaving(self, team):
        get = team.server.request("GET", self.leave)
        shown = json.loads(get[2])
        self.check("GET shows", (get[0], shown["issue_mail"], shown["email"]) == (200, True, "m…@example.com"), get)
        page = team.server.request("GET", self.leave, [("Accept", "text/html")])
        self.check("a page for people", b"<form method" in page[2] and b"<b>\r" not in page[2], page[2])
        self.check("GET changes nothing", json.loads(team.server.request("GET", self.leave)[2])["issue_mail"])
        post = team.server.request("POST", self.leave, [("Content-Type", "application/x-www-form-urlencoded")],
                                   b"List-Unsubscribe=One-Click")
        self.check("POST acts", (post[0], json.loads(post[2])["issue_mail"]) == (200, False), post)
        team.call("admin", "POST", team.issue + "/comments", {"body": "@mem, and now?"})
        self.check("a mention makes one follow, and so get mail again", len(team.outbox("waiting")) == 1)
        team.server.request("POST", self.leave, [], b'{"all": true}')
        self.check("all mail is off", team.call("mem", "GET", "/me/preferences")["notify"]["mail"] == {"all": False})
        before, sent = team.count("mem@example.com"), len(team.outbox("sent"))
        team.push()
        wait(lambda: len(team.outbox("sent")) > sent)
        self.check("what waited does not go either", team.count("mem@example.com") == before)
        self.check("a forged link", team.server.request("POST", self.leave[:-1] + "0")[0] == 404 or
                   self.leave.endswith("0"))

    def forgotten(self, team):
        """A new password by a mailed link; a stranger is answered the same and gets nothing."""
        self.check("auth/config says that there is mail", team.call("admin", "GET", "/auth/config")["smtp"])
        sent = team.count("mem@example.com")
        known, unknown = (team.server.request("POST", "/api/v1/auth/password/forgot", [], json.dumps(
            {"email": address}).encode()) for address in ("Mem@example.com", "nobody@example.com"))
        self.check("the same answer", (known[0], known[2]) == (202, unknown[2]) and unknown[0] == 202, (known, unknown))
        text = text_of(team.letter("mem@example.com", sent))
        link = re.search(r"http://gosnag.test/reset/(\w+)", text).group(1)
        self.check("says that it may be nothing", "nothing to do" in text, text)
        team.sign_in("mem", f"/api/v1/auth/password/reset/{link}", {"password": "another one"})
        for _ in range(12):
            team.server.request("POST", "/api/v1/auth/password/forgot", [], b'{"email": "mem@example.com"}')
        wait(lambda: not team.outbox("waiting"))
        self.check("not without end", team.count("mem@example.com") == sent + 10, team.count("mem@example.com") - sent)
        team.sign_in("mem", "/api/v1/auth/local/login", {"email": "mem@example.com", "password": "another one"})
        self.check("nothing for a stranger", team.count("nobody@example.com") == 0)

    def answers(self, team):
        """Somebody who wrote is answered by mail, and answers the person."""
        project = team.call("admin", "GET", team.project)
        key = re.search("//(.*?)@", project["dsn"]).group(1)
        envelope = (b'{"event_id": "0000000000000000000000000000000f"}\n{"type": "feedback"}\n' + json.dumps(
            {"contexts": {"feedback": {"message": "It broke\nhere", "contact_email": "eve@example.com",
                                       "name": "Eve\r\nBcc: all@example.com"}}}).encode())
        team.server.request("POST", f"/api/{project['numeric_id']}/envelope/?sentry_key={key}", [], envelope)
        row = wait(lambda: team.call("admin", "GET", team.project + "/feedback")["items"])[0]
        path = f"{team.project}/feedback/{row['id']}"
        team.call("mem", "POST", path + "/reply", {"body": "Fixed & done"})
        m = parsed(team.letter("eve@example.com"))
        text = m.get_body(("plain",)).get_content().replace("\r\n", "\n")
        self.check("an answer quotes what it answers", text.startswith("Fixed & done\n") and
                   "> It broke\n> here" in text, text)
        self.check("and is answered to the person", m["Reply-To"] == "mem@example.com", m["Reply-To"])
        self.check("a name adds no header", m["Bcc"] is None, m["To"])
        shown = team.call("admin", "GET", path)["replies"]
        self.check("it is kept", [(r["body"], r["user_name"]) for r in shown] == [("Fixed & done", "Mem")], shown)

    def meanwhile(self, team):
        """What happens while a mail is under way waits for the next one."""
        team.call("mem", "PUT", "/me/preferences", {})
        team.call("mem", "POST", team.issue + "/follow")
        team.call("admin", "POST", team.issue + "/comments", {"body": "the first"})
        team.smtp.on_letter = lambda _: team.call("admin", "POST", team.issue + "/comments", {"body": "the second"})
        before = team.count("mem@example.com")
        team.push()
        text = text_of(team.letter("mem@example.com", before))
        team.smtp.on_letter = None
        self.check("told as it was", "the first" in text and "the second" not in text, text)
        rows = wait(lambda: [r for r in team.outbox("waiting") if not r["running"]])
        self.check("the rest in ten minutes", [r["due_at"] for r in rows] == ["2026-11-24T10:10:00Z"], rows)
        team.push()
        text = text_of(team.letter("mem@example.com", before + 1))
        self.check("told then", "the second" in text and "the first" not in text, text)

    def live(self, team):
        """The pages of whoever is told hear of it, and only theirs."""
        link = http.client.HTTPConnection("127.0.0.1", team.server.port, timeout=15)
        link.request("GET", "/api/v1/stream?topics=me", headers={"Cookie": team.cookies["mem"]})
        stream = link.getresponse()
        team.call("mem", "POST", team.issue + "/comments", {"body": "@admin@example.com, not for me"})
        team.call("admin", "POST", team.issue + "/comments", {"body": "@mem, live"})
        said = []
        while not any(line.startswith(b"data:") for line in said):
            said.append(stream.readline().strip())
        heard = json.loads(next(line for line in said if line.startswith(b"data:"))[5:])
        self.check("told on the stream", b"event: notification" in said and
                   (heard["op"], heard["patch"]) == ("new", {"kind": "mention"}), said)
        link.close()

    def bad_days(self, team):
        """Refusals as the outbox shows them."""
        team.smtp.mood = "greylist"
        team.call("admin", "POST", "/users/invite", {"email": "grey@example.com"})
        row = wait(lambda: [r for r in team.outbox("waiting") if r["last_error"]])[0]
        self.check("greylisted: waits", "450 4.7.1" in row["last_error"] and row["attempts"] == 1, row)
        team.call("admin", "POST", f"/system/outbox/{row['id']}/retry")
        team.letter("grey@example.com")
        team.smtp.mood = "unknown"
        team.call("admin", "POST", "/users/invite", {"email": "who@example.com"})
        row = wait(lambda: team.outbox("dead"))[0]
        self.check("550: dead, with the server's words", "550 5.1.1" in row["last_error"] and
                   row["to"] == "who@example.com", row)
        team.smtp.mood = "kind"
        team.call("admin", "POST", f"/system/outbox/{row['id']}/retry")
        team.letter("who@example.com")
        self.check("nothing is dead any more", wait(lambda: not team.outbox("dead")))
        team.smtp.mood = "refuse"
        team.call("admin", "POST", "/users/invite", {"email": "late@example.com"})
        row = wait(lambda: [r for r in team.outbox("waiting") if r["last_error"]])[0]
        self.check("a server that is away: waits", "554 no mail here" in row["last_error"], row)
        team.smtp.mood = "kind"
        team.call("admin", "POST", f"/system/outbox/{row['id']}/retry")
        team.letter("late@example.com")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    t = Test(os.path.abspath(o.binary))
    t.plain()
    t.secured()
    t.checked()
    for store in stores:
        t.written(store)
        t.killed(store, 20 if store == "sqlite" else 10)
    t.close()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
