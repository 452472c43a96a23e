"""What the wire tests stand on: a server on fresh data, projects and keys, raw HTTP over a
socket of our own (a client library would tidy up what is to be sent odd), and a look at
every answer for what all answers must have (sentry-ingest.md §4.4, §8). Standard library only.
"""
import json
import os
import re
import socket
import sys
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 15
ANSWER_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after",
    "cross-origin-resource-policy": "cross-origin",
}
# What browsers and crash handlers fetch instead of JSON.
OTHER_TYPES = ("image/gif", "text/plain", "text/javascript", "application/javascript")


class Answer:
    def __init__(self, head, body, is_closed):
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1])
        self.headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:] if line]
        self.body, self.is_closed = body, is_closed

    def header(self, name):
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def __str__(self):
        return f"{self.status} {self.body[:300]!r} {dict(self.headers)}"


class Link:
    """One connection. send() as many bytes as wished, answer() reads one answer whole."""

    def __init__(self, port, timeout=WAIT_S):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, data):
        self.socket.sendall(data)

    def more(self):
        got = self.socket.recv(65536)
        self.buffer += got
        return bool(got)

    def answer(self, method="POST"):
        while True:
            while b"\r\n\r\n" not in self.buffer:
                if not self.more():
                    raise EOFError(f"closed after {self.buffer[:200]!r}")
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 100"):
                break
        found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        length = int(found.group(1)) if found and method != "HEAD" else 0
        while len(self.buffer) < length:
            if not self.more():
                raise EOFError("closed inside a body")
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return Answer(head, body, re.search(rb"(?i)\r\nconnection: *close", head) is not None)

    def close(self):
        self.socket.close()


