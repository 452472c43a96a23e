#!/usr/bin/env python3
"""races.py [--store sqlite|pg|both] [--binary PATH] [--clients N] [--events N] - clients
send events into a few issues while people resolve, assign, prioritise, merge, unmerge,
delete, discard, tag and undo them, alone and in bulk, and while somebody changes grouping,
applies it to what is stored and takes that back. At the end every acknowledged event is
counted once, by its fingerprint, its hour and the issue that has it; nobody got a 5xx, no
two waited in a circle. Then a job over many issues, and one over many events, are killed in
the middle and go on. "N passed, N failed".
"""
import argparse
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

KINDS = ["Alpha", "Beta", "Gamma", "Delta"]
SIDES = ["left", "right", "front"]
VERBS = ["status", "assign", "priority", "merge", "delete", "discard", "bulk", "tag", "unmerge"]
PEOPLE = 4
WAIT_S = 150  # a lease of a killed process runs out after 60 s
SCORED, SCORED_EVENTS = ["Scored1", "Scored2", "Scored3", "Scored4"], 40  # of each of 8 clients
SCORES = [(5, 15), (79, 10), (80, 20)]  # so many events and more: so many points
MANY = 1500  # issues of the job
MOVED = 240  # events of the other


class Client(threading.Thread):
    def __init__(self, test, number, events=None, kinds=None):
        super().__init__(daemon=True)
        self.test, self.number, self.acked, self.bad = test, number, [], []
        self.events, self.kinds = events or test.o.events, kinds or KINDS

    def run(self):
        link = http.client.HTTPConnection("127.0.0.1", self.test.server.port, timeout=60)
        number, key = self.test.key
        for i in range(self.events):
            id = f"{self.number + 1:08x}{i:024x}"
            event = {"event_id": id, "user": {"id": f"u{self.number}"},
                     "tags": {"side": SIDES[i % len(SIDES)]}, "exception": {"values": [
                         {"type": self.kinds[(self.number + i) % len(self.kinds)], "value": "bad"}]}}
            link.request("POST", f"/api/{number}/store/?sentry_key={key}", json.dumps(event))
            answer = link.getresponse()
            answer.read()
            (self.acked if answer.status == 200 else self.bad).append((id, answer.status))
        link.close()


class Person(threading.Thread):
    """Does what comes to mind until told to stop."""

    def __init__(self, test, seed):
        super().__init__(daemon=True)
        self.test, self.pick, self.going = test, random.Random(seed), True
        self.bad, self.done = [], 0

    def ask(self, method, path, body=None):
        status, headers, answer = self.test.call(method, path, body)
        self.done += 1
        if status >= 500:
            self.bad.append((method, path, body, status, answer))
        token = dict((n.lower(), v) for n, v in headers).get("undo-token")
        return status, token, answer

    def step(self):
        base = self.test.base + "/issues"
        _, _, answer = self.ask("GET", base)
        ids = [i["id"] for i in (answer or {}).get("issues", [])]
        if not ids:
            return
        self.pick.shuffle(ids)
        verb = self.pick.choice(VERBS)
        token = None
        if verb == "status":
            _, token, _ = self.ask("PUT", f"{base}/{ids[0]}", {"status": self.pick.choice(
                ["resolved", "open", "ignored", "snoozed"]), "cooldown_minutes": 0})
        elif verb == "assign":
            _, token, _ = self.ask("PUT", f"{base}/{ids[0]}/assign",
                                   {"assigned_to": self.pick.choice([self.test.me, None])})
        elif verb == "priority":
            _, token, _ = self.ask("POST", base + "/bulk", {
                "ids": ids, "verb": "priority",
                "values": {"priority": self.pick.choice([10, 90, None])}})
        elif verb == "merge" and len(ids) > 1:
            _, token, _ = self.ask("POST", base + "/merge",
                                   {"primary_id": ids[0], "issue_ids": ids[1:3]})
        elif verb == "delete":
            _, token, _ = self.ask("DELETE", base, {"ids": ids[:2]})
        elif verb == "discard":
            _, token, _ = self.ask("POST", base + "/bulk", {
                "ids": ids[:1], "verb": "delete", "mode": "discard"})
        elif verb == "bulk":
            _, token, _ = self.ask("POST", base + "/bulk", {
                "ids": ids, "verb": "status", "values": {"status": "resolved",
                                                         "cooldown_minutes": 0}})
        elif verb == "tag":
            _, token, _ = self.ask("POST", base + "/bulk", {
                "query": {"q": ""}, "verb": self.pick.choice(["tag", "untag"]),
                "values": {"key": "team", "value": "blue"}})
        elif verb == "unmerge":
            _, _, one = self.ask("GET", f"{base}/{ids[0]}")
            if one and one.get("fingerprint"):
                self.ask("POST", f"{base}/{ids[0]}/unmerge", {"fingerprints": [one["fingerprint"]]})
        if token and self.pick.random() < 0.8:
            self.ask("POST", f"/api/v1/undo/{token}")

    def run(self):
        while self.going:
            self.step()


