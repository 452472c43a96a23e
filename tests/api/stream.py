#!/usr/bin/env python3
"""stream.py [--store sqlite|pg|both] [--binary PATH] - the live stream against the real
server: an event sent is told, what was missed is replayed, an unknown past is "reset",
strangers hear nothing, and open streams do not hold up the end. "N passed, N failed".
"""
import argparse
import json
import os
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 10


class Stream:
    """One event stream: messages as {"id", "event", "data"}."""

    def __init__(self, port, path, headers=()):
        self.link = socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)
        lines = [f"GET {path} HTTP/1.1", "Host: gosnag.test", *headers, "", ""]
        self.link.sendall("\r\n".join(lines).encode())
        self.buffer = b""
        head = self.until(b"\r\n\r\n").decode()
        self.status = int(head.split()[1])
        self.head = head.lower()
        self.chunked = b""

    def until(self, mark):
        while mark not in self.buffer:
            got = self.link.recv(65536)
            if not got:
                raise EOFError
            self.buffer += got
        part, _, self.buffer = self.buffer.partition(mark)
        return part

    def more(self):
        """The next chunk of the body; its end raises EOFError."""
        size = int(self.until(b"\r\n").split(b";")[0] or b"0", 16)
        while len(self.buffer) < size + 2:
            got = self.link.recv(65536)
            if not got:
                raise EOFError
            self.buffer += got
        data, self.buffer = self.buffer[:size], self.buffer[size + 2:]
        if size == 0:
            raise EOFError
        self.chunked += data

    def message(self):
        """The next message that is no comment."""
        while True:
            while b"\n\n" not in self.chunked:
                self.more()
            text, _, self.chunked = self.chunked.partition(b"\n\n")
            fields = {}
            for line in text.decode().split("\n"):
                name, _, value = line.partition(":")
                if name:
                    fields[name] = value.strip()
            if fields:
                return fields

    def close(self):
        self.link.close()


class Test:
    def __init__(self, binary, store):
        self.store, self.passed, self.failed = store, 0, 0
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        self.server.env.pop("GOSNAG_CLOCK_MS")

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL [{self.store}] {what}: {got!r}")

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def send(self, words):
        path = f"/api/{self.number}/store/?sentry_key={self.key}"
        status, _, raw = self.server.request("POST", path, [], json.dumps({"message": words}).encode())
        assert status == 200, raw

    def open(self, topics, since=None, cookie=True):
        path = f"/api/v1/stream?topics={topics}" + (f"&since={since}" if since else "")
        return Stream(self.server.port, path, [f"Cookie: {self.cookie}"] if cookie else [])

    def run(self):
        self.cookie = None
        self.server.start()
        status, _ = self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
        assert status == 200, status
        _, project = self.call("POST", "/api/v1/projects", {"name": "shop"})
        self.number, self.project = project["numeric_id"], project["id"]
        self.key = project["dsn"].split("//")[1].split("@")[0]
        try:
            self.flow()
        except (EOFError, TimeoutError, socket.timeout) as e:
            self.check("the stream went on", False, repr(e))
        began = time.monotonic()
        code = self.server.close()
        self.check("the server ends well with a stream open", code == 0, code)
        self.check("and soon", time.monotonic() - began < 5, time.monotonic() - began)

    def flow(self):
        topic = f"issues:{self.project}"
        stranger = self.open(topic, cookie=False)
        self.check("a stranger hears nothing", stranger.status == 401, stranger.status)
        stranger.close()
        first = self.open(topic)
        self.check("the stream opens", first.status == 200 and "text/event-stream" in first.head, first.head)
        self.check("it is not cached", "cache-control: no-store" in first.head, first.head)
        start = first.message()
        self.check("it says where it begins", "id" in start and "event" not in start, start)
        self.send("hello stream")
        told = first.message()
        data = json.loads(told.get("data", "{}"))
        self.check("a new issue is told", told.get("event") == "issue" and data.get("op") == "new", told)
        self.check("under its project", data.get("topic") == topic and data.get("project_id") == self.project, data)
        first.close()
        again = self.open(topic, since=start["id"])
        replayed = again.message()
        self.check("what was missed is replayed", replayed == told, replayed)
        again.close()
        lost = self.open(topic, since="00000000-7")
        self.attempts()
        self.changes()
        self.check("an unknown past is reset", lost.message().get("event") == "reset")
        self.last = lost  # stays open: the end must not wait for it

    def attempts(self):
        """What SDKs try is told, also with a wrong key."""
        _, quiet = self.call("POST", "/api/v1/projects", {"name": "quiet"})
        heard = self.open(f"attempts:{quiet['slug']}")
        heard.message()
        path = f"/api/{quiet['numeric_id']}/store/?sentry_key={'0' * 32}"
        status, _, _ = self.server.request("POST", path, [], b'{"message": "x"}')
        self.check("a wrong key is refused", status == 403, status)
        told = heard.message()
        data = json.loads(told.get("data", "{}"))
        self.check("the refused attempt is told", told.get("event") == "attempt", told)
        self.check("with its reason", data.get("patch", {}).get("status") == 403 and data["patch"]["reason"], data)
        self.check("under its project", data.get("topic") == f"attempts:{quiet['id']}", data)
        heard.close()

    def changes(self):
        """What people change is told to the issue's topic."""
        _, found = self.call("GET", f"/api/v1/projects/{self.number}/issues")
        issue = found["issues"][0]
        heard = self.open(f"issue:{issue['short_id']}")
        heard.message()
        self.call("PUT", f"/api/v1/projects/{self.number}/issues/{issue['id']}", {"status": "ignored"})
        data = json.loads(heard.message().get("data", "{}"))
        self.check("a status change is told", data.get("patch", {}).get("status") == "ignored", data)
        self.check("with its version", data.get("version") == issue["version"] + 1, data)
        self.call("DELETE", f"/api/v1/projects/{self.number}/issues", {"ids": [issue["id"]]})
        data = json.loads(heard.message().get("data", "{}"))
        self.check("a deleted issue is gone", data.get("op") == "gone" and data.get("id") == issue["id"], data)
        heard.close()


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
