#!/usr/bin/env python3
"""run.py [--store sqlite|pg|both] [--binary PATH] [--no-coverage] [FILE...]

Runs tests/api/*.http against the real program: one server on fresh data per file and
store, fixed clock. Prints what failed and "N passed, N failed" (a step is one test). Every
answer is also held against openapi.json: its status, its type, its shape. With all files it
also lists the routes that no step has called, which fails too.

A file is a list of steps:

    @admin                         on top: ADMIN_EMAIL/ADMIN_PASSWORD, jar "admin" signed in
    @env NAME=VALUE                on top: a setting of this file's server

    ### what the step shows
    As: admin                      take and keep the cookie of this jar ("nobody": none)
    Needs: web/dist                leave the step out when there is no such file
    Retry: 5                       repeat until it matches, for so many seconds
    POST /api/v1/projects          request line; {{name}} is replaced by what was caught
    Content-Type: application/json
                                   blank line, body, then the expected answer:
    {"name": "shop"}

    => 201                         or 200|404, where the build decides
    Location: /x/{{id:int}}        headers that must be there
                                   blank line, then the body; nothing = not looked at
    {"id": "{{pid:uuid}}", "name": "shop", "...": "..."}

    ### @restart NAME=VALUE …      stop, set, start again on the same data (a step too)

Expected JSON must be equal. In its strings {{:kind}} matches a kind, {{name:kind}} catches
it, {{name}} is what was caught before ({{name:totp}}: a code of that secret); a string that is only one placeholder may match any
JSON value of its kind. "...": "..." lets other keys be, a last element "..." other
elements; ["...", X, "..."] is a list with X somewhere. Kinds: uuid int number bool text time hex file any null. Texts (headers, bodies that are
no JSON) are compared as a whole with placeholders, and "..." for anything.
A body "@file PATH" is read from the repository, "@bytes N" is so many letters; a header "Content-Encoding: gzip" on a request
packs its body.
"""
import argparse
import base64
import concurrent.futures
import glob
import gzip
import hmac
import json
import os
import re
import struct
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from openapi import Document  # noqa: E402
from server import CLOCK_MS, ROOT, Server, path_pattern, routes  # noqa: E402

ADMIN = ("admin@example.com", "correct horse battery staple")
KINDS = {
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "int": r"-?\d+", "number": r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", "bool": r"true|false",
    "text": r"[^\n]*", "any": r"(?s:.*)", "null": r"null",
    "file": r"[\w.-]+", "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", "hex": r"[0-9a-f]+",
}
PLACE = re.compile(r"\{\{(\w*)(?::(\w+))?\}\}")
# {{secret:totp}} in a request: the code of an authenticator app, RFC 6238, at the fixed clock.
TOTP_STEPS = {"totp_before": -1, "totp": 0, "totp_after": 1}


def totp(secret, step):
    moving = struct.pack(">Q", CLOCK_MS // 30000 + step)
    mac = hmac.new(base64.b32decode(secret), moving, "sha1").digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 10**6:06d}"


class Mismatch(Exception):
    pass


class Step:
    def __init__(self, title, line):
        self.title, self.line = title, line
        self.as_who, self.retry_s = None, 0.0
        self.method = self.target = None
        self.headers, self.body = [], ""
        self.status, self.want_headers, self.want_body = None, [], ""
        self.restart = None
        self.is_left_out = False


def parse(path):
    """(settings, needs_admin, [Step])"""
    env, admin, steps, step, part = {}, False, [], None, "top"
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("### "):
            title = line[4:].strip()
            step, part = Step(title, number), "pseudo"
            steps.append(step)
            if title.startswith("@restart"):
                step.restart = dict(word.split("=", 1) for word in title.split()[1:])
        elif step is None:
            word, _, rest = line.strip().partition(" ")
            if word == "@admin":
                admin = True
            elif word == "@env":
                name, _, value = rest.partition("=")
                env[name] = value
            elif line.strip() and not line.startswith("#"):
                raise ValueError(f"{path}:{number}: a step begins with ###")
        else:
            part = parse_line(step, part, line, f"{path}:{number}")
    for step in steps:
        step.body, step.want_body = step.body.strip("\n"), step.want_body.strip("\n")
        if step.restart is None and (step.method is None or step.status is None):
            raise ValueError(f"{path}:{step.line}: a step needs a request line and => STATUS")
    return env, admin, steps


