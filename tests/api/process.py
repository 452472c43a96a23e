#!/usr/bin/env python3
"""process.py [--binary PATH] - the program as an operator meets it: exit codes, what it
says, who it refuses to start beside, how it ends. "N passed, N failed".
"""
import argparse
import json
import os
import re
import socket
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import ROOT, Server  # noqa: E402

DIGEST_S = 20
OK, FAILED, USAGE, CONFIG, STORE = 0, 1, 2, 3, 4


class Test:
    def __init__(self, binary):
        self.binary, self.passed, self.failed = binary, 0, 0

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got}")

    def runs(self, what, server, args, code, words="", text=None):
        done = server.run(*args, text=text)
        said = done.stdout + done.stderr
        self.check(what, done.returncode == code and words in said, f"{done.returncode} {said[-800:]}")
        return said

    def with_env(self, what, env, args, code, words):
        server = Server(self.binary, "sqlite", env)
        self.runs(what, server, args, code, words)
        self.end(server)

    def end(self, server):
        server.log = open(server.folder + "/log", "a")
        server.close()

    def words(self):
        server = Server(self.binary, "sqlite")
        said = self.runs("--help", server, ["--help"], OK, "Exit codes:")
        for name in ("DATABASE_URL", "SESSION_SECRET", "INGEST_RATE_LIMIT_PER_MIN", "migrate", "doctor", "admin"):
            self.check(f"--help names {name}", name in said, said)
        self.runs("--version", server, ["--version"], OK, "gosnag ")
        self.runs("an unknown command", server, ["frobnicate"], USAGE, "frobnicate")
        self.runs("migrate", server, ["migrate"], OK, "up to date")
        self.runs("migrate again", server, ["migrate"], OK, "up to date")
        self.runs("doctor", server, ["doctor"], OK, "ok    store")
        self.runs("debug lists itself", server, ["debug"], OK, "openapi")
        self.runs("debug of nothing", server, ["debug", "nothing"], USAGE, "nothing")
        self.end(server)

    def refusals(self):
        self.with_env("a bad number", {"PORT": "80x"}, [], CONFIG, "PORT='80x' must be a whole number")
        self.with_env("a bad word", {"LOG_LEVEL": "loud"}, ["migrate"], CONFIG, "debug, info, warn, error")
        self.with_env("a bad network", {"TRUSTED_PROXIES": "10.0.0.0/99"}, [], CONFIG, "10.0.0.0/99")
        self.with_env("a bad network, before the store is touched", {"TRUSTED_PROXIES": "x"}, ["migrate"], CONFIG,
                      "TRUSTED_PROXIES")
        self.with_env("a bad address to listen on", {"LISTEN": "not an address"}, [], CONFIG, "LISTEN")
        self.with_env("another store", {"DATABASE_URL": "mysql://x"}, [], CONFIG, "DATABASE_URL must begin with")
        self.with_env("a bad address of an admin", {"ADMIN_EMAIL": "x", "ADMIN_PASSWORD": "long enough"}, [], CONFIG,
                      "ADMIN_EMAIL")
        self.with_env("a short password of an admin", {"ADMIN_EMAIL": "a@b.c", "ADMIN_PASSWORD": "x"}, [], CONFIG,
                      "ADMIN_PASSWORD: password must have")
        for domain in ("shop.test,other.test", "@shop.test", "shop.test other.test", "shop..test", "."):
            self.with_env(f"'{domain}' as the domain of Google's addresses",
                          {"ALLOWED_DOMAIN": domain, "GOOGLE_CLIENT_ID": "x"}, [], CONFIG, "ALLOWED_DOMAIN='")
        self.with_env("a short secret", {"SESSION_SECRET": "short"}, [], CONFIG, "SESSION_SECRET")
        self.with_env("PostgreSQL without a secret", {"DATABASE_URL": "postgres://127.0.0.1:1/x", "SESSION_SECRET": ""},
                      [], CONFIG, "SESSION_SECRET must be set")
        self.with_env("a store that is away", {"DATABASE_URL": "postgres://127.0.0.1:1/x"}, ["migrate"], STORE, "away")

    def stores(self):
        server = Server(self.binary, "sqlite")
        self.runs("a first start", server, ["migrate"], OK)
        server.env["SESSION_SECRET"] = "another secret, long enough"
        self.runs("another secret", server, [], STORE, "SESSION_SECRET is not the one")
        self.end(server)
        server = Server(self.binary, "sqlite")
        self.runs("a first start", server, ["migrate"], OK)
        server.sql("UPDATE meta SET value = '9999' WHERE key = 'schema';")
        self.runs("a newer store", server, [], STORE, "9999")
        self.runs("doctor sees it", server, ["doctor"], FAILED, "start a newer program")
        self.end(server)
        server = Server(self.binary, "sqlite", {"SESSION_SECRET": ""})
        self.runs("a secret is made", server, ["migrate"], OK)
        mode = os.stat(server.folder + "/data/secret").st_mode & 0o777
        self.check("the secret is closed to others", mode == 0o600, oct(mode))
        mode = os.stat(server.folder + "/data").st_mode & 0o777
        self.check("so is the folder", mode == 0o700, oct(mode))
        self.end(server)

    @staticmethod
    def sign_in(server, email, password):
        body = json.dumps({"email": email, "password": password}).encode()
        return server.request("POST", "/api/v1/auth/local/login", [], body)[0]

    def admins(self):
        server = Server(self.binary, "sqlite")
        self.runs("admin of nobody", server, ["admin"], USAGE, "EMAIL")
        self.runs("admin of no address", server, ["admin", "nobody"], USAGE, "email must be an address")
        self.runs("admin with a short password", server, ["admin", "a@b.c", "--password-stdin"], USAGE, "8 to 1024", "short\n")
        made = self.runs("admin makes one", server, ["admin", "a@b.c"], OK, "password: ")
        server.start()
        self.check("no setup link when there is somebody", "/setup" not in server.output(), server.output())
        password = re.search(r"password: (\S+)", made).group(1)
        self.check("the password shown works", self.sign_in(server, "a@b.c", password) == 200)
        server.sql("UPDATE user_account SET status = 'disabled', role = 'viewer';")
        self.check("a disabled account is out", self.sign_in(server, "a@b.c", password) == 403)
        self.runs("admin revives", server, ["admin", "A@B.C", "--password-stdin"], OK, "is an admin", "another long one\r\n")
        self.check("with its new password", self.sign_in(server, "a@b.c", "another long one") == 200)
        self.check("the old one is over", self.sign_in(server, "a@b.c", password) == 401)
        server.close()

    def unattended(self):
        self.with_env("ADMIN_EMAIL alone", {"ADMIN_EMAIL": "a@b.c"}, [], CONFIG, "ADMIN_PASSWORD go together")
        self.with_env("ADMIN_PASSWORD too short", {"ADMIN_EMAIL": "a@b.c", "ADMIN_PASSWORD": "short"}, [], CONFIG, "8 to 1024")
        server = Server(self.binary, "sqlite", {"ADMIN_EMAIL": "a@b.c", "ADMIN_PASSWORD": "first password"})
        server.start()
        self.check("no setup link with ADMIN_EMAIL", "/setup" not in server.output(), server.output())
        self.check("ADMIN_PASSWORD works", self.sign_in(server, "a@b.c", "first password") == 200)
        server.stop()
        server.env["ADMIN_PASSWORD"] = "second password"
        server.start()
        self.check("an account that is there keeps its password", self.sign_in(server, "a@b.c", "first password") == 200)
        server.close()
        server = Server(self.binary, "sqlite", {"ALLOWED_DOMAIN": "@shop.test"})
        server.start()
        self.check("Google's domain is nobody's business without Google", server.request("GET", "/health")[0] == 200)
        links = [re.search(r"\?code=(\w+)", server.output()).group(1)]
        server.stop()
        server.start()
        links.append(re.findall(r"\?code=(\w+)", server.output())[-1])
        self.check("each start makes a link of its own", links[0] != links[1], links)
        self.check("no code in the log", not any(code in server.read_log() for code in links))
        server.close()

    def running(self):
        server = Server(self.binary, "sqlite")
        server.start()
        self.runs("a second one on the same data", server, [], STORE, "is in use by another gosnag process")
        taken = Server(self.binary, "sqlite", {"PORT": str(server.port)})
        self.runs("a port that is taken", taken, [], FAILED, f"port {server.port}")
        self.end(taken)
        self.runs("doctor beside a running server", server, ["doctor"], OK, "ok    store")
        link = socket.create_connection(("127.0.0.1", server.port))
        link.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        link.recv(4096)  # kept open: an idle connection does not hold up the end
        self.check("SIGTERM ends it well", server.stop() == OK, server.read_log()[-800:])
        self.check("it says so", "server.stopped" in server.read_log(), server.read_log()[-800:])
        link.close()
        server.start()
        status, _, body = server.request("GET", "/health")
        self.check("it starts again on its data", (status, body) == (200, b"."), (status, body))
        server.close()

    def seeded(self):
        """Projects, issues and events of a demonstration are as many as asked for."""
        projects, issues, events = 4, 200, 900
        server = Server(self.binary, "sqlite", {"ADMIN_EMAIL": "a@b.c", "ADMIN_PASSWORD": "first password"})
        self.runs("no such option of seed", server, ["debug", "seed", "--many", "1"], USAGE, "--projects")
        self.runs("fewer events than issues", server, ["debug", "seed", "--issues", "9", "--events", "8"], USAGE,
                  "from one event each")
        self.runs("seed", server, ["debug", "seed", "--projects", str(projects), "--issues", str(issues), "--events",
                                   str(events)], OK, "start the server")
        server.start()
        self.runs("seed beside a server", server, ["debug", "seed"], FAILED, "in use by another")
        end = time.monotonic() + DIGEST_S
        store = sqlite3.connect(server.folder + "/data/gosnag.db", timeout=10)
        while True:
            found = store.execute("SELECT (SELECT count(*) FROM project), count(*), sum(event_count),"
                                  " max(last_seen_ms) - min(first_seen_ms) > 7 * 86400000 FROM issue").fetchone()
            if found == (projects, issues, events, 1) or time.monotonic() > end:
                break
            time.sleep(0.05)
        self.check("all of it is there, spread over days", found == (projects, issues, events, 1), found)
        store.close()
        server.close()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    t = Test(os.path.abspath(parser.parse_args().binary))
    t.words()
    t.refusals()
    t.stores()
    t.admins()
    t.unattended()
    t.running()
    t.seeded()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
