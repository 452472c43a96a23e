#!/usr/bin/env python3
"""bulk_bounds.py [--store sqlite|pg|both] [--binary PATH] - the bounds of a verb on many issues,
exactly: 10,000 are done, 10,001 are refused and left as they were, by ids and by a query; so is
a query that finds more than a tenth other than was expected. "N passed, N failed".
"""
import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import CLOCK_MS, ROOT, Server  # noqa: E402

MOST = 10000
AT_ONCE = 2000  # rows of one statement
WAIT_S = 120


def uuid(i):
    return f"0190eeee-0000-7000-8000-{i:012d}"


class Test:
    def __init__(self, binary, store):
        self.store, self.passed, self.failed = store, 0, 0
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        self.cookie = None

    def equal(self, what, got, want):
        self.passed += got == want
        self.failed += got != want
        if got != want:
            print(f"FAIL [{self.store}] {what}: {str(got)[:300]}, not {want}")

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def add(self, first, n):
        for start in range(first, first + n, AT_ONCE):
            rows = ", ".join(
                f"('{uuid(i)}', (SELECT min(id) FROM project), {i}, 'many', 'many', '', '', '',"
                f" 'error', '', FALSE, 'open', {CLOCK_MS}, {CLOCK_MS}, 0, 0, 0, 0, '', '', 1, 1,"
                " (SELECT min(id) FROM user_account))"
                for i in range(start, min(start + AT_ONCE, first + n)))
            self.server.sql(
                "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit,"
                " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
                " last_seen_minute, event_count, stored_count, user_count, first_release,"
                f" last_release, created_ms, updated_ms, assigned_to) VALUES {rows};")

    def bulk(self, which, priority):
        return self.call("POST", self.base + "/issues/bulk",
                         {**which, "verb": "priority", "values": {"priority": priority}})

    def ended(self, answer):
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            _, job = self.call("GET", f"/api/v1/jobs/{answer['job']}")
            if job["status"] != "running":
                return job["status"], job["affected"], job["skipped"]
            time.sleep(0.1)
        return "running", 0, 0

    def with_priority(self, priority):
        return self.call("GET", f"{self.base}/issues?q=priority:{priority}&limit=1")[1]["total"]

    def flow(self):
        all_of_them = {"query": {"q": "events:0", "expected": MOST}}
        status, answer = self.bulk(all_of_them, 71)
        self.equal("a query that finds 10,000 is a job", status, 202)
        self.equal("… of all of them", self.ended(answer), ("done", MOST, 0))
        self.equal("… which it has changed", self.with_priority(71), MOST)
        status, answer = self.bulk({"ids": [uuid(i) for i in range(1, MOST + 1)]}, 72)
        self.equal("10,000 ids are a job", status, 202)
        self.equal("… of all of them", self.ended(answer), ("done", MOST, 0))
        status, answer = self.bulk({"query": {"q": "events:0", "expected": MOST * 9 // 10}}, 73)
        self.equal("a tenth more than expected is refused", (status, answer.get("code"),
                   answer.get("matching")), (409, "changed", MOST))
        self.add(MOST + 1, 1)
        status, answer = self.bulk(all_of_them, 73)
        self.equal("a query that finds one more is refused", (status, answer.get("code"),
                   answer.get("matching")), (409, "changed", MOST + 1))
        status, answer = self.bulk({"ids": [uuid(i) for i in range(1, MOST + 2)]}, 73)
        self.equal("so are 10,001 ids", (status, answer.get("field")), (400, "ids"))
        self.equal("… and nothing of it is done", self.with_priority(73), 0)

    def run(self):
        self.server.start()
        self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
        _, project = self.call("POST", "/api/v1/projects", {"name": "shop"})
        self.base = f"/api/v1/projects/{project['id']}"
        self.add(1, MOST)
        self.flow()
        self.equal("the server ends well", self.server.close(), 0)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    if o.store != "sqlite" and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    passed = failed = 0
    for store in ["sqlite", "pg"] if o.store == "both" else [o.store]:
        t = Test(os.path.abspath(o.binary), store)
        t.run()
        passed, failed = passed + t.passed, failed + t.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
