#!/usr/bin/env python3
"""cluster.py [--binary PATH] [--seconds N] [--kills N] [--processes N] - several processes on one PostgreSQL,
load on all of them. Processes are killed and started again, the store itself goes down hard
and comes back; then every acknowledged event is there once, counters, users and tags are
exact, and no two processes ever waited for each other in a circle. "N passed, N failed".
"""
import argparse
import collections
import concurrent.futures
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

KILLS_A_STORE = 5  # kills of our own for one of the store
SENDERS = 2      # of each process
ISSUES, USERS, SHOPS = 6, 60, 7
WAIT_S = 150  # a lease of a killed process runs out after 60 s
PG = os.path.join(ROOT, "tests/pg.sh")


class Process(Server):
    """One of several on the same store; the first made the database."""

    def __init__(self, binary, first, seed):
        super().__init__(binary, "pg" if first is None else "sqlite",
                         {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        del self.env["GOSNAG_CLOCK_MS"]
        self.env["LOG_LEVEL"] = "info"
        if first is not None:
            self.env["DATABASE_URL"] = first.env["DATABASE_URL"]
        self.store, self.seed = "pg", seed

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def rows(self, sql):
        done = subprocess.run(["psql", "-XAtF", "\t", "-c", sql, self.env["DATABASE_URL"]],
                              check=True, capture_output=True, text=True)
        return [line.split("\t") for line in done.stdout.splitlines()]


class Sender(threading.Thread):
    """Sends until told to stop. `acked`: answered 200; `unsure`: no answer came."""

    def __init__(self, processes, home, number, project):
        super().__init__(daemon=True)
        self.processes, self.home, self.number, self.project = processes, home, number, project
        self.pick = random.Random(number)
        self.acked, self.unsure, self.sent = [], [], 0
        self.going, self.links = True, {}

    def event(self):
        self.sent += 1
        id = f"{self.number + 1:08x}{self.sent:024x}"
        return {"event_id": id, "level": "error", "platform": "python", "environment": "production",
                "release": f"shop@1.{self.sent // 50}",
                "user": {"id": f"u{self.pick.randrange(USERS)}"},
                "tags": {"shop": f"s{self.pick.randrange(SHOPS)}"},
                "exception": {"values": [{"type": f"Error{self.pick.randrange(ISSUES)}",
                                          "value": "it broke"}]}}

    def post(self, process, event):
        """True, False (refused) or None (no answer)."""
        link = self.links.get(process)
        try:
            if link is None:
                link = http.client.HTTPConnection("127.0.0.1", process.port, timeout=20)
            number, key = self.project
            link.request("POST", f"/api/{number}/store/?sentry_key={key}", json.dumps(event))
            answer = link.getresponse()
            answer.read()
            self.links[process] = link
            return answer.status == 200
        except ConnectionRefusedError:
            self.links.pop(process, None)
            time.sleep(0.02)
            return False
        except (OSError, http.client.HTTPException):
            self.links.pop(process, None)
            return None

    def run(self):
        while self.going:
            event = self.event()
            answer = self.post(self.home, event)
            if answer is None:
                self.unsure.append(event)
            elif answer:
                self.acked.append(event)
                if self.pick.random() < 0.1:  # as a client does whose answer was lost
                    self.post(self.pick.choice(self.processes), event)


class Test:
    def __init__(self, o):
        self.o = o
        self.passed = self.failed = 0
        self.pick = random.Random(o.seed)
        first = Process(o.binary, None, 0)
        self.processes = [first] + [Process(o.binary, first, i) for i in range(1, o.processes)]
        self.cookie = None

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}"[:2000])

    def equal(self, what, got, want):
        self.check(what, got == want, (got, want))

    def call(self, method, path, body=None, process=0):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.processes[process].request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def until(self, what, ask, wait_s=WAIT_S):
        end = time.monotonic() + wait_s
        got = None
        while time.monotonic() < end:
            got = ask()
            if got[0]:
                break
            time.sleep(0.1)
        self.check(what, got[0], got[1])

    def start(self):
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(lambda p: p.start(), self.processes))
        self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
        _, project = self.call("POST", "/api/v1/projects", {"name": "shop", "max_events_per_issue": -1})
        self.project = project["numeric_id"], project["dsn"].split("//")[1].split("@")[0]

    def known_everywhere(self):
        probe = Sender(self.processes, None, 0xffff, self.project)
        got = [probe.post(p, {"event_id": "f" * 32, "level": "info", "message": "first"})
               for p in self.processes]
        return all(got), got

    def spools(self):
        waiting = []
        for p in self.processes:
            _, _, text = p.request("GET", "/metrics")
            waiting.append(int(re.search(rb"gosnag_spool_records (\d+)", text).group(1)))
        return not any(waiting), waiting

    def trouble(self):
        """What happens while load is on, spread over the time."""
        kinds = ["kill"] * self.o.kills
        for i in range(max(1, len(kinds) // KILLS_A_STORE)):
            kinds.insert(self.pick.randrange(1, len(kinds) + 1), "store")
        pause = self.o.seconds / (len(kinds) + 1)
        for kind in kinds:
            time.sleep(pause * self.pick.uniform(0.7, 1.0))
            if kind == "store":
                subprocess.run([PG, "restart", os.environ["GOSNAG_TEST_PG"]], check=True)
                continue
            process = self.pick.choice(self.processes)
            process.kill()
            time.sleep(self.pick.uniform(0, 0.3))
            process.start()
        time.sleep(pause)

    def load(self):
        senders = [Sender(self.processes, p, i * SENDERS + j, self.project)
                   for i, p in enumerate(self.processes) for j in range(SENDERS)]
        for s in senders:
            s.start()
        self.trouble()
        for s in senders:
            s.going = False
        for s in senders:
            s.join()
        self.acked = {e["event_id"]: e for s in senders for e in s.acked}
        self.unsure = {e["event_id"]: e for s in senders for e in s.unsure}

    def judge_events(self):
        rows = self.processes[0].rows("SELECT encode(event_id, 'hex') FROM event_key")
        found = [r[0] for r in rows if r[0] != "f" * 32]
        unique = set(found)
        lost = [id for id in self.acked if id not in unique]
        self.check("every acknowledged event is there", not lost and self.acked, (len(lost), lost[:3]))
        self.equal("and once", len(found), len(unique))
        sent = {**self.unsure, **self.acked}
        strange = [id for id in found if id not in sent]
        self.check("nothing else is", not strange, strange[:3])
        self.there = [sent[id] for id in found]
        count = self.processes[0].rows("SELECT count(*) FROM event")
        self.equal("every one is stored", int(count[0][0]), len(found) + 1)

    def judge_counters(self):
        want = collections.Counter(e["exception"]["values"][0]["type"] for e in self.there)
        first = self.processes[0]
        rows = first.rows("SELECT type, event_count, stored_count FROM issue WHERE type <> ''")
        self.equal("issues count exactly", {t: (int(n), int(m)) for t, n, m in rows},
                   {t: (n, n) for t, n in want.items()})
        total = len(self.there) + 1
        for what, sql in (("fingerprints", "SELECT sum(event_count) FROM fingerprint"),
                          ("hours of fingerprints", "SELECT sum(events) FROM fingerprint_hour"),
                          ("hours of the project", "SELECT sum(accepted) FROM project_hour"),
                          ("segments", "SELECT sum(events) FROM segment")):
            self.equal(f"{what} count exactly", int(first.rows(sql)[0][0]), total)
        numbers = sorted(int(n) for (n,) in first.rows("SELECT short_no FROM issue"))
        self.equal("short numbers have no gaps", numbers, list(range(1, ISSUES + 2)))
        news = first.rows("SELECT count(*) FROM issue_activity WHERE action = 'first_seen'")
        self.equal("every issue was new once", int(news[0][0]), ISSUES + 1)
        self.equal("nothing is in quarantine", first.rows("SELECT reason FROM quarantine"), [])

    def judge_users(self):
        first = self.processes[0]
        users, tags = collections.defaultdict(set), collections.defaultdict(collections.Counter)
        for e in self.there:
            kind = e["exception"]["values"][0]["type"]
            users[kind].add(e["user"]["id"])
            for key in ("shop", "release"):
                tags[kind, key][e["tags"][key] if key == "shop" else e["release"]] += 1
        self.until("statistics of all processes are merged",
                   lambda: ((left := first.rows("SELECT count(*) FROM stat_log")) == [["0"]], left))
        rows = first.rows("SELECT type, user_count, uuid FROM issue WHERE type <> ''")
        self.equal("distinct users are exact", {t: int(n) for t, n, _ in rows},
                   {t: len(u) for t, u in users.items()})
        for i, (kind, _, uuid) in enumerate(rows):
            path = f"/api/v1/projects/{self.project[0]}/issues/{uuid}/facets"
            _, answer = self.call("GET", path, process=i % self.o.processes)
            for facet in answer["keys"]:
                if (kind, facet["key"]) not in tags:
                    continue
                got = {v["value"]: v["count"] for v in facet["values"]}
                got["other"] = facet["other"]
                want = tags[kind, facet["key"]]
                want = {**{v: want[v] for v in got if v in want}, "other":
                        sum(n for v, n in want.items() if v not in got)}
                self.equal(f"tags {facet['key']} of {kind} are exact", got, want)

    def judge_segments(self):
        first = self.processes[0]
        owners = first.rows("SELECT count(DISTINCT owner) FROM segment")
        self.equal("each process fills segments of its own", int(owners[0][0]), self.o.processes)
        rows = first.rows("SELECT owner, count(*) FROM segment WHERE NOT is_closed GROUP BY 1")
        self.check("one of them at a time", all(n == "1" for _, n in rows), rows)

    def judge_server(self):
        log = subprocess.run([PG, "log", os.environ["GOSNAG_TEST_PG"]], check=True,
                             capture_output=True, text=True).stdout
        circles = [line for line in log.splitlines() if "deadlock" in line]
        self.check("nobody waited in a circle", not circles, circles[:3])

    def run(self):
        self.start()
        self.until("every process knows the new key", self.known_everywhere)
        self.load()
        self.until("every spool is digested", self.spools)
        self.judge_events()
        self.judge_counters()
        self.judge_users()
        self.judge_segments()
        self.judge_server()
        print(f"{len(self.acked)} acknowledged, {len(self.unsure)} without an answer")
        if self.failed:
            for p in self.processes:
                print(p.read_log()[-3000:])
        codes = [p.close() for p in reversed(self.processes)]
        self.equal("all end well", codes, [0] * self.o.processes)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--seconds", type=int, default=12, help="of load")
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    o = parser.parse_args()
    if "GOSNAG_TEST_PG" not in os.environ:
        os.execv(PG, [PG, "run", sys.executable, *sys.argv])
    o.binary = os.path.abspath(o.binary)
    print(f"seed {o.seed}")
    t = Test(o)
    t.run()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
