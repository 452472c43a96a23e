#!/usr/bin/env python3
"""denials.py [--store sqlite|pg|both] [--binary PATH]

Every route of the program × every kind of caller, against the real server: is everyone
denied who must be, and nobody else? What must be comes from the scope of the route
(`gosnag debug routes`) by the table below and nothing else, so that a row of the route
table cannot agree with itself by mistake. Nothing to keep up: a new route is tested as soon
as it exists. Prints "N passed, N failed".

Callers are rows put straight into the store, so that this test needs no other route.
"""
import argparse
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import CLOCK_MS, ROOT, Server, routes, sha256  # noqa: E402

# caller: (role, is read-only token, is project token)
CALLERS = {
    "nobody": None,
    "viewer": ("viewer", False, False),
    "member": ("member", False, False),
    "admin": ("admin", False, False),
    "member, token to read": ("member", True, False),
    "member, token": ("member", False, False),
    "admin, token to read": ("admin", True, False),
    "admin, token": ("admin", False, False),
    "viewer, token": ("viewer", False, False),
    "project token to read": ("member", True, True),
    "project token": ("member", False, True),
    "token of another project": ("member", False, True),
}
PROJECTS = {"1": "0190aaaa-0000-7000-8000-000000000001", "2": "0190aaaa-0000-7000-8000-000000000002"}
ANY_UUID = "0190bbbb-0000-7000-8000-00000000000f"
# What handlers ask beyond their scope: only a person at a keyboard changes a password.
BY_SESSION_ONLY = {("PUT", "/api/v1/me/password"), ("DELETE", "/api/v1/me/sessions"),
                   ("POST", "/api/v1/me/totp"), ("PUT", "/api/v1/me/totp"),
                   ("DELETE", "/api/v1/me/totp")}
# All that anybody may change, viewers included: what is their own, and calls that only read
# though they are no GET. A writing route beyond these with such a scope is a mistake.
OWN_THINGS = re.compile(r"/api/v1/(auth/.*|me|me/.*|tokens(/\{token\})?|views(/.*)?"
                        r"|notifications/.*|undo/.*|jobs/.*|projects/\{project\}/favorite"
                        r"|projects/\{project\}/issues/\{issue\}/follow"
                        r"|projects/\{hook_project\}/trackers/\{tracker\}/webhook)")
ONLY_READING = re.compile(r"/api/v1/(search|projects/\{project\}/((conditions|grouping)/preview|alerts/message))")
EXPIRES_MS = CLOCK_MS + 86_400_000


def expected(row, caller):
    """None = let in, else the status (docs/architecture.md, "Roles")."""
    method, path, scope = row[:3]
    has_project = "{project}" in path
    if (method, path) in BY_SESSION_ONLY and "token" in caller:
        return 403
    if scope == "PUBLIC":
        return None
    if CALLERS[caller] is None:
        return 401
    role, readonly, is_project_token = CALLERS[caller]
    if is_project_token:
        if not has_project or caller == "token of another project" or scope == "ADMIN":
            return 403
    is_write = method not in ("GET", "HEAD")
    if readonly and (scope in ("TRIAGE", "TRIAGE_USER", "ADMIN") or (scope == "OWN" and is_write)):
        return 403
    if is_project_token and scope in ("OWN", "FOLLOW", "TRIAGE_USER"):
        return 401
    needed = {"READ": 1, "OWN": 1, "FOLLOW": 1, "TRIAGE": 2, "TRIAGE_USER": 2, "ADMIN": 3}[scope]
    return 403 if {"viewer": 1, "member": 2, "admin": 3}[role] < needed else None


def user_rows(server):
    sql = ""
    for number, role in enumerate(("viewer", "member", "admin"), 1):
        sql += (f"INSERT INTO user_account (id, uuid, email, email_folded, name, role, status, "
                f"created_ms, updated_ms) VALUES ({1000 + number}, "
                f"'0190cccc-0000-7000-8000-00000000000{number}', '{role}@test', '{role}@test', "
                f"'{role}', '{role}', 'active', {CLOCK_MS}, {CLOCK_MS});\n")
    for number, uuid in PROJECTS.items():
        flags = ("warning_as_error, route_grouping_enabled, ai_enabled, ai_merge_suggestions, "
                 "ai_auto_merge, ai_anomaly_detection, ai_ticket_description, ai_root_cause, "
                 "ai_triage, analysis_db_enabled")
        sql += (f"INSERT INTO project (id, uuid, name, slug, short_prefix, created_ms, updated_ms, "
                f"{flags}) VALUES ({1000 + int(number)}, '{uuid}', 'p{number}', 'p{number}', "
                f"'P{number}', {CLOCK_MS}, {CLOCK_MS}{', FALSE' * 10});\n")
    return sql


