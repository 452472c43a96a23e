#!/usr/bin/env python3
"""stream.py [--store sqlite|pg|both] [--binary PATH] - the live stream against the real
server: an event sent is told, what was missed is replayed, an unknown past is "reset",
strangers hear nothing, and open streams do not hold up the end. "N passed, N failed".
"""
import argparse
import json
import os
import resource
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 10
GONE_S = 45  # a client that left is noticed when something is written to it, each 15 s


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
        self.rest = []  # objects of the last message that nobody has asked for yet

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
        """The next message that is no comment; those do not lengthen the link's timeout."""
        end = time.monotonic() + self.link.gettimeout()
        while True:
            while b"\n\n" not in self.chunked:
                if time.monotonic() > end:
                    raise TimeoutError("no message came")
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
        cookie = self.cookie if cookie is True else cookie
        return Stream(self.server.port, path, [f"Cookie: {cookie}"] if cookie else [])

    def as_another(self, address, role):
        """Cookie of somebody new."""
        mine = self.cookie
        _, invited = self.call("POST", "/api/v1/users/invite", {"email": address, "role": role})
        link = invited["invite_url"].rsplit("/", 1)[1]
        self.cookie = None
        status, _ = self.call("POST", f"/api/v1/auth/invite/{link}", {"name": address.split("@")[0],
                                                                     "password": "long enough"})
        assert status == 200, status
        theirs, self.cookie = self.cookie, mine
        return theirs

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
        _, boot = self.call("GET", "/api/v1/me/bootstrap")
        self.send("between the page and its stream")
        late = self.open(topic, since=boot["stream_at"])
        told = json.loads(late.message().get("data", "{}"))
        self.check("what came after the page was made is replayed", told.get("op") == "new", told)
        late.close()
        lost = self.open(topic, since="00000000-7")
        self.attempts()
        self.changes()
        self.presence()
        self.system()
        self.revoked()
        self.burst()
        self.thousand()
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

    @staticmethod
    def heard(stream, op):
        """The next object of that kind; several come in one message."""
        while True:
            data = stream.rest.pop(0) if stream.rest else json.loads(stream.message().get("data", "{}"))
            stream.rest += [{**data, **other} for other in data.pop("more", [])]
            if data.get("op") == op:
                return data

    def presence(self):
        """Who looks at an issue is told, and who was there before is told to him."""
        self.send("somebody looks at it")
        end = time.monotonic() + WAIT_S
        found = []
        while not found and time.monotonic() < end:
            _, answer = self.call("GET", f"/api/v1/projects/{self.number}/issues?status=open&search=somebody")
            found = answer["issues"]
        topic = f"presence:{found[0]['id']}"
        bea = self.as_another("bea@example.com", "viewer")
        first = self.open(topic)
        told = self.heard(first, "new")
        self.check("who joins is told of himself", told["topic"] == topic and told["patch"]["user_id"] == told["id"], told)
        second = self.open(topic, cookie=bea)
        names = {self.heard(second, "new")["patch"]["name"] for _ in range(2)}
        self.check("who joins hears who is there", "bea" in names and len(names) == 2, names)
        while told["patch"]["name"] != "bea":
            told = self.heard(first, "new")
        self.check("who is there hears who joins", told["patch"]["name"] == "bea", told)
        second.close()
        first.link.settimeout(GONE_S)
        gone = self.heard(first, "gone")
        self.check("who leaves is told", gone["id"] == told["id"], gone)
        first.close()

    def system(self):
        stream = self.open("system")
        told = self.heard(stream, "change")
        self.check("figures of the instance are told", told["topic"] == "system" and
                   {"ingest", "queue", "digest", "streams"} <= set(told["patch"]), told)
        stream.close()

    def burst(self):
        """However many issues change, a topic is told twice a second at most, and of all of them;
        who does not read meanwhile holds up nobody."""
        topic = f"issues:{self.project}"
        deaf = self.open(topic)
        deaf.link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        heard = self.open(topic)
        heard.message()
        began, n, seen, want = time.monotonic(), 0, set(), 200
        for i in range(want):
            self.send("burst " + chr(97 + i // 26) + chr(97 + i % 26) * 3)
        while len(seen) < want and time.monotonic() - began < 4 * WAIT_S:
            told = heard.message()
            n += 1
            data = json.loads(told.get("data", "{}"))
            if told.get("event") == "reset":
                break
            seen |= {o["id"] for o in [data, *data.get("more", [])] if o["op"] == "new"}
        took = time.monotonic() - began
        self.check("all of a burst are told", len(seen) == want, len(seen))
        self.check("twice a second at most", n <= 2 * took + 2, (n, took))
        self.check("in fewer messages than objects", n < want // 2, n)
        heard.close()
        deaf.close()

    def revoked(self):
        """A stream ends with the session, the token or the rights it was opened with."""
        def ends(stream):
            try:
                while True:
                    stream.message()
            except EOFError:
                return True
            except (TimeoutError, socket.timeout):
                return False
        carl = self.as_another("carl@example.com", "admin")
        _, users = self.call("GET", "/api/v1/users")
        user = next(u["id"] for u in users if u["email"] == "carl@example.com")
        stream = self.open("issues", cookie=carl)
        status, _ = self.call("PUT", f"/api/v1/users/{user}", {"role": "viewer"})
        self.check("a role changes", status == 200, status)
        self.check("the stream ends with the rights it was opened with", ends(stream))
        stream = self.open("issues", cookie=carl)
        mine, self.cookie = self.cookie, carl
        self.call("POST", "/api/v1/auth/logout")
        self.cookie = mine
        self.check("the stream ends with its session", ends(stream))
        _, token = self.call("POST", "/api/v1/tokens", {"name": "t", "permission": "read"})
        stream = Stream(self.server.port, "/api/v1/stream?topics=issues",
                        [f"Authorization: Bearer {token['token']}"])
        self.check("a token opens a stream", stream.status == 200, stream.status)
        self.call("DELETE", f"/api/v1/tokens/{token['id']}")
        self.check("the stream ends with its token", ends(stream))

    def memory_kib(self):
        """Proportional share of the program's memory."""
        with open(f"/proc/{self.server.process.pid}/smaps_rollup", encoding="ascii") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("Pss:"))

    def thousand(self):
        """As many streams as there may be, with real sockets, and all of them hear."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
        before = self.memory_kib()
        streams = []
        for _ in range(1000):
            stream = self.open(f"issues:{self.project}")
            if stream.status != 200:
                stream.close()
                break
            stream.message()
            streams.append(stream)
        self.check("a thousand streams, less those that are open", len(streams) >= 990, len(streams))
        self.send("hello thousand")
        heard = sum(stream.message().get("event") == "issue" for stream in streams)
        self.check("all of them hear", heard == len(streams), heard)
        cost = self.memory_kib() - before
        print(f"{len(streams)} streams cost {cost} KiB (PSS) [{self.store}]")
        self.check("they cost at most 32 MiB", "asan" in self.server.binary or "tsan" in self.server.binary
                   or cost <= 32 << 10, cost)
        for stream in streams:
            stream.close()


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