class Grouper(Person):
    """Splits a kind by a tag, or gives that up; applies it, and mostly takes it back."""

    rule = None

    def step(self):
        rules, grouping = self.test.base + "/grouping/rules", self.test.base + "/grouping/apply"
        if self.rule:
            self.ask("DELETE", f"{rules}/{self.rule}")
            self.rule = None
        else:
            kind = self.pick.choice(KINDS[:2] + ["*"])
            _, _, made = self.ask("POST", rules, {
                "matchers": [{"key": "type", "pattern": kind}],
                "fingerprint": ["by side", "{{ tags.side }}"]})
            self.rule = made["id"]
        _, _, answer = self.ask("POST", grouping)
        end = time.monotonic() + WAIT_S
        while not (got := self.test.ended(answer["job"]))[0] and time.monotonic() < end:
            time.sleep(0.02)
        if got[1]["status"] != "done":
            self.bad.append(got)
        if got[1]["undo"] and self.pick.random() < 0.6:
            self.ask("POST", f"/api/v1/undo/{got[1]['undo']}")


class Test:
    def __init__(self, o, store):
        self.o, self.store, self.passed, self.failed = o, store, 0, 0
        self.server = Server(os.path.abspath(o.binary), store,
                             {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1],
                              "LOG_LEVEL": "info", "NEW_ISSUES_PER_HOUR": "0"})
        del self.server.env["GOSNAG_CLOCK_MS"]
        self.cookie = None

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL [{self.store}] {what}: {got!r}"[:1500])

    def equal(self, what, got, want):
        self.check(what, got == want, (got, want))

    def call(self, method, path, body=None):
        text = json.dumps(body).encode() if body is not None else b""
        headers = [("Cookie", self.cookie)] if self.cookie else []
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, got, json.loads(raw) if raw else None

    def rows(self, sql):
        if self.store == "pg":
            done = subprocess.run(["psql", "-XAtF", "\t", "-c", sql,
                                   self.server.env["DATABASE_URL"]],
                                  check=True, capture_output=True, text=True)
            return [tuple(line.split("\t")) for line in done.stdout.splitlines()]
        db = sqlite3.connect(self.server.folder + "/data/gosnag.db", timeout=10)
        rows = [tuple(str(v) for v in row) for row in db.execute(sql)]
        db.close()
        return rows

    def until(self, what, ask):
        end, got = time.monotonic() + WAIT_S, None
        while time.monotonic() < end:
            got = ask()
            if got[0]:
                break
            time.sleep(0.1)
        self.check(what, got[0], got[1])

    def digested(self):
        _, _, text = self.server.request("GET", "/metrics")
        left = int(re.search(rb"gosnag_spool_records (\d+)", text).group(1))
        return left == 0, left

    def sign_in(self):
        self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})

    def start(self):
        self.server.start()
        self.sign_in()
        _, _, p = self.call("POST", "/api/v1/projects", {"name": "shop",
                                                         "max_events_per_issue": -1})
        self.base = f"/api/v1/projects/{p['id']}"
        self.key = p["numeric_id"], p["dsn"].split("//")[1].split("@")[0]
        self.me = self.call("GET", "/api/v1/me")[2]["id"]

    def race(self):
        people = [Grouper(self, 0)] + [Person(self, i) for i in range(PEOPLE)]
        clients = [Client(self, i) for i in range(self.o.clients)]
        for thread in people + clients:
            thread.start()
        for c in clients:
            c.join()
        self.until("all is digested", self.digested)
        for p in people:
            p.going = False
        for p in people:
            p.join()
        self.equal("every event is taken", [b for c in clients for b in c.bad][:3], [])
        self.equal("nobody meets a 5xx", [b for p in people for b in p.bad][:3], [])
        self.check("people did something", sum(p.done for p in people) > 20)
        self.sent = sum(len(c.acked) for c in clients)
        self.clients = clients
        print(f"[{self.store}] {self.sent} events, {sum(p.done for p in people)} calls of people")

    def judge(self):
        self.equal("every event has its key, once",
                   self.rows("SELECT count(*) FROM event_key"), [(str(self.sent),)])
        dropped = int(self.rows("SELECT COALESCE(sum(quantity), 0) FROM outcome_hour"
                                " WHERE reason LIKE '%discarded'")[0][0])
        kept = [(str(self.sent - dropped),)]
        self.equal("fingerprints count all that were not discarded",
                   self.rows("SELECT sum(event_count) FROM fingerprint"), kept)
        self.equal("stored ones too",
                   self.rows("SELECT sum(stored_count) FROM fingerprint"), kept)
        self.equal("each fingerprint has the rows it counts", self.rows(
            "SELECT f.id, f.stored_count, count(e.id) FROM fingerprint f"
            " LEFT JOIN event e ON e.fingerprint_id = f.id"
            " GROUP BY f.id, f.stored_count HAVING f.stored_count <> count(e.id)"), [])
        self.equal("in its list as well", self.rows(
            "SELECT f.id, f.stored_count, count(e.ordinal) FROM fingerprint f"
            " LEFT JOIN event_fingerprint e ON e.fingerprint_id = f.id"
            " GROUP BY f.id, f.stored_count HAVING f.stored_count <> count(e.ordinal)"), [])
        self.equal("and in its hours", self.rows(
            "SELECT f.id, f.event_count, COALESCE(sum(h.events), 0) FROM fingerprint f"
            " LEFT JOIN fingerprint_hour h ON h.fingerprint_id = f.id GROUP BY f.id, f.event_count"
            " HAVING f.event_count <> COALESCE(sum(h.events), 0)"), [])
        wrong = self.rows(
            "SELECT i.id, i.event_count, i.stored_count, COALESCE(sum(f.event_count), 0),"
            " COALESCE(sum(f.stored_count), 0) FROM issue i"
            " LEFT JOIN fingerprint f ON f.issue_id = i.id WHERE i.merged_into IS NULL"
            " GROUP BY i.id HAVING i.event_count <> COALESCE(sum(f.event_count), 0)"
            " OR i.stored_count <> COALESCE(sum(f.stored_count), 0)")
        self.equal("every issue is the sum of its fingerprints", wrong, [])
        lost = self.rows("SELECT f.id FROM fingerprint f JOIN issue i ON i.id = f.issue_id"
                         " WHERE i.merged_into IS NOT NULL")
        self.equal("no fingerprint is left at an issue that was merged away", lost, [])
        twice = self.rows("SELECT substr(hash, 1, 16) FROM fingerprint f JOIN issue i ON"
                          " i.id = f.issue_id WHERE length(hash) = 16 AND i.deleted_ms > 0")
        self.equal("a tombstone has no hash", twice, [])
        busy = [line for line in self.server.read_log().splitlines() if "40P01" in line]
        self.equal("nobody waited in a circle", busy[:3], [])
        self.equal("nothing is in quarantine", self.rows("SELECT reason FROM quarantine"), [])

    # --- priorities, while all of them are calculated anew again and again ------------

    def scored(self):
        """Thresholds of the rules are passed once: who writes last must have seen the last event."""
        for rule in self.call("GET", self.base + "/grouping/rules")[2]["items"]:
            self.call("DELETE", f"{self.base}/grouping/rules/{rule['id']}")
        for least, points in SCORES:
            self.call("POST", self.base + "/priority-rules", {
                "name": f"{least} events", "rule_type": "total_events", "threshold": least,
                "operator": "gte", "points": points, "enabled": True})
        bad, is_over = [], threading.Event()

        def recalculate():
            while not is_over.is_set():
                status, _, answer = self.call("POST", self.base + "/priority-rules/recalc")
                if status != 200:
                    bad.append((status, answer))

        someone = threading.Thread(target=recalculate, daemon=True)
        someone.start()
        clients = [Client(self, self.o.clients + 1 + i, events=SCORED_EVENTS, kinds=SCORED) for i in range(8)]
        for c in clients:
            c.start()
        for c in clients:
            c.join()
        self.until("all of them is digested", self.digested)
        is_over.set()
        someone.join()
        self.sent += sum(len(c.acked) for c in clients)
        self.equal("every calculation is done", bad[:3], [])
        got = self.rows("SELECT type, event_count, priority FROM issue WHERE type LIKE 'Scored%'"
                        " AND deleted_ms = 0 ORDER BY type")
        self.equal("each kind is an issue", [type for type, _, _ in got], SCORED)
        self.equal("of the priority that its events make", got, [
            (type, n, str(50 + sum(points for least, points in SCORES if int(n) >= least)))
            for type, n, _ in got])

    # --- a job that is killed ---------------------------------------------------------

    def fill(self):
        number, now = self.rows("SELECT id FROM project")[0][0], int(time.time() * 1000)
        values = ", ".join(
            f"('0190eeee-0000-7000-8000-{i:012d}', {number}, {100000 + i}, 'many', 'many', '', '',"
            f" '', 'error', '', FALSE, 'open', {now}, {now}, 0, 0, 0, 0, '', '', 1, 1,"
            " (SELECT min(id) FROM user_account))"  # a person's: retention leaves it
            for i in range(MANY))
        self.server.sql(
            "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit,"
            " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
            " last_seen_minute, event_count, stored_count, user_count, first_release,"
            f" last_release, created_ms, updated_ms, assigned_to) VALUES {values};")

    def job(self, id):
        return self.call("GET", f"/api/v1/jobs/{id}")[2]

    def ended(self, id):
        job = self.job(id)
        return job["status"] != "running", job

    def changes(self):
        return self.rows("SELECT count(*), count(DISTINCT a.issue_id) FROM issue_activity a"
                         " JOIN issue i ON i.id = a.issue_id"
                         " WHERE i.title = 'many' AND a.action = 'status_changed'")[0]

    def kill(self):
        """And start again; whose lease the killed one had need not wait until it runs out."""
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()
        self.server.sql("UPDATE job_queue SET due_ms = 0 WHERE name = 'work.run';")
        self.server.start()
        self.sign_in()

    def killed_job(self):
        self.fill()
        status, _, answer = self.call("POST", self.base + "/issues/bulk", {
            "query": {"q": "is:open events:0",
                      "expected": MANY},
            "verb": "status", "values": {"status": "resolved"}})
        self.equal("many issues are a job", (status, answer["affected"], answer["undo"]),
                   (202, 0, None))
        id = answer["job"]
        self.until("it has begun", lambda: ((j := self.job(id))["done"] > 0, j))
        self.kill()
        self.until("it goes on after a kill", lambda: self.ended(id))
        job = self.job(id)
        self.equal("to its end", (job["status"], job["done"], job["affected"], job["skipped"]),
                   ("done", MANY, MANY, 0))
        self.equal("each was changed once", self.changes(), (str(MANY), str(MANY)))
        status, _, answer = self.call("POST", f"/api/v1/undo/{job['undo']}")
        self.equal("undo of it is a job too", status, 202)
        self.until("which ends", lambda: self.ended(answer["job"]))
        self.equal("with all as before", self.rows(
            "SELECT status, count(*) FROM issue WHERE title = 'many' GROUP BY status"),
            [("open", str(MANY))])
        status, _, answer = self.call("POST", self.base + "/issues/bulk", {
            "query": {"q": "is:open events:0"}, "verb": "delete"})
        stopped = self.call("DELETE", f"/api/v1/jobs/{answer['job']}")[2]
        self.check("a job is stopped", stopped["status"] in ("stopped", "done"), stopped)

    def killed_grouping(self):
        """All kinds by side: one issue each, whatever the kill came between."""
        _, _, known = self.call("GET", self.base + "/grouping/rules")
        for rule in known["items"]:
            self.call("DELETE", f"{self.base}/grouping/rules/{rule['id']}")
        client = Client(self, self.o.clients, events=MOVED, kinds=["Killed"])
        client.run()
        self.sent += len(client.acked)
        self.until("all is digested", self.digested)
        self.call("POST", self.base + "/grouping/rules", {
            "matchers": [{"key": "type", "pattern": "*"}], "title": "Side",
            "fingerprint": ["killed by side", "{{ tags.side }}"]})
        job = self.call("POST", self.base + "/grouping/apply")[2]["job"]
        self.until("some of it is moved", lambda: ((j := self.job(job))["affected"] > 0, j))
        self.kill()
        self.until("grouping goes on after a kill", lambda: self.ended(job))
        got = self.job(job)
        self.equal("to its end", (got["status"], got["result"]["complete"], got["result"]["left"]),
                   ("done", True, 0))
        self.judge()
        _, _, preview = self.call("POST", self.base + "/grouping/preview", {})
        self.equal("nothing is left to move", preview["moving_events"], 0)

    def run(self):
        self.start()
        for part in (self.race, self.judge, self.scored, self.killed_job, self.killed_grouping):
            try:
                part()
            except Exception as why:  # one part that breaks leaves the others
                self.check(part.__name__, False, repr(why))
        if self.failed:
            print(self.server.read_log()[-2000:])
        self.equal("the server ends well", self.server.close(), 0)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="both")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--events", type=int, default=15, help="of each client")
    o = parser.parse_args()
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    passed = failed = 0
    for store in stores:
        t = Test(o, store)
        t.run()
        passed, failed = passed + t.passed, failed + t.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