def secret_of(caller):
    return sha256("secret of " + caller)


def caller_rows(server):
    """Sessions and tokens; again after a call that ended one (logout)."""
    sql = "DELETE FROM session; DELETE FROM api_token;\n"
    numbers = {"viewer": 1001, "member": 1002, "admin": 1003}
    for n, (caller, kind) in enumerate(CALLERS.items()):
        if kind is None:
            continue
        role, readonly, is_project = kind
        permission = "read" if readonly else "readwrite"
        if "token" not in caller:
            sql += (f"INSERT INTO session (token_hash, user_id, created_ms, expires_ms, user_agent, "
                    f"address) VALUES ({server.blob(sha256(secret_of(caller)))}, {numbers[role]}, "
                    f"{CLOCK_MS}, {EXPIRES_MS}, '', '');\n")
            continue
        hash_text = server.blob(sha256("gsn_" + secret_of(caller)))
        project = ("1002" if "another" in caller else "1001") if is_project else "NULL"
        user = "NULL" if is_project else str(numbers[role])
        sql += (f"INSERT INTO api_token (id, uuid, token_hash, name, scope, project_id, user_id, "
                f"permission, created_ms) VALUES ({2000 + n}, "
                f"'0190dddd-0000-7000-8000-0000000000{n:02d}', {hash_text}, 'x', "
                f"'{'project' if is_project else 'global'}', {project}, {user}, '{permission}', "
                f"{CLOCK_MS});\n")
    return sql


def credentials(caller):
    if CALLERS[caller] is None:
        return []
    if "token" in caller:
        return [("Authorization", "Bearer gsn_" + secret_of(caller))]
    return [("Cookie", "session=" + secret_of(caller))]


def fill(path):
    parts = []
    for segment in path.split("/"):
        if not segment.startswith("{"):
            parts.append(segment)
        elif segment == "{project}":
            parts.append(PROJECTS["1"])
        else:
            parts.append(ANY_UUID)
    return "/".join(parts)


class Matrix:
    def __init__(self, binary, store):
        self.store, self.passed, self.failed = store, 0, 0
        self.server = Server(binary, store)
        self.rows = [r for r in routes(binary) if r[1].startswith("/api/v1/")]

    def check_scope(self, row):
        method, path, scope = row[:3]
        ok = (method == "GET" or scope in ("TRIAGE", "TRIAGE_USER", "ADMIN")
              or OWN_THINGS.fullmatch(path)
              or (scope == "READ" and ONLY_READING.fullmatch(path)))
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL [{self.store}] {method} {path}: anybody may call it ({scope})")

    def ask(self, caller, method, path):
        status, _, body = self.server.request(method, fill(path), credentials(caller), b"")
        return status, body

    def check(self, caller, row):
        method, path, scope, _ = row
        want = expected(row, caller)
        status, body = self.ask(caller, method, path)
        if want is None and status == 401 and scope != "PUBLIC":
            self.server.sql(caller_rows(self.server))  # an earlier call may have ended the session
            status, body = self.ask(caller, method, path)
        is_public_refusal = scope == "PUBLIC" and status in (401, 403)
        ok = status == want if want else status not in (401, 403) or is_public_refusal
        if want and ok:
            ok = self.has_words(body)
        if ok:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAIL [{self.store}] {caller}: {method} {path} ({scope}) answered {status}, "
              f"expected {want or 'to be let in'}: {body[:200]!r}")

    @staticmethod
    def has_words(body):
        try:
            return bool(json.loads(body)["error"])
        except (ValueError, KeyError, TypeError):
            return False

    def run(self):
        made = self.server.run("migrate")
        if made.returncode != 0:
            raise SystemExit("denials: " + made.stderr)
        self.server.sql(user_rows(self.server) + caller_rows(self.server))
        self.server.start()
        for row in self.rows:
            self.check_scope(row)
        # Those who must be refused first: those let in may change what is asked about.
        for is_let_in in (False, True):
            # The longest paths first among deletions: the project itself goes last.
            for row in sorted(self.rows, key=lambda r: (r[0] == "DELETE", -len(r[1]))):
                for caller in CALLERS:
                    want = expected(row, caller)
                    is_endless = is_let_in and "stream" in row[3]
                    if (want is None) == is_let_in and not is_endless:
                        self.check(caller, row)
        if self.server.close() != 0:
            print("FAIL the server did not end well")
            self.failed += 1


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    passed = failed = 0
    for store in stores:
        m = Matrix(os.path.abspath(o.binary), store)
        m.run()
        passed, failed = passed + m.passed, failed + m.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
