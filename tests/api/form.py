#!/usr/bin/env python3
"""form.py [--store sqlite|pg|both] [--binary PATH]

What holds for every operation of openapi.json alike, asked of each, generated from it, so
that a new route is tested as soon as it exists: wrong methods are 405 with the right Allow,
preflights 204, a slash at the end changes nothing, origins are checked, errors are JSON with
the request's id, bodies that are none are refused, and {project} and {issue} may be given in
each of their forms, to tokens of projects too. Prints "N passed, N failed".
"""
import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from openapi import BASE, Document  # noqa: E402
from run import ADMIN  # noqa: E402
from schema import Seed  # noqa: E402
from server import ROOT, Server, routes  # noqa: E402

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")
# Pressed in mail programs, which are no page of ours (RFC 8058); the link itself is the proof.
ANY_ORIGIN = {("POST", "/api/v1/auth/unsubscribe/{unsubscribe}"),
              ("POST", "/api/v1/projects/{hook_project}/trackers/{tracker}/webhook")}
OWN_ORIGIN = "http://gosnag.test"
CORS = {"access-control-allow-origin": OWN_ORIGIN, "access-control-allow-credentials": "true",
        "access-control-allow-methods": "GET, POST, PUT, DELETE, OPTIONS"}
BODY_MAX = 1 << 20
UNKNOWN = "0190eeee-0000-7000-8000-00000000dead"
# Operations that cannot be called plainly, and why.
ENDLESS = {("GET", BASE + "/stream")}
# Refused to tokens before the body is read, as unknown links of PUBLIC ones are.
BY_SESSION_ONLY = {("PUT", BASE + "/me/password"), ("POST", BASE + "/me/totp"),
                   ("PUT", BASE + "/me/totp"), ("DELETE", BASE + "/me/totp")}


# No operations, but where a browser goes: the page that shows them, the way to Google and back.
PAGES = {BASE + "/docs", BASE + "/auth/oidc/{provider}/start", BASE + "/auth/oidc/{provider}/callback",
         BASE + "/auth/oidc/finish"}