def parse_line(step, part, line, where):
    if line.startswith("=> "):
        step.status = [int(s) for s in line[3:].split()[0].split("|")]
        return "want_headers"
    if part in ("pseudo", "headers", "want_headers") and line.strip() == "":
        return {"pseudo": "pseudo", "headers": "body", "want_headers": "want_body"}[part]
    if part == "pseudo":
        name, _, value = line.partition(":")
        if name.lower() == "as":
            step.as_who = value.strip()
        elif name.lower() == "needs":
            step.is_left_out = not os.path.exists(os.path.join(ROOT, value.strip()))
        elif name.lower() == "retry":
            step.retry_s = float(value)
        elif re.match(r"[A-Z]+ /", line):
            step.method, step.target = line.split(" ", 1)
            return "headers"
        elif not line.startswith("#"):
            raise ValueError(f"{where}: expected a request line")
        return "pseudo"
    if part in ("headers", "want_headers"):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{where}: expected Header: value")
        target = step.headers if part == "headers" else step.want_headers
        target.append((name.strip(), value.strip()))
        return part
    if part == "body":
        step.body += line + "\n"
    else:
        step.want_body += line + "\n"
    return part


class Matcher:
    """Compares what came with what was expected, and catches values."""

    def __init__(self, caught):
        self.caught = caught
        self.news = {}

    def fill(self, text):
        def value(m):
            if m.group(1) not in self.caught:
                raise Mismatch(f"{m.group(0)} was never caught")
            caught = str(self.caught[m.group(1)])
            return totp(caught, TOTP_STEPS[m.group(2)]) if m.group(2) in TOTP_STEPS else caught
        return PLACE.sub(value, text)

    def text(self, want, got, where):
        pattern, at = "", 0
        names = []
        for m in PLACE.finditer(want):
            pattern += self.quote(want[at:m.start()])
            name, kind = m.group(1), m.group(2)
            if kind is None:
                pattern += re.escape(self.fill(m.group(0)))
            else:
                names.append(name)
                pattern += "(" + KINDS[kind] + ")"
            at = m.end()
        pattern += self.quote(want[at:])
        found = re.fullmatch(pattern, got)
        if not found:
            raise Mismatch(f"{where}: expected {want!r}, got {got!r}")
        for name, value in zip(names, found.groups()):
            if name:
                self.news[name] = value

    @staticmethod
    def quote(text):
        return r"(?s:.*)".join(re.escape(part) for part in text.split("..."))

    def json(self, want, got, where="body"):
        if isinstance(want, str):
            self.json_string(want, got, where)
        elif isinstance(want, dict) and isinstance(got, dict):
            self.json_object(want, got, where)
        elif isinstance(want, list) and isinstance(got, list):
            self.json_list(want, got, where)
        elif type(want) is not type(got) and not (
                isinstance(want, (int, float)) and isinstance(got, (int, float))
                and not isinstance(want, bool) and not isinstance(got, bool)):
            raise Mismatch(f"{where}: expected {want!r}, got {short(got)}")
        elif want != got:
            raise Mismatch(f"{where}: expected {want!r}, got {short(got)}")

    def json_string(self, want, got, where):
        whole = PLACE.fullmatch(want)
        if whole and whole.group(2):
            name, kind = whole.group(1), whole.group(2)
            text = got if isinstance(got, str) else json.dumps(got)
            is_text_kind = kind in ("uuid", "text", "time", "hex")
            if (is_text_kind and not isinstance(got, str)) or (
                    kind in ("int", "number", "bool", "null") and isinstance(got, str)):
                raise Mismatch(f"{where}: expected {kind}, got {short(got)}")
            if not re.fullmatch(KINDS[kind], text):
                raise Mismatch(f"{where}: expected {kind}, got {short(got)}")
            if name:
                self.news[name] = text
            return
        if not isinstance(got, str):
            if whole and self.fill(want) == json.dumps(got):
                return
            raise Mismatch(f"{where}: expected {want!r}, got {short(got)}")
        if PLACE.search(want) or "..." in want:
            self.text(want, got, where)
        elif want != got:
            raise Mismatch(f"{where}: expected {want!r}, got {short(got)}")

    def json_object(self, want, got, where):
        is_open = want.get("...") == "..."
        for key, value in want.items():
            if key == "..." and is_open:
                continue
            if key not in got:
                raise Mismatch(f"{where}.{key}: missing; there are {sorted(got)}")
            self.json(value, got[key], f"{where}.{key}")
        extra = sorted(set(got) - set(want))
        if extra and not is_open:
            raise Mismatch(f"{where}: keys nobody expected: {extra}")

    def json_list(self, want, got, where):
        if len(want) == 3 and want[0] == want[2] == "...":
            self.json_any(want[1], got, where)
            return
        is_open = bool(want) and want[-1] == "..."
        want = want[:-1] if is_open else want
        if len(got) < len(want) or (len(got) > len(want) and not is_open):
            raise Mismatch(f"{where}: expected {len(want)} elements, got {len(got)}: {short(got)}")
        for i, value in enumerate(want):
            self.json(value, got[i], f"{where}[{i}]")

    def json_any(self, want, got, where):
        for value in got:
            try:
                self.json(want, value, where)
                return
            except Mismatch:
                pass
        raise Mismatch(f"{where}: no element is {want!r}: {short(got)}")


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 300 else text[:300] + "…"


