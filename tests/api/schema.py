#!/usr/bin/env python3
"""schema.py [--store sqlite|pg|both] [--binary PATH] [--examples N] [OPTION of schemathesis…]

Every operation of openapi.json, called by schemathesis as an administrator with values made
from the description, right and wrong ones, half of them with names of objects that are there:
no 5xx, no status, content type or shape that the description does not name, 405 with Allow
for other methods. Always the same calls, save for ids. Prints "N passed, N failed" (a store
is one test) after what schemathesis found.
"""
import argparse
import json
import os
import subprocess
import sys
import time
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance",
          "response_headers_conformance", "response_schema_conformance", "unsupported_method",
          "allow_header_conformance")
# Operations that schemathesis cannot call, and why.
LEFT_OUT = {
    "GET /stream": "never ends; tests/api/stream.py reads it",
    "POST /auth/google/token": "503 by contract while no client id is set; oidc.py has the rest",
    "POST /auth/logout": "would sign the caller out; accounts.http has it",
}
STORED_WITHIN_S = 20


class Seed:
    """Objects of every kind, made over the wire as a client would; names() of their ids."""

    def __init__(self, server):
        self.server, self.cookie = server, None
        self.call("POST", "/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, "/api/v1" + path, headers, text)
        if status >= 300:
            raise SystemExit(f"schema: {method} {path} answered {status} {raw[:200]!r}")
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return json.loads(raw) if raw else None

    def send(self, project, key, *items):
        lines = [json.dumps({"event_id": items[0][1]["event_id"]} if "event_id" in items[0][1] else {})]
        for kind, body in items:
            lines += [json.dumps({"type": kind}), json.dumps(body)]
        status, _, raw = self.server.request("POST", f"/api/{project}/envelope/?sentry_key={key}",
                                             [], "\n".join(lines).encode())
        assert status == 200, raw

    def until(self, path, is_there):
        end = time.monotonic() + STORED_WITHIN_S
        while True:
            found = self.call("GET", path)
            if is_there(found):
                return found
            if time.monotonic() > end:
                raise SystemExit(f"schema: nothing at {path}")
            time.sleep(0.05)

    def names(self):
        project = self.call("POST", "/projects", {"name": "shop"})
        doomed = [self.call("POST", "/projects", {"name": f"doomed {n}"})["id"] for n in range(8)]
        number, key = project["numeric_id"], project["dsn"].split("//")[1].split("@")[0]
        event = uuid.uuid4().hex
        self.send(number, key, ("event", {
            "event_id": event, "message": "out of stock", "release": "shop@1.0.0",
            "tags": {"plan": "pro"}, "user": {"id": "7", "email": "a@example.com"}}))
        self.send(number, key, ("check_in", {
            "check_in_id": uuid.uuid4().hex, "monitor_slug": "nightly", "status": "ok",
            "monitor_config": {"schedule": {"type": "crontab", "value": "0 * * * *"}}}))
        self.send(number, key, ("feedback", {"event_id": uuid.uuid4().hex, "contexts": {
            "feedback": {"message": "too slow", "contact_email": "a@example.com"}}}))
        self.send(number, key, ("session", {"sid": str(uuid.uuid4()), "init": True, "status": "ok",
                                            "started": "2026-11-24T09:00:00Z",
                                            "attrs": {"release": "shop@1.0.0"}}))
        at = f"/projects/{number}"
        issue = self.until(at + "/issues", lambda a: a["issues"])["issues"][0]
        self.until(at + "/monitors", lambda a: a["items"])
        feedback = self.until(at + "/feedback", lambda a: a["items"])["items"][0]
        user = self.call("POST", "/users/invite", {"email": "viewer@example.com", "role": "viewer"})
        keys = self.call("POST", at + "/keys", {"label": "second"})
        token = self.call("POST", at + "/tokens", {"name": "t", "permission": "read"})
        group = self.call("POST", "/groups", {"name": "all"})
        user_id = next(u["id"] for u in self.call("GET", "/users") if u["email"] == "viewer@example.com")
        mine = self.call("POST", "/tokens", {"name": "schemathesis", "permission": "readwrite"})
        return mine["token"], doomed, {
            "project": [project["id"], str(number), project["slug"]],
            "issue": [issue["id"], issue["short_id"]],
            "event": [event, str(uuid.UUID(event)), "latest"], "event2": [event],
            "monitor": ["nightly"], "feedback": [feedback["id"]], "version": ["shop@1.0.0"],
            "user": [user_id], "key": [keys["id"]], "token": [token["id"], user["invite_url"].rsplit("/", 1)[1]],
            "group": [group["id"]],
        }


def config(names, doomed):
    lines = ["[dictionaries]"]
    lines += [f"{n} = {{ values = {json.dumps(v)} }}" for n, v in [*names.items(), ("doomed", doomed)]]
    lines += ["[parameters]"]
    lines += [f'"path.{n}" = {{ dictionary = "{n}", probability = 0.7 }}' for n in names]
    # The project that all else is asked about stays.
    lines += ["[[operations]]", 'include-name = "DELETE /projects/{project}"',
              'parameters = { "path.project" = { dictionary = "doomed" } }']
    return "\n".join(lines) + "\n"


def run(binary, store, options, more):
    server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
    server.start()
    token, doomed, names = Seed(server).names()
    with open(server.folder + "/schemathesis.toml", "w", encoding="utf-8") as f:
        f.write(config(names, doomed))
    base = f"http://127.0.0.1:{server.port}/api/v1"
    command = [options.schemathesis, "--config-file", server.folder + "/schemathesis.toml",
               "run", base + "/openapi.json", "--url", base, "-H", "Authorization: Bearer " + token,
               "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing",
               "--max-examples", str(options.examples), "--generation-deterministic",
               "--continue-on-failure",
               "--suppress-health-check", "all", "--warnings", "off", "--no-color", *more]
    for name in LEFT_OUT:
        command += ["--exclude-name", name]
    try:
        done = subprocess.run(command, cwd=server.folder, check=False)
    finally:
        text = server.read_log()
        code = server.close()
    if done.returncode != 0:
        print("".join(line for line in text.splitlines(True) if "level=error" in line)[-3000:])
    if code != 0:
        print(f"FAIL [{store}] the server ended with {code}\n{text[-3000:]}")
    return done.returncode == 0 and code == 0


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--examples", type=int, default=5)
    parser.add_argument("--schemathesis", default=os.path.join(ROOT, ".tools/schema/bin/schemathesis"))
    o, more = parser.parse_known_args()
    if o.store != "sqlite" and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    good = sum(run(os.path.abspath(o.binary), store, o, more) for store in stores)
    print(f"{good} passed, {len(stores) - good} failed")
    return 0 if good == len(stores) else 1


if __name__ == "__main__":
    sys.exit(main())