def head_of(method, target, headers):
    names = {n.lower() for n, _ in headers}
    lines = [f"{method} {target} HTTP/1.1"]
    if "host" not in names:
        lines.append("Host: gosnag.test")
    lines += [f"{n}: {v}" for n, v in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def chunks(body, size=7):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


class World:
    def __init__(self, binary, store, env=None):
        self.binary, self.store, self.passed, self.failed = binary, store, 0, 0
        self.pending, self.people = [], None
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1], **(env or {})})
        self.server.start()
        self.port = self.server.port
        status, headers, _ = self.server.request(
            "POST", "/api/v1/auth/local/login", [],
            json.dumps({"email": ADMIN[0], "password": ADMIN[1]}).encode())
        assert status == 200, "sign-in"
        self.cookie = next(v.split(";")[0] for n, v in headers if n.lower() == "set-cookie")
        self.shop, self.other = self.project("shop"), self.project("other")

    def close(self):
        text = self.server.read_log()
        code = self.server.close()
        self.check("the server ends well", code == 0, f"{code}\n{text[-3000:]}")

    # --- results

    def check(self, name, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL [{self.store}] {name}\n    {str(got)[:1500]}", flush=True)
        return ok

    # --- the API of people

    def api(self, method, path, body=None):
        text = b"" if body is None else json.dumps(body).encode()
        headers = [("Cookie", self.cookie), ("Content-Length", str(len(text)))]
        for is_last in (False, True):
            try:
                self.people = self.people or Link(self.port)
                self.people.send(head_of(method, path, headers) + text)
                answer = self.people.answer()
                break
            except (OSError, EOFError):
                self.people = None  # the server closes what was idle for long
                if is_last:
                    raise
        return answer.status, answer.json() if answer.json() is not None else answer.body

    def must(self, method, path, body=None):
        status, answer = self.api(method, path, body)
        assert status < 300, f"{method} {path}: {status} {answer}"
        return answer

    def project(self, name):
        p = self.must("POST", "/api/v1/projects", {"name": name, "max_events_per_issue": -1})
        key = p["dsn"].split("://")[1].split("@")[0]
        return {"uuid": p["id"], "number": p["numeric_id"], "key": key}

    # --- the wire

    def id(self):
        """A fresh event id."""
        return uuid.uuid4().hex

    def event(self, **keys):
        keys.setdefault("platform", "python")
        keys.setdefault("message", "wire")
        return json.dumps(keys).encode()

    def auth(self, project=None):
        return ("X-Sentry-Auth", f"Sentry sentry_key={(project or self.shop)['key']}, sentry_version=7")

    def path(self, kind, project=None):
        return f"/api/{(project or self.shop)['number']}/{kind}/"

    def raw(self, data, method="POST"):
        link = Link(self.port)
        try:
            link.send(data)
            return link.answer(method)
        finally:
            link.close()

    def send(self, target, body=b"", headers=(), method="POST", is_chunked=False):
        headers = list(headers)
        names = {n.lower() for n, _ in headers}
        if is_chunked:
            headers.append(("Transfer-Encoding", "chunked"))
            body = chunks(body)
        elif "content-length" not in names and (body or method == "POST"):
            headers.append(("Content-Length", str(len(body))))
        answer = self.raw(head_of(method, target, headers) + body, method)
        self.look(f"{method} {target}", answer)
        return answer

    def store_event(self, body, headers=(), **options):
        return self.send(self.path("store"), body, [self.auth(), *headers], **options)

    def envelope(self, body, headers=(), **options):
        return self.send(self.path("envelope"), body, [self.auth(), *headers], **options)

    def look(self, what, a):
        """What every answer on a path of SDKs has."""
        for name, value in ANSWER_HEADERS.items():
            if a.header(name) != value:
                self.check(f"{what}: {name} is {value}", False, a)
        if a.status == 200 and a.header("retry-after") is not None:
            self.check(f"{what}: no Retry-After on a 200", False, a)
        if a.status < 400:
            return
        if "text/plain" in (a.header("content-type") or "") or "javascript" in (a.header("content-type") or ""):
            return
        said, words = a.header("x-sentry-error"), a.json()
        is_ascii = said is not None and said.isascii() and 0 < len(said) <= 200
        self.check(f"{what}: X-Sentry-Error of {a.status} is ASCII of at most 200", is_ascii or a.status in (404, 405) and said, a)
        if what.startswith("HEAD "):
            return
        is_shape = isinstance(words, dict) and isinstance(words.get("detail"), str) and isinstance(words.get("causes"), list)
        self.check(f"{what}: the body of {a.status} is detail and causes", is_shape, a)

    # --- what became of it

    def accepted(self, name, answer, event_id=None, project=None, want=None):
        """200 with this id (or some id); later found by look-up, and want(document) holds."""
        body = answer.json() or {}
        ok = answer.status == 200 and (answer.header("content-type") or "").startswith("application/json")
        if event_id is None:
            event_id = body.get("id", "")
        ok = ok and set(body) == {"id"} and body["id"] == event_id and re.fullmatch("[0-9a-f]{32}", event_id)
        if self.check(name, ok, answer):
            self.pending.append((name, event_id, project or self.shop, want))
        return event_id

    def refused(self, name, answer, status):
        statuses = status if isinstance(status, tuple) else (status,)
        return self.check(name, answer.status in statuses, answer)

    def find(self, event_id):
        end = time.monotonic() + WAIT_S
        while True:
            status, found = self.api("GET", f"/api/v1/events/lookup?id={event_id}")
            if status == 200 and found.get("place") in ("stored", "latest"):
                return found
            if time.monotonic() > end:
                return None
            time.sleep(0.02)

    def document(self, event_id, project=None):
        """(event of the API, its issue) or (None, None)."""
        found = self.find(event_id)
        if found is None:
            return None, None
        issue = found["issue"]["id"] if isinstance(found["issue"], dict) else found["issue"]
        path = f"/api/v1/projects/{(project or self.shop)['uuid']}/issues/{issue}"
        status, one = self.api("GET", f"{path}/events/{event_id}")
        return (one["event"], self.must("GET", path)) if status == 200 else (None, None)

    def verify(self):
        """Every event accepted so far stands in the store as it should."""
        pending, self.pending = self.pending, []
        for name, event_id, project, want in pending:
            if want is None:
                self.check(f"{name}: found by look-up", self.find(event_id), event_id)
                continue
            event, issue = self.document(event_id, project)
            if self.check(f"{name}: stored", event, event_id):
                try:
                    got = want(event, issue)
                except (KeyError, TypeError, IndexError, AttributeError) as e:
                    got = repr(e)
                self.check(f"{name}: as it should be", got is True, f"{got}\n{json.dumps(event)[:1500]}")