class FileRun:
    def __init__(self, path, store, document, options):
        self.path, self.store, self.log, self.document = path, store, options.log, document
        self.env, self.admin, self.steps = parse(path)
        if self.admin:
            self.env.setdefault("ADMIN_EMAIL", ADMIN[0])
            self.env.setdefault("ADMIN_PASSWORD", ADMIN[1])
        self.server = Server(options.binary, store, self.env)
        self.caught, self.jars = {"admin_email": ADMIN[0], "admin_password": ADMIN[1]}, {}
        self.passed, self.failures, self.called = 0, [], []

    def run(self):
        name = f"{os.path.basename(self.path)} [{self.store}]"
        try:
            self.server.start()
            found = re.search(r"/setup\?code=([\w-]+)", self.server.output())
            if found:
                self.caught["setup_code"] = found.group(1)
            if self.admin:
                self.sign_in()
            for step in self.steps:
                if not step.is_left_out:
                    self.run_step(step, name)
        except (RuntimeError, OSError, Mismatch) as e:
            self.failures.append(f"{name}: {e}")
        text = self.server.read_log() if self.server.process or self.failures else ""
        code = self.server.close()
        if code != 0:
            self.failures.append(f"{name}: the server ended with {code}\n{text[-3000:]}")
        elif self.failures and self.log:
            self.failures.append(f"{name}: log\n{text[-6000:]}")
        return self

    def sign_in(self):
        body = json.dumps({"email": ADMIN[0], "password": ADMIN[1]}).encode()
        status, headers, text = self.server.request("POST", "/api/v1/auth/local/login", [], body)
        if status != 200:
            raise RuntimeError(f"@admin: sign-in answered {status} {text[:300]!r}")
        self.keep_cookie("admin", headers)

    def keep_cookie(self, jar, headers):
        for header, value in headers:
            if header.lower() == "set-cookie" and value.startswith("session="):
                self.jars[jar] = value.split(";")[0]

    def run_step(self, step, name):
        where = f"{name}:{step.line}: {step.title}"
        if step.restart is not None:
            self.server.stop()
            self.server.env.update(step.restart)
            self.server.start()
            self.passed += 1
            return
        end = time.monotonic() + step.retry_s
        while True:
            try:
                self.try_step(step)
                self.passed += 1
                return
            except Mismatch as e:
                if time.monotonic() >= end:
                    self.failures.append(f"{where}\n    {e}")
                    return
                time.sleep(0.05)

    def try_step(self, step):
        m = Matcher(self.caught)
        target, body = m.fill(step.target), self.body_of(step, m)
        headers = [(n, m.fill(v)) for n, v in step.headers]
        if step.as_who and step.as_who != "nobody":
            cookie = self.jars.get(step.as_who)
            if cookie:
                headers.append(("Cookie", cookie))
        self.called.append((step.method, target.split("?")[0]))
        status, got_headers, raw = self.server.request(step.method, target, headers, body)
        if status not in step.status:
            raise Mismatch(f"expected {'|'.join(map(str, step.status))}, got {status} {raw[:400]!r}")
        misfit = status != 405 and self.document.misfit(step.method, target, status, got_headers, raw)
        if misfit and step.method != "HEAD":
            raise Mismatch(f"{misfit} (flags and tables of the route's row say what it answers)")
        for header, want in step.want_headers:
            values = [v for n, v in got_headers if n.lower() == header.lower()]
            self.match_header(m, header, want, values)
        if step.want_body:
            self.match_body(m, step.want_body, raw.decode("utf-8", "replace"))
        self.caught.update(m.news)
        if step.as_who and step.as_who != "nobody":
            self.keep_cookie(step.as_who, got_headers)

    @staticmethod
    def match_header(m, header, want, values):
        if want == "(none)":
            if values:
                raise Mismatch(f"header {header}: expected none, got {values}")
            return
        if not values:
            raise Mismatch(f"header {header}: missing")
        m.text(want, values[0], f"header {header}")

    @staticmethod
    def body_of(step, m):
        if step.body.startswith("@bytes "):
            return b"x" * int(step.body[7:])
        if step.body.startswith("@file "):
            with open(os.path.join(ROOT, step.body[6:].strip()), "rb") as f:
                body = f.read()
        else:
            body = m.fill(step.body).encode()
        packed = any(n.lower() == "content-encoding" and v == "gzip" for n, v in step.headers)
        return gzip.compress(body, mtime=0) if packed else body

    @staticmethod
    def match_body(m, want, got):
        try:
            want_json = json.loads(want)
        except ValueError:
            m.text(want, got.rstrip("\n"), "body")
            return
        try:
            got_json = json.loads(got)
        except ValueError:
            raise Mismatch(f"body: no JSON: {got[:300]!r}") from None
        m.json(want_json, got_json)


