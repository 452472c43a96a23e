#!/usr/bin/env python3
"""outage.py [--binary PATH] - PostgreSQL goes away while the program runs, and is away
when it starts: events are still acknowledged, people are told 503, /ready says why, and
when the store is back everything that was acknowledged is there. Two processes with one
spool are refused. "N passed, N failed".

The store goes away by a relay between the two that drops and refuses connections.
"""
import argparse
import json
import os
import re
import shutil
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 60
EVENTS = 50


class Relay:
    """Passes bytes between a port of its own and the store, while it is `up`."""

    def __init__(self, host, port):
        self.to = (host, port)
        self.up, self.links = True, []
        self.guard = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            if not self.up:
                client.close()
                continue
            store = socket.create_connection(self.to)
            with self.guard:
                self.links += [client, store]
            for a, b in ((client, store), (store, client)):
                threading.Thread(target=self.copy, args=(a, b), daemon=True).start()

    @staticmethod
    def copy(a, b):
        try:
            while data := a.recv(65536):
                b.sendall(data)
        except OSError:
            pass
        for link in (a, b):
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.up = False
        with self.guard:
            for link in self.links:
                try:
                    link.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.links = []


class Test:
    def __init__(self, binary):
        self.passed = self.failed = 0
        self.server = Server(binary, "pg", {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        del self.server.env["GOSNAG_CLOCK_MS"]
        url = self.server.env["DATABASE_URL"]
        host, port = re.search(r"@([\w.]+):(\d+)/", url).groups()
        self.relay = Relay(host, int(port))
        self.server.env["DATABASE_URL"] = url.replace(f"{host}:{port}", f"127.0.0.1:{self.relay.port}")
        self.cookie = None
        self.events = EVENTS

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}")

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, dict((n.lower(), v) for n, v in got), json.loads(raw) if raw else None

    def until(self, what, ask):
        end = time.monotonic() + WAIT_S
        got = None
        while time.monotonic() < end:
            got = ask()
            if got[0]:
                break
            time.sleep(0.1)
        self.check(what, got[0], got[1])

    def send(self, i):
        path = f"/api/{self.number}/store/?sentry_key={self.key}"
        event = {"event_id": f"{i + 1:032x}", "message": "while it was away"}
        return self.server.request("POST", path, [], json.dumps(event).encode())[0]

    def count(self):
        status, _, answer = self.call("GET", f"/api/v1/projects/{self.number}/issues")
        n = sum(i["event_count"] for i in answer["issues"]) if status == 200 else None
        return n == self.events, (status, n)

    def run(self):
        self.server.start()
        status, _, _ = self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
        _, _, project = self.call("POST", "/api/v1/projects", {"name": "shop"})
        self.number, self.key = project["numeric_id"], project["dsn"].split("//")[1].split("@")[0]
        self.until("the key is known", lambda: (self.send(0) == 200, None))
        self.relay.cut()
        self.check("events are acknowledged", all(self.send(i) == 200 for i in range(1, EVENTS)))
        status, headers, answer = self.call("GET", "/api/v1/projects")
        self.check("people are told later", status == 503 and "retry-after" in headers, (status, answer))
        self.check("in words", "error" in (answer or {}), answer)
        self.check("it is alive", self.server.request("GET", "/health")[0] == 200)
        self.until("and not ready", lambda: self.not_ready())
        self.relay.up = True
        self.until("every acknowledged event is there when the store is back", self.count)
        self.until("and it is ready again", lambda: (self.server.request("GET", "/ready")[0] == 200, None))
        self.restart()
        self.strangers()
        self.copied()
        self.check("the server ends well", self.server.close() == 0)

    def restart(self):
        """The program is ended and started while the store is away."""
        self.relay.cut()
        self.check("it ends well without its store", self.server.stop() == 0)
        self.server.start()
        self.check("it starts without its store", "the store is away" in self.server.output(), self.server.output())
        self.check("events are acknowledged", all(self.send(EVENTS + i) == 200 for i in range(EVENTS)))
        status, headers, _ = self.call("GET", "/api/v1/projects")
        self.check("people are told later", status == 503 and "retry-after" in headers, status)
        wrong = f"/api/{self.number}/store/?sentry_key={'0' * 32}"
        status, headers, _ = self.server.request("POST", wrong, [], b'{"message": "?"}')
        self.check("an unknown key is not refused for good", status == 503, status)
        status, _, raw = self.server.request("GET", "/ready")
        self.check("/ready says why", status == 503 and b"store" in raw, raw)
        self.check("it is alive", self.server.request("GET", "/health")[0] == 200)
        self.check("it can be ended while it waits", self.server.stop() == 0)
        self.server.start()
        self.relay.up = True
        self.events = 2 * EVENTS
        self.until("it finishes its start and nothing is missing", self.count)
        self.until("it is ready", lambda: (self.server.request("GET", "/ready")[0] == 200, None))

    def strangers(self):
        """Another store, or a folder that never saw one, does not start that way."""
        self.server.stop()
        self.relay.cut()
        url = self.server.env["DATABASE_URL"]
        self.server.env["DATABASE_URL"] = url.replace("/api_", "/another_")
        done = self.server.run()
        self.check("another store that is away is refused", done.returncode == 4 and "away" in done.stderr,
                   (done.returncode, done.stderr[-300:]))
        self.server.env["DATABASE_URL"] = url
        self.relay.up = True
        self.server.start()

    def copied(self):
        """The data folder on a second machine, beside the first."""
        env = self.server.env.copy()
        copy = shutil.copytree(env["DATA_DIR"], self.server.folder + "/copy")
        self.server.env["DATA_DIR"] = copy
        done = self.server.run()
        self.check("a copied data folder is refused", done.returncode == 4 and "is a copy" in done.stderr,
                   (done.returncode, done.stderr[-300:]))
        self.server.env = env
        self.check("the first goes on", self.send(2 * EVENTS) == 200)
        self.events += 1
        self.until("as if nothing were", self.count)

    def not_ready(self):
        status, _, raw = self.server.request("GET", "/ready")
        return status == 503 and b"store" in raw, (status, raw)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    if "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    t = Test(os.path.abspath(o.binary))
    t.run()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
