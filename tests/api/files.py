#!/usr/bin/env python3
"""files.py [--store sqlite|pg|both] [--binary PATH] - large bodies and files of events,
against the real program: what comes in files is whole, bounded, survives SIGKILL, and
nothing is left behind. "N passed, N failed".
"""
import argparse
import gzip
import json
import os
import random
import signal
import struct
import sys
import threading
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 30
MIB = 1 << 20
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
TREE = b'{"rendering_system":"t","windows":[{"type":"Window","children":[{"type":"Button"}]}]}'


def noise(n, seed=1):
    return random.Random(seed).randbytes(n)


def event_id(n):
    return f"{n:032x}"


def attachment(payload, **header):
    head = {"type": "attachment", "length": len(payload), **header}
    return json.dumps(head).encode() + b"\n" + payload + b"\n"


def event(text="broken"):
    return b'{"type":"event"}\n' + json.dumps({"message": text, "platform": "python"}).encode() + b"\n"


def envelope(n, *items):
    return json.dumps({"event_id": event_id(n)}).encode() + b"\n" + b"".join(items)


def multipart(*parts):
    """parts: (name, file name or None, type, bytes)"""
    body = b""
    for name, filename, kind, data in parts:
        body += b'--x\r\nContent-Disposition: form-data; name="' + name.encode() + b'"'
        if filename is not None:
            body += b'; filename="' + filename.encode() + b'"'
        body += b"\r\n"
        if kind:
            body += b"Content-Type: " + kind.encode() + b"\r\n"
        body += b"\r\n" + data + b"\r\n"
    return body + b"--x--\r\n"


def dump(code, platform, size=700):
    """A minidump with an exception, a system and one module."""
    p = bytearray(noise(size, 3) if size > 700 else size)
    p[:700] = bytes(700)

    def put(at, form, *values):
        struct.pack_into("<" + form, p, at, *values)
    name = "C:\\game\\game.exe".encode("utf-16-le")
    p[:4] = b"MDMP"
    put(8, "II", 3, 32)
    put(32, "III", 6, 168, 100)
    put(44, "III", 7, 56, 300)
    put(56, "III", 4, 112, 400)
    put(100, "IIIIQQ", 77, 0, code, 0, 0, 0x401234)
    put(300, "HHHBBIIII", 9, 0, 0, 4, 1, 10, 0, 19041, platform)
    put(400, "IQIIII", 1, 0x400000, 0x2000, 0, 0, 540)
    put(540, "I", len(name))
    p[544:544 + len(name)] = name
    return bytes(p)


