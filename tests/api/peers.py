#!/usr/bin/env python3
"""peers.py [--binary PATH] - what one process on a shared PostgreSQL tells the others:
new keys, the live stream, who is alive, whose turn a job is. "N passed, N failed".
"""
import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cluster import PG, Process  # noqa: E402
from run import ADMIN  # noqa: E402
from server import ROOT  # noqa: E402
from stream import GONE_S, Stream  # noqa: E402

WAIT_S = 30
SOON_S = 5  # a told key is known; without telling it would take up to 30


class Test:
    def __init__(self, binary):
        self.passed = self.failed = 0
        self.a = Process(binary, None, 0)
        self.b = Process(binary, self.a, 1)
        self.cookie = None

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}"[:2000])

    def call(self, process, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = process.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def until(self, what, ask, wait_s=WAIT_S):
        end = time.monotonic() + wait_s
        while True:
            got = ask()
            if got[0] or time.monotonic() > end:
                break
            time.sleep(0.05)
        self.check(what, got[0], got[1])

    def send(self, process, words):
        path = f"/api/{self.number}/store/?sentry_key={self.key}"
        status, _, _ = process.request("POST", path, [], json.dumps({"message": words}).encode())
        return status

    def open(self, process, topics, since=None):
        path = f"/api/v1/stream?topics={topics}" + (f"&since={since}" if since else "")
        return Stream(process.port, path, [f"Cookie: {self.cookie}"])

    def listened(self, n):
        rows = self.a.rows("SELECT id FROM process WHERE topics <> ''")
        return len(rows) == n, rows

    def keys(self):
        _, project = self.call(self.a, "POST", "/api/v1/projects", {"name": "shop"})
        self.number, self.project = project["numeric_id"], project["id"]
        self.key = project["dsn"].split("//")[1].split("@")[0]
        self.until("a key made at one process is known at the other",
                   lambda: ((s := self.send(self.b, "first")) == 200, s), SOON_S)
        _, found = self.call(self.b, "GET", "/api/v1/projects")
        self.check("a session holds at both", len(found["projects"] if "projects" in found else found) == 1, found)

    def streams(self):
        topic = f"issues:{self.project}"
        at_a, at_b = self.open(self.a, topic), self.open(self.b, topic)
        _, begin_b = at_a.message(), at_b.message()
        self.until("both say what they listen to", lambda: self.listened(2))
        self.check("a message is taken", self.send(self.b, "told to all") == 200)
        told_a, told_b = self.issue(at_a, "told to all"), self.issue(at_b, "told to all")
        self.check("both streams hear of it", told_a and told_a == told_b, (told_a, told_b))
        at_b.close()
        self.send(self.a, "while it was away")
        missed = self.issue(at_a, "while it was away")
        again = self.open(self.b, topic, since=told_a["id"])
        self.check("what was missed is replayed by whichever process", self.issue(again, "while it was away") == missed, missed)
        third = self.open(self.a, topic, since=begin_b["id"])
        self.check("also from the beginning", self.issue(third, "told to all") == told_a, begin_b)
        self.b.kill()
        self.b.start()
        after = self.open(self.b, topic, since=told_a["id"])
        self.check("and by one that has just started", self.issue(after, "while it was away") == missed)
        for s in (at_a, again, third, after):
            s.close()

    def presence(self):
        """Who looks at an issue at one process is seen at the other."""
        _, found = self.call(self.a, "GET", f"/api/v1/projects/{self.number}/issues")
        topic = f"presence:{found['issues'][0]['id']}"
        _, invited = self.call(self.a, "POST", "/api/v1/users/invite",
                               {"email": "bea@example.com", "role": "viewer"})
        mine, self.cookie = self.cookie, None
        self.call(self.a, "POST", f"/api/v1/auth/invite/{invited['invite_url'].rsplit('/', 1)[1]}",
                  {"name": "bea", "password": "long enough"})
        bea, self.cookie = self.cookie, mine
        at_a = self.open(self.a, topic)
        self.check("the first hears of himself", self.people(at_a, 1) != {"bea"})
        at_b = Stream(self.b.port, f"/api/v1/stream?topics={topic}", [f"Cookie: {bea}"])
        self.check("who joins elsewhere hears of both", len(self.people(at_b, 2)) == 2)
        self.check("and is heard of here", "bea" in self.people(at_a, 2))
        too = Stream(self.a.port, f"/api/v1/stream?topics={topic}", [f"Cookie: {bea}"])
        self.people(too, 2)
        too.close()
        at_a.link.settimeout(GONE_S)
        told = [self.told_of(at_a, "bea", op) for op in ("gone", "new")]
        self.check("who leaves one process and stays at another is told to be there", all(told), told)
        at_a.close()
        at_b.close()

    @staticmethod
    def told_of(stream, name, op):
        """Waits for that message about somebody; what comes before is passed over."""
        while True:
            data = json.loads(stream.message().get("data", "{}"))
            if data.get("op") == op and data["patch"]["name"] == name:
                return data

    @staticmethod
    def people(stream, n):
        """So many different names that a stream tells as present."""
        names = set()
        while len(names) < n:
            data = json.loads(stream.message().get("data", "{}"))
            if data.get("op") == "new":
                names.add(data["patch"]["name"])
        return names

    def limits(self):
        path = f"/api/v1/projects/{self.number}/settings/limits"
        status, answer = self.call(self.a, "PUT", path, {"per_minute": 1, "spike_protection": False})
        self.check("a limit is set", status == 200, answer)
        self.until("and obeyed by the other process at once",
                   lambda: ((s := self.send(self.b, "?")) == 429, s), SOON_S)

    @staticmethod
    def issue(stream, words):
        """The message about the issue of that name, or the reset that came instead."""
        while (m := stream.message()).get("event") != "reset":
            if m.get("event") == "issue" and f'"title":"{words}"' in m["data"]:
                break
        return m

    def size(self, n):
        _, _, text = self.a.request("GET", "/metrics")
        found = [line for line in text.decode().splitlines() if line.startswith("gosnag_processes ")]
        return found == [f"gosnag_processes {n}"], found

    def jobs(self):
        """The lease of a killed process runs out; until then nobody runs its job."""
        owner = self.a.rows("SELECT count(*) FROM job_state WHERE lease_owner NOT IN"
                            " (SELECT id FROM process) AND lease_until_ms > 0")
        self.check("leases are held by processes that are there", owner == [["0"]], owner)
        self.a.sql("UPDATE job_state SET lease_owner = 'dead', due_ms = 0, lease_until_ms ="
                   f" {int(time.time() * 1000) + 3000} WHERE name = 'stats.merge'")
        self.until("another takes the job when the lease is over", lambda: (
            (rows := self.a.rows("SELECT lease_owner, last_error FROM job_state"
                                 " WHERE name = 'stats.merge'")) and rows[0][0] != "dead", rows))

    def partitions(self):
        rows = self.a.rows("SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'")
        return rows == [["12"]], rows

    def run(self):
        self.a.start()
        self.b.start()
        self.call(self.a, "POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
        self.until("both are counted", lambda: self.size(2))
        self.keys()
        self.streams()
        self.presence()
        self.until("partitions of the next days are there", self.partitions)
        self.jobs()
        self.limits()
        self.b.stop()
        self.until("one that ends is not counted any more", lambda: self.size(1))
        self.check("both end well", [self.a.close(), self.b.close()] == [0, 0])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    if "GOSNAG_TEST_PG" not in os.environ:
        os.execv(PG, [PG, "run", sys.executable, *sys.argv])
    t = Test(os.path.abspath(o.binary))
    t.run()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