class Form:
    def __init__(self, binary, store):
        self.store, self.passed, self.failed = store, 0, 0
        self.binary = binary
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        self.document = Document(binary)

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL [{self.store}] {what}: {got!r}"[:600])

    def ask(self, method, path, body=b"", headers=(), token=None):
        """(status, {header: value}, body)"""
        sent = [("Authorization", f"Bearer {token or self.token}"), *headers]
        if token == "":
            sent = list(headers)
        status, got, raw = self.server.request(method, path, sent, body)
        return status, {n.lower(): v for n, v in got}, raw

    def fill(self, path, **other):
        """The path with names of objects that are there."""
        parts = []
        for part in path.split("/"):
            name = part[1:-1]
            if part.startswith("{"):
                part = other.get(name) or (self.names.get(name) or [UNKNOWN])[0]
            parts.append(part)
        return "/".join(parts)

    def is_error(self, answer, status):
        """Is it this error, in the form that all have?"""
        got, headers, raw = answer
        try:
            body = json.loads(raw)
        except ValueError:
            return False
        return (got == status and headers.get("content-type") == "application/json" and
                isinstance(body.get("error"), str) and body["error"] != "" and
                body.get("request_id") == headers.get("x-request-id") and
                set(body) >= {"error", "request_id"} and headers.get("cache-control") == "no-store" and
                headers.get("x-content-type-options") == "nosniff")

    def run(self):
        self.server.start()
        seed = Seed(self.server)
        self.token, self.doomed, self.names = seed.names()
        self.project_token = seed.call("POST", f"/projects/{self.names['project'][1]}/tokens",
                                       {"name": "form", "permission": "readwrite"})["token"]
        other = seed.call("POST", "/projects", {"name": "other"})
        self.other_token = seed.call("POST", f"/projects/{other['id']}/tokens",
                                     {"name": "form", "permission": "readwrite"})["token"]
        self.every_route_is_described()
        by_path = {}
        for method, path, operation in self.document.operations():
            by_path.setdefault(path, {})[method] = operation
        for path, methods in by_path.items():
            self.methods(path)
            self.origins(path, methods)
        for path, methods in by_path.items():
            for method, operation in methods.items():
                self.strangers(method, path, operation)
                self.bodies(method, path, operation)
                self.slashes(method, path)
                self.forms(method, path, operation)
        self.unknown_paths()
        self.check("the server ends well", self.server.close() == 0)

    def every_route_is_described(self):
        described = {(m, p) for m, p, _ in self.document.operations()}
        for method, path, _, _ in routes(self.binary):
            if path.startswith(BASE + "/") and path not in PAGES:
                self.check(f"{method} {path} stands in openapi.json", (method, path) in described)

    def methods(self, path):
        """Also those of {names} that the path may be taken for: /users/invite is a {user} to PUT."""
        known = [m for m in METHODS if self.document.find(m, self.fill(path)) is not None]
        allow = ", ".join(known)
        for method in METHODS:
            if method in known:
                continue
            status, headers, raw = answer = self.ask(method, self.fill(path))
            self.check(f"{method} {path} is 405", status == 405, status)
            self.check(f"{method} {path} says what is allowed", headers.get("allow") == allow, headers)
            if method == "HEAD":
                self.check(f"{method} {path} has no body", raw == b"", raw)
            else:
                self.check(f"{method} {path} is answered as JSON", self.is_error(answer, 405), raw)
        status, headers, raw = self.ask("OPTIONS", self.fill(path), token="")
        self.check(f"OPTIONS {path} is 204 for everybody", status == 204 and raw == b"", (status, raw))

    def origins(self, path, methods):
        own, foreign = ("Origin", OWN_ORIGIN), ("Origin", "https://evil.example.com")
        _, headers, _ = self.ask("PATCH", self.fill(path), headers=[own])
        self.check(f"{path} tells its own page's origin",
                   all(headers.get(n) == v for n, v in CORS.items()) and "Origin" in headers.get("vary", ""), headers)
        status, headers, raw = self.ask("OPTIONS", self.fill(path), headers=[own], token="")
        self.check(f"{path} answers a preflight", status == 204 and headers.get("access-control-max-age") == "600", headers)
        for method in [*methods, "OPTIONS"]:
            if (method, path) in ANY_ORIGIN:
                continue
            answer = self.ask(method, self.fill(path), headers=[foreign])
            self.check(f"{method} {path} refuses a foreign origin", self.is_error(answer, 403) and
                       "access-control-allow-origin" not in answer[1], answer)

    def strangers(self, method, path, operation):
        if operation["x-scope"] == "PUBLIC":
            return
        self.check(f"{method} {path} is 401 for strangers", self.is_error(self.ask(method, self.fill(path), token=""), 401))
        answer = self.ask(method, self.fill(path), token="gsn_" + "0" * 64)
        self.check(f"{method} {path} is 401 for an unknown token", self.is_error(answer, 401), answer)

    def bodies(self, method, path, operation):
        body = operation.get("requestBody")
        if body is None:
            return
        target, tries = self.fill(path), {"no JSON": b"{", "a number": b"7", "bad UTF-8": b'{"name":"\xff'}
        if body["required"]:
            tries["nothing"] = b""
        for what, text in tries.items():
            for kind in ("application/json", "text/plain"):  # nobody looks at it
                answer = self.ask(method, target, text, [("Content-Type", kind)])
                is_early = operation["x-scope"] == "PUBLIC" or (method, path) in BY_SESSION_ONLY
                good = [400, 401, 403, 404, 503] if is_early else [400]
                self.check(f"{method} {path} refuses {what} as {kind}", any(self.is_error(answer, s) for s in good), answer)
        answer = self.ask(method, target, b" " * (BODY_MAX + 1))
        self.check(f"{method} {path} refuses a body over its bound", self.is_error(answer, 413), answer)

    def slashes(self, method, path):
        if method != "GET" or (method, path) in ENDLESS:
            return
        plain, slash = self.ask(method, self.fill(path)), self.ask(method, self.fill(path) + "/")
        self.check(f"{method} {path}/ is the same", plain[0] == slash[0], (plain[0], slash[0]))
        self.check(f"{method} {path}// is nothing", self.ask(method, self.fill(path) + "//")[0] in (404, 405))

    def forms(self, method, path, operation):
        """{project} as uuid, number and slug, {issue} as uuid and short id."""
        if "{project}" not in path and "{issue}" not in path:
            return
        # What is no body ends a writing call when all names have led somewhere.
        body = b"" if method == "GET" else b"["
        is_deletion = method == "DELETE"
        known = [{"project": p} for p in self.names["project"]] if "{project}" in path else []
        known += [{"issue": i} for i in self.names["issue"]] if "{issue}" in path else []
        if is_deletion and path.count("{") == 1 and "{project}" in path and path.endswith("{project}"):
            return  # schema.py deletes some
        statuses = {json.dumps(names): self.ask(method, self.fill(path, **names), body)[0] for names in known}
        self.check(f"{method} {path} takes each form", len(set(statuses.values())) == 1 or is_deletion, statuses)
        wrong = {"project": "nowhere"} if "{project}" in path else {"issue": "NOWHERE-1"}
        self.check(f"{method} {path} knows no other", self.is_error(self.ask(method, self.fill(path, **wrong), body), 404))
        if "{project}" in path and operation["x-scope"] != "PUBLIC":
            self.tokens(method, path, body)

    def tokens(self, method, path, body):
        """A project's token is judged by the project that the name led to."""
        for name in self.names["project"]:
            answer = self.ask(method, self.fill(path, project=name), body, token=self.other_token)
            self.check(f"{method} {path} as {name} refuses another project's token", self.is_error(answer, 403), answer)
            if method == "GET":
                status = self.ask(method, self.fill(path, project=name), body, token=self.project_token)[0]
                own = self.document.find(method, path)["x-scope"]
                want = {"READ": (200, 404, 400)}.get(own, (401, 403))
                self.check(f"{method} {path} as {name} lets its own token in", status in want, status)

    def unknown_paths(self):
        for path in ("/api/v1/nothing", "/api/v1/projects/1/nothing", "/api/v1/issues/1/2/3", "/api/v1"):
            for method in METHODS:
                answer = self.ask(method, path)
                self.check(f"{method} {path} is 404", answer[0] == 404 if method == "HEAD" else self.is_error(answer, 404), answer)
        for path in ("/api/v1/projects/%zz", "/api/v1/projects/%ff%fe", "/api/v1/projects/a%00b"):
            answer = self.ask("GET", path)
            self.check(f"{path} is refused", self.is_error(answer, 400) or self.is_error(answer, 404), answer)


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
        form = Form(os.path.abspath(o.binary), store)
        form.run()
        passed, failed = passed + form.passed, failed + form.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