class Tests:
    def __init__(self, binary, store):
        self.store, self.passed, self.failed = store, 0, 0
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1],
                                             "ATTACHMENT_MAX_BYTES": "3MiB"})

    def check(self, what, ok, seen=""):
        self.passed, self.failed = self.passed + bool(ok), self.failed + (not ok)
        if not ok:
            print(f"FAIL [{self.store}] {what}: {str(seen)[:400]}")

    # --- talking ---------------------------------------------------------------

    def sign_in(self):
        body = json.dumps({"email": ADMIN[0], "password": ADMIN[1]}).encode()
        _, headers, _ = self.server.request("POST", "/api/v1/auth/local/login",
                                            [("Content-Type", "application/json")], body)
        self.cookie = next(v for k, v in headers if k == "Set-Cookie").split(";")[0]
        status, _, body = self.api("POST", "/projects", {"name": "shop"})
        assert status == 201, body
        project = json.loads(body)
        self.number = project["numeric_id"]
        self.key = project["dsn"].split("//")[1].split("@")[0]

    def api(self, method, path, body=None):
        text = b"" if body is None else json.dumps(body).encode()
        return self.server.request(method, "/api/v1" + path, [("Cookie", self.cookie)], text)

    def get(self, path):
        status, _, body = self.api("GET", path)
        return json.loads(body) if status == 200 else None

    def send(self, body, path="envelope/", headers=()):
        return self.server.request("POST", f"/api/{self.number}/{path}?sentry_key={self.key}",
                                   list(headers), body)

    def until(self, look):
        end = time.monotonic() + WAIT_S
        while not (found := look()) and time.monotonic() < end:
            time.sleep(0.02)
        return found

    def issue_of(self, n):
        """The issue of an event that has been digested."""
        def look():
            found = self.get(f"/events/lookup?id={event_id(n)}")
            return found and found.get("issue_id")
        return self.until(look)

    def path_of(self, n):
        return f"/projects/{self.number}/issues/{self.issue}/events/{event_id(n)}/attachments"

    def files_of(self, n, count):
        """Its files, once there are so many."""
        def look():
            found = self.get(self.path_of(n))
            return found if found and len(found) >= count else None
        return self.until(look) or self.get(self.path_of(n))

    def blobs(self):
        folder = self.server.folder + "/data/spool/blob"
        return os.listdir(folder)

    # --- tests -----------------------------------------------------------------

    def first_event(self):
        self.check("an event is taken", self.send(envelope(1, event()))[0] == 200)
        end = time.monotonic() + WAIT_S
        issues = None
        while not issues and time.monotonic() < end:
            issues = (self.get(f"/projects/{self.number}/issues") or {}).get("issues")
            time.sleep(0.02)
        self.issue = issues[0]["id"]

    def kinds(self):
        body = envelope(2, attachment(PNG, filename="screen.png", content_type="image/png"),
                        event(),
                        attachment(TREE, filename="view-hierarchy.json",
                                   content_type="application/json",
                                   attachment_type="event.view_hierarchy"),
                        attachment(b"<script>", filename="x.svg", content_type="image/svg+xml"),
                        attachment(b"", filename="empty.txt", content_type="text/plain"))
        self.check("files around their event", self.send(body)[0] == 200)
        files = {f["name"]: f for f in self.files_of(2, 4) or []}
        self.check("all are listed", len(files) == 4, files)
        self.check("an image is known by its bytes", files["screen.png"]["is_image"], files)
        self.check("a picture that can run is none", not files["x.svg"]["is_image"] and
                   files["x.svg"]["content_type"] == "application/octet-stream", files)
        self.check("kinds are kept",
                   files["view-hierarchy.json"]["kind"] == "event.view_hierarchy", files)
        status, headers, body = self.api("GET", f"{self.path_of(2)}/{files['screen.png']['id']}")
        headers = {k.lower(): v for k, v in headers}
        self.check("an image is shown", status == 200 and body == PNG and
                   headers["content-type"] == "image/png" and
                   headers["content-disposition"].startswith("inline") and
                   "sandbox" in headers["content-security-policy"] and
                   headers["x-content-type-options"] == "nosniff", headers)
        status, headers, body = self.api("GET", f"{self.path_of(2)}/{files['x.svg']['id']}")
        headers = {k.lower(): v for k, v in headers}
        self.check("all else is for saving", body == b"<script>" and
                   headers["content-type"] == "application/octet-stream" and
                   headers["content-disposition"].startswith("attachment"), headers)
        status, headers, body = self.api("GET", f"{self.path_of(2)}/{files['empty.txt']['id']}")
        self.check("an empty file is a file", status == 200 and body == b"", status)
        self.check("an unknown file is 404", self.api("GET", f"{self.path_of(2)}/{event_id(5)}")[0] == 404)
        self.check("a file of another event is 404",
                   self.api("GET", f"{self.path_of(1)}/{files['x.svg']['id']}")[0] == 404)
        self.check("nobody sees it", self.server.request(
            "GET", f"/api/v1{self.path_of(2)}/{files['x.svg']['id']}")[0] == 401)

    def names(self):
        bad = ["../../etc/passwd", "..\\..\\boot.ini", "a\u0000b\u001b[31m.txt", "x" * 10240 + ".bin",
               "rtl\u202egpj.exe", "..", "", 'q"uote;%.txt']
        body = envelope(3, event(), *(attachment(f"{i}".encode(), filename=n) for i, n in enumerate(bad)))
        self.check("hostile names are taken", self.send(body)[0] == 200)
        names = sorted(f["name"] for f in self.files_of(3, len(bad)) or [])
        self.check("and made harmless", names == sorted(
            ["passwd", "boot.ini", "ab[31m.txt", "x" * 255, "rtlgpj.exe", "attachment", "attachment",
             'q"uote;%.txt']), names)
        one = next(f for f in self.files_of(3, 8) if f["name"].startswith('q"'))
        _, headers, _ = self.api("GET", f"{self.path_of(3)}/{one['id']}")
        shown = dict(headers)["Content-Disposition"]
        self.check("a quote does not end the header's", 'filename="q_uote__.txt"' in shown, shown)

    def order(self):
        self.send(envelope(4, attachment(b"before", filename="before")))
        self.send(envelope(4, event()))
        self.send(envelope(4, attachment(b"after", filename="after")))
        self.send(envelope(4, attachment(b"after", filename="after")))  # a client's repeat
        form = multipart(("file", "later.log", "text/plain", b"later"), ("note", None, None, b"x"))
        status, _, body = self.send(form, f"events/{event_id(4)}/attachments/",
                                    [("Content-Type", "multipart/form-data; boundary=x")])
        self.check("the old door answers 201 and nothing", status == 201 and body == b"", status)
        names = [f["name"] for f in self.files_of(4, 3)]
        self.check("files before, after and later, each once",
                   sorted(names) == ["after", "before", "later.log"], names)
        self.check("a form without a boundary is 400", self.send(
            form, f"events/{event_id(4)}/attachments/",
            [("Content-Type", "multipart/form-data")])[0] == 400)
        self.check("a form cut off is 400", self.send(
            form[:-8], f"events/{event_id(4)}/attachments/",
            [("Content-Type", "multipart/form-data; boundary=x")])[0] == 400)

    def bounds(self):
        body = envelope(5, event(), *(attachment(f"{i}".encode(), filename=f"{i}") for i in range(40)))
        self.check("forty files are taken", self.send(body)[0] == 200)
        self.send(envelope(5, attachment(b"one more", filename="late")))
        self.send(envelope(1, attachment(b"mark", filename="mark")))
        self.files_of(1, 1)
        files = self.files_of(5, 30)
        self.check("thirty are kept", len(files) == 30, len(files))
        body = envelope(6, event(), attachment(noise(3 * MIB + 1), filename="dump"),
                        attachment(b"small", filename="small"))
        self.check("too large a file does not cost the event", self.send(body)[0] == 200)
        files = {f["name"]: f for f in self.files_of(6, 2)}
        self.check("it is noted", files["dump"]["refused"] == "too_large" and
                   files["dump"]["size_bytes"] == 3 * MIB + 1 and files["small"]["refused"] is None,
                   files)
        self.check("and has no bytes", self.api(
            "GET", f"{self.path_of(6)}/{files['dump']['id']}")[0] == 404)

    def large(self):
        data = noise(3 * MIB - 7)
        body = envelope(7, event(), attachment(data, filename="large"))
        for n, coding in ((7, None), (8, "gzip")):
            text = body if n == 7 else gzip.compress(
                envelope(8, event(), attachment(data, filename="large")), 1)
            headers = [("Content-Encoding", coding)] if coding else []
            self.check(f"a body in a file is taken ({coding})",
                       self.send(text, headers=headers)[0] == 200)
            files = self.files_of(n, 1)
            _, _, back = self.api("GET", f"{self.path_of(n)}/{files[0]['id']}")
            self.check(f"and whole ({coding})", back == data, len(back))
        few = envelope(9, event(), attachment(b"a" * (2 * MIB), filename="letters"))
        self.check("a small body that becomes a large one",
                   self.send(gzip.compress(few), headers=[("Content-Encoding", "gzip")])[0] == 200)
        files = self.files_of(9, 1)
        _, _, back = self.api("GET", f"{self.path_of(9)}/{files[0]['id']}")
        self.check("is whole", back == b"a" * (2 * MIB), len(back))
        kept = set(self.blobs())  # they stay as long as the spool's segment that names them
        self.check("bodies stay with their records", len(kept) >= 3, kept)
        bomb = gzip.compress(envelope(10, event()) + b" " * (120 * MIB), 9)
        self.check("a bomb is 413",
                   self.send(bomb, headers=[("Content-Encoding", "gzip")])[0] == 413)
        self.check("a broken stream in a file is 400", self.send(
            gzip.compress(body, 1)[:2 * MIB], headers=[("Content-Encoding", "gzip")])[0] == 400)
        self.check("a broken envelope in a file is 400", self.send(b"x" * (2 * MIB))[0] == 400)
        self.check("a stranger's is 403", self.server.request(
            "POST", f"/api/{self.number}/envelope/?sentry_key={'0' * 32}", [], body)[0] == 403)
        self.check("one without a key is 401", self.server.request(
            "POST", f"/api/{self.number}/envelope/", [], body)[0] == 401)
        dsn = f'{{"event_id":"{event_id(11)}","dsn":"http://{self.key}@gosnag.test/{self.number}"}}'
        self.check("one with the key inside is taken", self.server.request(
            "POST", f"/api/{self.number}/envelope/", [],
            dsn.encode() + body[body.index(b"\n"):])[0] == 200)
        self.check("nothing is left of the refused",
                   self.until(lambda: len(set(self.blobs()) - kept) == 1) is True, self.blobs())

    def event_of(self, n, issue=None):
        """(issue, document) of a digested event."""
        def look():
            for one in (self.get(f"/projects/{self.number}/issues?limit=100") or {}).get("issues", []):
                path = f"/projects/{self.number}/issues/{one['id']}/events/{event_id(n)}"
                found = self.get(path)
                if found:
                    return one, found["event"]["data"]
            return None
        return self.until(look) or ({}, {})

    def crash(self, n, parts, headers=()):
        """A form with a dump; its event."""
        form = multipart(*parts)
        status, heads, body = self.send(form, "minidump/",
                                        [("Content-Type", "multipart/form-data; boundary=x"), *headers])
        self.check(f"dump {n} is taken", status == 200 and
                   body.decode().replace("-", "") == event_id(n) and
                   dict(heads)["Content-Type"] == "text/plain", (status, body))
        return self.event_of(n)

    def minidumps(self):
        said = json.dumps({"event_id": event_id(500), "release": "game@1", "tags": {"a": "b"}}).encode()
        small = dump(0xC0000005, 2)
        issue, data = self.crash(500, [("sentry", None, None, said),
                                       ("upload_file_minidump", "crash.dmp", None, small),
                                       ("log", "game.log", "text/plain", b"last words"),
                                       ("guid", None, None, b"77")])
        main = (data.get("exception") or {}).get("values", [{}])[-1]
        self.check("a crash says why and where", main.get("type") == "EXCEPTION_ACCESS_VIOLATION" and
                   "game.exe + 0x1234" in main.get("value", "") and
                   main["mechanism"]["type"] == "minidump", main)
        self.check("it is native and fatal", data.get("platform") == "native" and
                   data.get("level") == "fatal" and data["release"] == "game@1", data)
        self.check("other fields are extra", data.get("extra", {}).get("guid") == "77", data.get("extra"))
        path = f"/projects/{self.number}/issues/{issue['id']}/events/{event_id(500)}/attachments"
        files = {f["name"]: f for f in self.get(path)}
        self.check("the dump and the log are kept", set(files) == {"crash.dmp", "game.log"} and
                   files["crash.dmp"]["kind"] == "event.minidump", files)
        self.check("the dump can be had", self.api("GET", f"{path}/{files['crash.dmp']['id']}")[2] == small)
        for n, packed in ((501, gzip.compress(dump(11, 0x8201))),):
            issue, data = self.crash(n, [
                ("sentry[event_id]", None, None, event_id(n).encode()),
                ("sentry[tags][where]", None, None, b"here"),
                ("upload_file_minidump", "d", None, packed)])
            self.check("a packed dump, bracketed fields", issue.get("title") and
                       data["exception"]["values"][0]["type"] == "SIGSEGV" and
                       data["tags"].get("where") == "here", data.get("tags"))
        crumb = b"\x82\xa7message\xa3one\xa8category\xa1c"
        event_packed = b"\x82\xa8event_id\xd9\x20" + event_id(502).encode() + b"\xa7release\xa1r"
        issue, data = self.crash(502, [("__sentry-event", "e", None, event_packed),
                                       ("__sentry-breadcrumb1", "b", None, crumb + crumb),
                                       ("__sentry-breadcrumb2", "b", None, crumb),
                                       ("upload_file_minidump", "d", None, dump(6, 0x8201))])
        self.check("an event and breadcrumbs in MessagePack", data.get("release") == "r" and
                   len(data["breadcrumbs"]["values"]) == 3, data.get("breadcrumbs"))
        text = json.dumps({"event_id": event_id(503), "release": "pieces"})
        inner = multipart(("upload_file_minidump", "d", None, dump(8, 0x8201)))
        issue, data = self.crash(503, [("sentry__1", None, None, text[:20].encode()),
                                       ("sentry__2", None, None, text[20:].encode()),
                                       ("upload_file_minidump", "d", None,
                                        inner.replace(b"--x", b"--inner"))])
        self.check("numbered pieces and a form in the form", data.get("release") == "pieces" and
                   data["exception"]["values"][0]["type"] == "SIGFPE", data)
        large = dump(11, 0x8201, 3 * MIB - 100000)
        issue, data = self.crash(504, [("sentry", None, None, json.dumps(
            {"event_id": event_id(504)}).encode()), ("upload_file_minidump", "d", None, large)])
        path = f"/projects/{self.number}/issues/{issue['id']}/events/{event_id(504)}/attachments"
        files = self.get(path)
        self.check("a large dump is whole", self.api("GET", f"{path}/{files[0]['id']}")[2] == large)
        self.send(envelope(505, event("native"), attachment(
            dump(0xC00000FD, 2), filename="x.dmp", attachment_type="event.minidump")))
        issue, data = self.event_of(505)
        self.check("a dump in an envelope makes its event a crash",
                   data.get("level") == "fatal" and data["exception"]["values"][0]["type"] ==
                   "EXCEPTION_STACK_OVERFLOW", data)
        bad = multipart(("upload_file_minidump", "d", None, zlib.compress(b"x")))
        self.check("what is no dump is 400", self.send(
            bad, "minidump/", [("Content-Type", "multipart/form-data; boundary=x")])[0] == 400)

    def late_feedback(self):
        """A report is faster than its event: a job links them."""
        body = envelope(600, b'{"type":"user_report"}\n' + json.dumps(
            {"event_id": event_id(600), "comments": "late", "name": "n"}).encode() + b"\n")
        self.send(body)
        listed = f"/projects/{self.number}/feedback"
        found = self.until(lambda: (self.get(listed) or {}).get("items"))
        self.check("feedback without its event is listed", found and found[0]["issue_id"] is None, found)
        self.send(envelope(600, event("with feedback")))
        self.event_of(600)
        self.server.stop()
        done = self.server.run("debug", "job", "feedback.link")
        self.check("the job runs", done.returncode == 0, done.stderr)
        self.server.start()
        found = self.get(listed)["items"]
        self.check("and linked when it came", found[0]["issue_id"] is not None, found)

    def killed(self):
        """SIGKILL while large bodies arrive: each acknowledged file is there afterwards."""
        acknowledged, guard = [], threading.Lock()

        def one(n):
            body = envelope(n, event(), attachment(noise(2 * MIB, n), filename=f"k{n}"))
            try:
                if self.send(body)[0] == 200:
                    with guard:
                        acknowledged.append(n)
            except OSError:
                pass

        for round_no in range(3):
            threads = [threading.Thread(target=one, args=(100 + 20 * round_no + i,)) for i in range(12)]
            for t in threads:
                t.start()
            self.until(lambda: len(acknowledged) > 8 * round_no + 3)
            self.server.process.send_signal(signal.SIGKILL)
            self.server.process.wait()
            for t in threads:
                t.join()
            self.server.start()
        missing = [n for n in acknowledged if len(self.files_of(n, 1) or []) != 1]
        self.check(f"of {len(acknowledged)} acknowledged files none is missing", not missing, missing)
        n = acknowledged[-1]
        files = self.files_of(n, 1)
        _, _, back = self.api("GET", f"{self.path_of(n)}/{files[0]['id']}")
        self.check("and whole", back == noise(2 * MIB, n))
        self.send(envelope(299, event()))  # the last segment of the process before goes
        self.check("nothing is left of bodies", self.until(lambda: not self.blobs()) is True,
                   self.blobs())

    def left_over(self):
        """Files of events that never came, and files without a row, go in time."""
        self.send(envelope(300, attachment(b"for nothing", filename="lost")))
        data = self.server.folder + "/data/attachments"
        day = os.listdir(data)[0]
        path = self.until(lambda: next((f for f in os.listdir(f"{data}/{day}")
                                        if event_id(300) in f), None))
        stray = f"{data}/{day}/{self.number}-{event_id(301)}-{event_id(302)}"
        with open(stray, "wb") as f:
            f.write(b"no row")
        self.server.stop()
        later = {"GOSNAG_CLOCK_MS": str(int(self.server.env["GOSNAG_CLOCK_MS"]) + 9 * 86_400_000)}
        os.utime(stray, (0, 0))
        for job in ("attachment.orphans", "attachment.sweep"):
            self.server.env.update(later)
            done = self.server.run("debug", "job", job)
            self.check(f"{job} runs", done.returncode == 0, done.stderr)
        names = os.listdir(f"{data}/{day}")
        self.check("an event's that never came is gone", path and path not in names, path)
        self.check("a stray file is gone", os.path.basename(stray) not in names)
        self.check("all others stay", len(names) > 40, len(names))
        self.server.start()

    def run(self):
        self.server.start()
        self.sign_in()
        self.first_event()
        for test in (self.kinds, self.names, self.order, self.bounds, self.large,
                     self.minidumps, self.late_feedback, self.killed, self.left_over):
            try:
                test()
            except Exception as why:  # one test that breaks leaves the others
                self.check(test.__name__, False, repr(why))
        if self.server.close() != 0:
            self.check("the server ends well", False)


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
        t = Tests(os.path.abspath(o.binary), store)
        t.run()
        passed, failed = passed + t.passed, failed + t.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