def uncovered(binary, called):
    """Routes that no step has called with their method. Literal paths win, as in the router."""
    rows = sorted(routes(binary), key=lambda r: ("..." in r[1], r[1].count("{")))
    patterns = [(method, path, path_pattern(path)) for method, path, _, _ in rows]
    seen = set()
    for method, target in called:
        for row_method, path, pattern in patterns:
            if method == row_method and pattern.match(target):
                seen.add((row_method, path))
                break
    return [f"{m} {p}" for m, p, _ in patterns if (m, p) not in seen]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--no-coverage", action="store_true")
    parser.add_argument("--log", action="store_true", help="the server's log of failed files")
    parser.add_argument("files", nargs="*")
    o = parser.parse_args()
    o.binary = os.path.abspath(o.binary)
    files = o.files or sorted(glob.glob(os.path.join(ROOT, "tests/api/*.http")))
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    passed, failed, called = 0, 0, []
    guard, document = threading.Lock(), Document(o.binary)
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(lambda f=f, s=s: FileRun(f, s, document, o).run())
                for s in stores for f in files]
        for job in concurrent.futures.as_completed(jobs):
            done = job.result()
            with guard:
                passed += done.passed
                failed += len(done.failures)
                called += done.called
            for text in done.failures:
                print("FAIL " + text)
    if not o.files and not o.no_coverage:
        for row in uncovered(o.binary, called):
            print(f"FAIL no step in tests/api calls {row}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
