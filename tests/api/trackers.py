#!/usr/bin/env python3
"""trackers.py [--binary PATH] [--store sqlite|pg|both] - tickets in trackers of others: made
once whoever asks, races or is killed; refused, limited, cut and slow answers; rules. The
trackers are on loopback and speak their vendors' wire format. "N passed, N failed".
"""
import argparse
import concurrent.futures
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import CLOCK_MS, ROOT, Server  # noqa: E402

TEAMS = 2  # of each store, side by side
WAIT_S = 60  # until a test gives up; on a busy machine all takes longer
NASTY = "boom @all `rm` <!-- x --> [y](javascript:z)"


class Vendor:
    """All four vendors under one address. `faults` is taken in turn before a request is
    answered: a status with headers and body; "cut", "slow" (closed without a word, after the
    work was done), "lost" (the same, and nothing was done), "html"; a function, called then."""

    def __init__(self):
        self.tickets = {}  # tracker: {key: {title, body, closed}}
        self.calls, self.faults, self.broken = [], [], None
        self.labels, self.refused = ["bug", "other"], False
        self.clock_ms = CLOCK_MS  # the server's
        self.lock = threading.Lock()
        vendor = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, value, headers=()):
                data = json.dumps(value).encode() if not isinstance(value, bytes) else value
                self.send_response(status)
                for name, text in headers:
                    self.send_header(name, text)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                value = json.loads(body) if body else None
                with vendor.lock:
                    vendor.calls.append((self.command, self.path, dict(self.headers), value))
                    fault = vendor.fault_for(self.command)
                try:
                    if isinstance(fault, tuple):
                        return self.answer(*fault)
                    if fault == "lost":
                        return self.connection.close()
                    if vendor.refused:
                        return self.answer(401, {"message": "Bad credentials"})
                    with vendor.lock:
                        status, out = vendor.route(self.command, self.path, value)
                    if callable(fault):
                        fault()
                    if fault == "cut":
                        self.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"ke")
                        self.wfile.flush()
                        return self.connection.close()
                    if fault == "html":
                        return self.answer(200, b"<html>sign in</html>")
                    self.answer(status, out)
                except OSError:
                    pass  # who called was killed
                return None

            do_GET = do_POST = do_PUT = do_PATCH = serve

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def fault_for(self, method):
        """What is done in the middle of a call waits for one that makes something: polls, which
        only read, may come in between."""
        is_meant = self.faults and (method == "POST" or not callable(self.faults[0]))
        return self.faults.pop(0) if is_meant else None

    def route(self, method, path, value):
        url = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(url.query))
        for pattern, name in (("/rest/api/3/(.*)", "jira"),
                              ("/api/v1/repos/shop/web(.*)", "gitea"),
                              ("/repos/shop/web(.*)", "github"),
                              (r"/api/v4/projects/shop%2Fweb(.*)", "gitlab")):
            found = re.fullmatch(pattern, url.path)
            if found:
                return getattr(self, name)(method, found.group(1), query, value)
        return 404, {"message": "Not Found"}

    def add(self, name, title, body, created=None):
        box = self.tickets.setdefault(name, {})
        key = f"SHOP-{len(box) + 1}" if name == "jira" else str(len(box) + 1)
        box[key] = {"key": key, "title": title, "body": body, "closed": False,
                    "created": created or time.strftime("%Y-%m-%dT%H:%M:%SZ",
                                                        time.gmtime(self.clock_ms // 1000))}
        return box[key]

    def jira(self, method, path, query, value):
        def view(t):
            state = {"key": "done"} if t["closed"] else {"key": "new"}
            return {"id": "1", "key": t["key"],
                    "fields": {"description": t["body"], "status": {"statusCategory": state}}}

        box = self.tickets.setdefault("jira", {})
        if path == "project/SHOP":
            return 200, {"key": "SHOP", "id": "10000"}
        if path.startswith("project/"):
            return 404, {"errorMessages": ["No project could be found with key 'NO'."], "errors": {}}
        if (method, path) == ("POST", "issue"):
            f = value["fields"]
            assert f["description"]["type"] == "doc" and f["description"]["version"] == 1, f
            if f["issuetype"]["name"] != "Bug":
                return 400, {"errorMessages": [], "errors": {"issuetype": "Specify an issue type"}}
            t = self.add("jira", f["summary"], f["description"])
            return 201, {"id": "1", "key": t["key"], "self": "x"}
        if path == "search/jql":
            assert 'project = "SHOP"' in query["jql"], query
            rows = list(reversed(box.values()))
            at = int(query.get("nextPageToken", "0"))
            page = {"issues": [view(t) for t in rows[at:at + 2]]}
            if at + 2 < len(rows):
                page["nextPageToken"] = str(at + 2)
            return 200, page
        key, _, more = path.removeprefix("issue/").partition("/")
        if key in box and more == "transitions":
            if method == "POST":
                assert value == {"transition": {"id": "11"}}, value
                box[key]["closed"] = False
                return 204, b""
            return 200, {"transitions": [
                {"id": "31", "to": {"statusCategory": {"key": "done"}}},
                {"id": "21", "to": {"statusCategory": {"key": "indeterminate"}}},
                {"id": "11", "to": {"statusCategory": {"key": "new"}}}]}
        if key in box:
            return 200, view(box[key])
        return 404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]}

    def forge(self, name, method, path, query, value):
        def view(t):
            return {"number": int(t["key"]), "title": t["title"], "body": t["body"],
                    "state": "closed" if t["closed"] else "open", "created_at": t["created"],
                    "html_url": f"https://forge.test/shop/web/issues/{t['key']}"}

        box = self.tickets.setdefault(name, {})
        if path == "":
            return 200, {"full_name": "shop/web", "has_issues": True}
        if path == "/labels":
            rows = [{"id": 7 + n, "name": label} for n, label in enumerate(self.labels)]
            size = min(int(query["limit"]), 30)  # a server may give less than is asked for
            return 200, rows[(int(query["page"]) - 1) * size:][:size]
        if path == "/issues" and method == "POST":
            return 201, view(self.add(name, value["title"], value["body"]))
        if path == "/issues":
            size = int(query.get("per_page") or query.get("limit"))
            rows = list(reversed(box.values()))
            return 200, [view(t) for t in rows[(int(query["page"]) - 1) * size:][:size]]
        key = path.removeprefix("/issues/")
        if key == self.broken:
            return 403, {"message": "Resource not accessible"}
        if key in box and method == "PATCH":
            box[key]["closed"] = value["state"] == "closed"
        return (200, view(box[key])) if key in box else (404, {"message": "Not Found"})

    def github(self, *args):
        return self.forge("github", *args)

    def gitea(self, *args):
        return self.forge("gitea", *args)

    def gitlab(self, method, path, query, value):
        def view(t):
            return {"iid": int(t["key"]), "description": t["body"],
                    "state": "closed" if t["closed"] else "opened",
                    "web_url": f"https://lab.test/shop/web/-/issues/{t['key']}"}

        box = self.tickets.setdefault("gitlab", {})
        if path == "":
            return 200, {"id": 3, "path_with_namespace": "shop/web"}
        if path == "/issues" and method == "POST":
            return 201, view(self.add("gitlab", value["title"], value["description"]))
        if path == "/issues":
            return 200, [view(t) for t in box.values() if query["search"] in t["body"]]
        key = path.removeprefix("/issues/")
        if key in box and method == "PUT":
            box[key]["closed"] = value["state_event"] == "close"
        return (200, view(box[key])) if key in box else (404, {"message": "404 Not found"})

    def made(self, name, word):
        return [t for t in self.tickets.get(name, {}).values() if word in t["title"]]

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Team:
    def __init__(self, binary, store, vendor):
        self.vendor = vendor
        self.server = Server(binary, store, {
            "ALLOW_PRIVATE_TARGETS": "true",
            "ADMIN_EMAIL": "admin@example.com", "ADMIN_PASSWORD": "long enough"})
        self.server.start()
        self.clock_ms, self.n, self.projects = CLOCK_MS, 0, {}
        self.login()

    def login(self):
        status, headers, text = self.server.request(
            "POST", "/api/v1/auth/local/login", [("Content-Type", "application/json")],
            json.dumps({"email": "admin@example.com", "password": "long enough"}).encode())
        if status != 200:
            raise RuntimeError(f"login: {status} {text!r}")
        self.cookie = dict((k.lower(), v) for k, v in headers)["set-cookie"].split(";")[0]

    def later(self, seconds, is_killed=False):
        """The same store, the clock so much later: what waits for its time is due."""
        if is_killed:
            self.server.process.kill()
            self.server.process.wait()
        elif self.server.process.poll() is None:
            self.server.stop()
        self.clock_ms += seconds * 1000
        self.vendor.clock_ms = self.clock_ms
        self.server.env["GOSNAG_CLOCK_MS"] = str(self.clock_ms)
        self.server.start()

    def clock(self):
        now = datetime.datetime.fromtimestamp(self.clock_ms / 1000, datetime.timezone.utc)
        return now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def has_ended(self, worker):
        """It has run at the clock of now."""
        return any(w["name"] == worker and w["last_ended_at"] == self.clock()
                   for w in self.call("GET", "/system/workers")["items"])

    def ask(self, method, path, body=None):
        status, _, text = self.server.request(
            method, "/api/v1" + path, [("Cookie", self.cookie)],
            json.dumps(body).encode() if body is not None else b"")
        return status, json.loads(text) if text else None

    def call(self, method, path, body=None):
        status, value = self.ask(method, path, body)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {value!r}")
        return value

    def project(self, name, *trackers):
        p = self.call("POST", "/projects", {"name": name})
        key = re.search(r"//([0-9a-f]+)@", p["dsn"]).group(1)
        self.projects[name] = (p["numeric_id"], key)
        url = self.vendor.url
        if "jira" in trackers:
            self.call("PUT", f"/projects/{name}", {
                "jira_base_url": url + "/", "jira_email": "a@b.c", "jira_api_token": "jt",
                "jira_project_key": "SHOP"})
        if "github" in trackers:
            self.call("PUT", f"/projects/{name}", {"github_owner": "shop", "github_repo": "web",
                                                   "github_token": "gt"})
            self.call("PUT", f"/projects/{name}/trackers/github", {"base_url": url})
        if "gitlab" in trackers:
            self.call("PUT", f"/projects/{name}/trackers/gitlab", {
                "base_url": url, "project": "shop/web", "token": "lt", "labels": "bug"})
        if "gitea" in trackers:
            self.call("PUT", f"/projects/{name}/trackers/gitea", {
                "base_url": url, "owner": "shop", "repo": "web", "token": "et",
                "labels": "Bug, none"})

    def event(self, project, message, **more):
        """Sends one event, waits until it is digested; the issue's id."""
        number, key = self.projects[project]
        self.n += 1
        body = {"event_id": f"{self.n:032x}", "message": message, **more}
        status, _, text = self.server.request(
            "POST", f"/api/{number}/store/?sentry_key={key}", [], json.dumps(body).encode())
        if status != 200:
            raise RuntimeError(f"event: {status} {text!r}")
        found = lambda: self.call("GET", f"/events/lookup?id={self.n:032x}")  # noqa: E731
        until(lambda: found()["place"] == "stored", f"event {self.n}")
        return found()["issue"]

    def issue(self, project, i):
        return self.call("GET", f"/projects/{project}/issues/{i}")

    def rows(self, project, i):
        return {r["tracker"]: r for r in self.call("GET", f"/projects/{project}/issues/{i}/trackers")}

    def make(self, project, i, tracker):
        return self.ask("POST", f"/projects/{project}/issues/{i}/{tracker}")


def until(ask, what):
    end = time.monotonic() + WAIT_S
    while True:
        try:
            if ask():
                return
        except RuntimeError:
            pass
        if time.monotonic() > end:
            raise AssertionError(f"waited {WAIT_S} s for {what}")
        time.sleep(0.05)


STACK = {"exception": {"values": [{"type": "E", "value": NASTY, "stacktrace": {"frames": [
    {"filename": f"f{n}.py", "lineno": n, "function": f"run{n}"} for n in range(1, 13)]}}]}}


def test_jira_gets_a_document_with_frames_and_link_and_the_issue_its_key(team, vendor):
    team.project("jira", "jira")
    i = team.event("jira", NASTY, **STACK)
    status, out = team.make("jira", i, "jira")
    assert status == 201 and out == {"key": "SHOP-1", "url": vendor.url + "/browse/SHOP-1"}, out
    method, path, headers, body = vendor.calls[-1]
    assert (method, path) == ("POST", "/rest/api/3/issue"), vendor.calls
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"a@b.c:jt").decode(), headers
    fields = body["fields"]
    assert fields["project"] == {"key": "SHOP"} and fields["issuetype"] == {"name": "Bug"}, fields
    assert fields["summary"].startswith("[GoSnag] E: boom"), fields
    parts = fields["description"]["content"]
    code = [p for p in parts if p["type"] == "codeBlock"][0]["content"][0]["text"]
    assert code.split("\n")[0] == "f12.py:12 in run12" and len(code.split("\n")) == 10, code
    links = [m["attrs"]["href"] for p in parts for t in p["content"] for m in t.get("marks", [])]
    assert links == [f"http://gosnag.test/projects/{team.issue('jira', i)['project_id']}/issues/{i}"]
    issue = team.issue("jira", i)
    assert issue["jira_ticket_key"] == "SHOP-1" and issue["jira_ticket_url"] == out["url"], issue
    line = team.call("GET", f"/projects/jira/issues/{i}/activities")["activities"][0]
    assert (line["action"], line["new_value"], line["user_id"]) == ("jira_linked", "SHOP-1", None)
    assert line["metadata"] == {"url": out["url"]}, line
    status, out = team.make("jira", i, "jira")
    assert status == 409 and out["code"] == "linked" and len(vendor.made("jira", "boom")) == 1
    assert team.call("POST", "/projects/jira/jira/test") == {"ok": True}


def test_github_gets_markdown_and_the_issue_its_number(team, vendor):
    team.project("github", "github")
    i = team.event("github", NASTY, **STACK)
    status, out = team.make("github", i, "github")
    assert status == 201 and out["number"] == 1 and out["url"].endswith("/web/issues/1"), out
    method, path, headers, body = vendor.calls[-1]
    assert (method, path) == ("POST", "/repos/shop/web/issues"), vendor.calls
    assert headers["Authorization"] == "Bearer gt", headers
    assert headers["Accept"] == "application/vnd.github+json", headers
    assert headers["X-GitHub-Api-Version"] == "2022-11-28", headers
    assert body["labels"] == ["bug"] and "<details>" in body["body"], body
    assert "```\nf12.py:12 in run12\n" in body["body"], body["body"]
    issue = team.issue("github", i)
    assert issue["github_issue_number"] == 1 and issue["github_issue_url"] == out["url"], issue
    line = team.call("GET", f"/projects/github/issues/{i}/activities")["activities"][0]
    assert (line["action"], line["new_value"]) == ("github_linked", "#1"), line
    assert team.call("POST", "/projects/github/github/test") == {"ok": True}


def test_gitlab_and_gitea_get_theirs_in_their_own_words(team, vendor):
    team.project("both", "gitlab", "gitea")
    i = team.event("both", "lab boom")
    status, out = team.make("both", i, "gitlab")
    assert status == 201 and out == {"number": 1, "url": "https://lab.test/shop/web/-/issues/1"}, out
    _, path, headers, body = vendor.calls[-1]
    assert path == "/api/v4/projects/shop%2Fweb/issues" and headers["PRIVATE-TOKEN"] == "lt"
    assert body["labels"] == "bug" and "[Open " in body["description"], body
    status, out = team.make("both", i, "gitea")
    assert status == 201 and out["number"] == 1, out
    _, path, headers, body = vendor.calls[-1]
    assert path == "/api/v1/repos/shop/web/issues" and headers["Authorization"] == "token et"
    assert body["labels"] == [7], body
    for name in ("gitlab", "gitea"):
        assert team.call("POST", f"/projects/both/{name}/test") == {"ok": True}
        assert team.rows("both", i)[name]["state"] == "linked"


def test_a_failure_is_told_in_their_words_and_can_be_mended(team, vendor):
    team.project("words", "jira", "github")
    i = team.event("words", "worded boom")
    team.call("PUT", "/projects/words", {"jira_issue_type": "Nope"})
    status, out = team.make("words", i, "jira")
    assert status == 502 and out["error"] == \
        "Jira refuses this (400): issuetype: Specify an issue type", out
    assert team.rows("words", i)["jira"]["state"] == "failed"
    team.call("PUT", "/projects/words", {"jira_issue_type": "Bug"})
    assert team.make("words", i, "jira")[0] == 201
    vendor.faults = [(401, {"message": "Bad credentials"})]
    assert team.make("words", i, "github")[1]["error"] == \
        "GitHub refuses this account or token (401): Bad credentials"
    vendor.faults = [(422, {"message": "Validation Failed",
                            "errors": [{"resource": "Issue", "field": "title", "code": "missing"}]})]
    assert team.make("words", i, "github")[1]["error"] == \
        "GitHub refuses this (422): Validation Failed; title: missing"
    vendor.faults = ["html"]
    out = team.call("POST", "/projects/words/github/test")
    assert not out["ok"] and "not its language" in out["error"], out
    team.call("PUT", "/projects/words", {"jira_project_key": "NO"})
    out = team.call("POST", "/projects/words/jira/test")
    assert out["error"] == ("Jira has no such project or ticket, or hides it from this account "
                            "(404): No project could be found with key 'NO'."), out


def test_twenty_who_ask_at_once_get_one_ticket(team, vendor):
    team.project("race", "github")
    i = team.event("race", "raced boom")
    got = []

    def ask():
        got.append(team.make("race", i, "github")[0])

    threads = [threading.Thread(target=ask) for _ in range(20)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert got.count(201) == 1 and set(got) <= {201, 409, 503}, got
    assert len(vendor.made("github", "raced")) == 1


def test_a_ticket_that_is_there_is_linked_and_let_go(team, vendor):
    team.project("link", "jira", "github")
    i = team.event("link", "linked boom")
    there = vendor.add("jira", "by hand", {})["key"]
    link = f"/projects/link/issues/{i}/jira/link"
    out = team.call("PUT", link, {"key": f"{vendor.url}/browse/{there.lower()}?x=1"})
    assert out["key"] == there and team.issue("link", i)["jira_ticket_key"] == there, out
    assert team.ask("PUT", link, {"key": there})[0] == 409
    assert team.make("link", i, "jira")[0] == 409
    assert team.ask("DELETE", link)[0] == 204 and team.ask("DELETE", link)[0] == 204
    assert team.issue("link", i)["jira_ticket_key"] is None
    status, out = team.ask("PUT", link, {"key": "SHOP-999"})
    assert status == 400 and out["field"] == "key", out
    link = f"/projects/link/issues/{i}/github/link"
    assert team.ask("PUT", link, {"key": "x"})[0] == 400
    there = vendor.add("github", "by hand", "")["key"]
    for home in ("https://forge.test/other/web", "https://forge.test/shop/web2", "http://x"):
        status, out = team.ask("PUT", link, {"key": f"{home}/issues/{there}"})
        assert status == 400 and out["field"] == "key", (home, out)
    assert team.call("PUT", link, {"key": f"https://Forge.test/Shop/web/issues/{there}#x"})["number"]


def test_a_rule_makes_one_ticket_and_asks_for_patience_are_heard(team, vendor):
    team.project("rule", "github")
    team.call("POST", "/projects/rule/github/rules",
              {"name": "third", "enabled": True, "min_events": 3, "title_pattern": "ruled"})
    for n in range(5):
        i = team.event("rule", "ruled boom")
        if n == 1:
            assert team.rows("rule", i) == {}
    until(lambda: team.issue("rule", i)["github_issue_number"], "the rule's ticket")
    assert team.rows("rule", i)["github"]["origin"] == "rule"
    team.call("POST", "/projects/rule/github/rules", {"name": "all", "enabled": True})
    reset = str(team.clock_ms // 1000 + 900)
    vendor.faults = [(403, {"message": "API rate limit exceeded"},
                      [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", reset)])]
    i = team.event("rule", "limited boom")
    until(lambda: "patience" in team.rows("rule", i)["github"]["error"], "the refusal")
    team.later(600)
    assert not team.issue("rule", i)["github_issue_number"]
    waiting = lambda: team.call("GET", "/system/outbox?state=waiting")["items"]  # noqa: E731
    until(lambda: len(waiting()) == 1, "only the limited one to wait")
    assert waiting()[0]["due_at"] == "2026-11-24T10:15:00Z", waiting()
    team.later(400)
    until(lambda: team.issue("rule", i)["github_issue_number"], "the ticket, later")
    assert len(vendor.made("github", "ruled")) == 1 and len(vendor.made("github", "limited")) == 1


def test_what_ends_in_the_dark_is_looked_up_before_it_is_made_again(team, vendor):
    team.project("dark", "jira", "github", "gitlab", "gitea")
    i = team.event("dark", "dark boom")
    for name in ("jira", "github", "gitlab", "gitea"):
        vendor.faults = (["none"] * 2 if name == "gitea" else []) + ["cut"]  # labels, two pages
        status, out = team.make("dark", i, name)
        assert status == 502, (name, status, out)
        assert team.rows("dark", i)[name]["state"] == "wanted"
        assert len(vendor.made(name, "dark")) == 1
    other = team.event("dark", "lost boom")
    vendor.faults = ["lost"]
    assert team.make("dark", other, "github")[0] == 502
    status, out = team.make("dark", other, "github")
    assert status == 502 and "not known yet" in out["error"], out  # it may still come to be
    for n in range(25):  # others' tickets stand before it: pages are turned
        vendor.add("github", "noise", "noise")
        if n < 12:
            vendor.add("jira", "noise", {})
    assert team.make("dark", i, "jira")[0] == 201  # found, so nothing is waited for
    team.later(120)
    until(lambda: all(r["state"] == "linked" for r in team.rows("dark", i).values()), "all four")
    until(lambda: team.issue("dark", other)["github_issue_number"], "the lost one")
    for name in ("jira", "github", "gitlab", "gitea"):
        assert len(vendor.made(name, "dark")) == 1, name
    assert len(vendor.made("github", "lost")) == 1


def test_one_that_may_be_behind_the_pages_read_is_not_made_again(team, vendor):
    team.project("busy", "jira", "github", "gitea")
    i = team.event("busy", "busy boom")
    for name in ("jira", "github", "gitea"):
        vendor.faults = (["none"] * 2 if name == "gitea" else []) + ["cut"]  # labels, two pages
        assert team.make("busy", i, name)[0] == 502
        for _ in range(21 if name == "jira" else 201):
            vendor.add(name, "noise", {} if name == "jira" else "noise")
    team.later(60)
    for name in ("jira", "github", "gitea"):
        until(lambda: "so many" in team.rows("busy", i)[name]["error"], f"{name} to give up")
        status, out = team.make("busy", i, name)
        assert status == 502 and "so many new tickets" in out["error"], (name, out)
        assert len(vendor.made(name, "busy")) == 1, name
    other = team.event("busy", "quiet boom")
    vendor.faults = ["lost"]
    assert team.make("busy", other, "github")[0] == 502
    for _ in range(201):
        vendor.add("github", "noise", "noise", "2026-11-24T09:00:00Z")  # older than the call
    team.later(60)
    until(lambda: team.issue("busy", other)["github_issue_number"], "the one that was not made")
    assert len(vendor.made("github", "quiet")) == 1


HUSH = "hush"
NAMES = ("jira", "github", "gitlab", "gitea")


def told(team, project, name, key, is_closed, secret=HUSH, at=None):
    """The vendor's webhook, about what happened at that second of the day; its status."""
    def when(form):
        return {} if at is None else form % f"10:00:{at:02}"

    if name == "jira":
        state = {"statusCategory": {"key": "done" if is_closed else "new"}}
        fields = {"status": state}
        if at is not None:
            fields["updated"] = when("2026-11-24T%s.000+0000")
        body = {"webhookEvent": "jira:issue_updated",
                "issue": {"id": "1", "key": key, "fields": fields}}
    elif name == "gitlab":
        body = {"object_kind": "issue", "project": {"id": 3, "path_with_namespace": "shop/web"},
                "object_attributes": {"iid": int(key), "state": "closed" if is_closed else "opened"}}
        if at is not None:
            body["object_attributes"]["updated_at"] = when("2026-11-24 %s UTC")
    else:
        body = {"action": "closed" if is_closed else "reopened",
                "repository": {"full_name": "Shop/web"},
                "issue": {"number": int(key), "html_url": "https://forge.test/x",
                          "state": "closed" if is_closed else "open"}}
        if at is not None:
            body["issue"]["updated_at"] = when("2026-11-24T%sZ")
    data = json.dumps(body).encode()
    sum_ = hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()
    header = {"jira": ("X-Hub-Signature", "sha256=" + sum_), "gitlab": ("X-Gitlab-Token", secret),
              "github": ("X-Hub-Signature-256", "sha256=" + sum_),
              "gitea": ("X-Gitea-Signature", sum_)}[name]
    path = f"/api/v1/projects/{project}/trackers/{name}/webhook"
    return team.server.request("POST", path, [header], data)[0]


def two_way(team, project, **more):
    shown = {r["tracker"]: r for r in team.call("GET", f"/projects/{project}/trackers")}
    for name in [n for n in NAMES if shown[n]["configured"]]:
        keep = {"gitea": ("base_url", "owner", "repo"), "gitlab": ("base_url", "project"),
                "github": ("base_url",), "jira": ()}[name]
        team.call("PUT", f"/projects/{project}/trackers/{name}",
                  {**{k: shown[name][k] for k in keep}, "webhook_secret": HUSH, **more})


def test_done_resolves_and_coming_back_reopens_each_once(team, vendor):
    team.project("two", *NAMES)
    two_way(team, "two", closed_resolves=True, reopen_reopens=True)
    made = {}
    for name in NAMES:
        i = team.event("two", f"two-way {name}")
        assert team.make("two", i, name)[0] == 201
        made[name] = i, team.rows("two", i)[name]["key"]
    for name, (i, key) in made.items():
        assert told(team, "two", name, key, True, "guessed") == 401
        assert team.issue("two", i)["status"] == "open"
        vendor.tickets[name][key]["closed"] = True
        assert told(team, "two", name, key, True) == 204
        issue = team.issue("two", i)
        assert issue["status"] == "resolved", (name, issue)
        assert told(team, "two", name, key, True) == 204
        assert team.issue("two", i)["version"] == issue["version"], name  # once
        lines = team.call("GET", f"/projects/two/issues/{i}/activities")["activities"]
        assert f"{name}_closed" in [a["action"] for a in lines], lines
    calls = len(vendor.calls)
    for name, (i, _) in made.items():
        if name == "jira":  # by an event; the others by a person
            team.call("PUT", f"/projects/two/issues/{i}", {"status": "resolved",
                                                           "cooldown_minutes": 0})
            team.event("two", "two-way jira")
        else:
            team.call("PUT", f"/projects/two/issues/{i}", {"status": "open"})
    assert len(vendor.calls) == calls  # may be undone for ten seconds
    team.later(20)
    until(lambda: not any(vendor.tickets[n][k]["closed"] for n, (_, k) in made.items()), "reopening")
    for name, (i, key) in made.items():
        until(lambda: not team.rows("two", i)[name]["closed"], "the note")
        assert told(team, "two", name, key, False) == 204
        assert team.issue("two", i)["status"] in ("open", "reopened"), name
    writes = [c for c in vendor.calls[calls:] if c[0] != "GET"]
    assert len(writes) == 4, writes  # no loops


def test_a_webhook_that_is_told_again_resolves_nothing_that_came_back(team, vendor):
    team.project("replay", *NAMES)
    two_way(team, "replay", closed_resolves=True)
    for name in NAMES:
        i = team.event("replay", f"replayed {name}")
        assert team.make("replay", i, name)[0] == 201
        key = team.rows("replay", i)[name]["key"]
        status = lambda: team.issue("replay", i)["status"]  # noqa: E731
        assert told(team, "replay", name, key, True, at=5) == 204
        assert status() == "resolved", name
        team.call("PUT", f"/projects/replay/issues/{i}", {"status": "open"})
        assert told(team, "replay", name, key, False, at=9) == 204
        assert not team.rows("replay", i)[name]["closed"], name
        for at in (5, 9):  # the very one of before, and one of the same second
            assert told(team, "replay", name, key, True, at=at) == 204
            assert status() == "open", (name, at)
        assert told(team, "replay", name, key, True, at=10) == 204
        assert status() == "resolved", name
        assert told(team, "replay", name, key, False, at=10) == 204  # reopened within the second
        assert not team.rows("replay", i)[name]["closed"], name


def test_who_guesses_the_address_of_a_webhook_learns_nothing(team, vendor):
    team.project("guess", "jira")
    team.project("guessed", "jira")
    two_way(team, "guessed", closed_resolves=True)
    answers = set()
    for project in ("nowhere", "guess", "guessed", "7777", "0190aaaa-0000-7000-8000-000000000001"):
        status, _, text = team.server.request(
            "POST", f"/api/v1/projects/{project}/trackers/jira/webhook",
            [("X-Hub-Signature", "sha256=" + "0" * 64)], b"{}")
        answers.add((status, json.loads(text)["error"]))
    assert answers == {(401, "X-Hub-Signature does not prove this call")}, answers


def test_a_refused_ticket_of_a_rule_fails_and_is_made_once_the_token_is_saved_anew(team, vendor):
    team.project("again", "github", "gitea")
    for name in ("github", "gitea"):
        team.call("POST", f"/projects/again/{name}/rules", {"name": "all", "enabled": True})
    vendor.refused = True
    i = team.event("again", "refused boom")
    rows = lambda: team.rows("again", i)  # noqa: E731
    for name in ("github", "gitea"):
        until(lambda: rows()[name]["state"] == "failed", f"{name} to fail")
        assert "refuses this account or token (401)" in rows()[name]["error"], rows()
    asked = lambda: [c[1] for c in vendor.calls if c[0] == "POST"]  # noqa: E731
    before = asked()
    team.later(90)
    until(lambda: team.has_ended("tracker.again"), "a look at what failed")
    assert asked() == before and rows()["github"]["state"] == "failed", rows()
    vendor.refused = False
    team.later(1)
    team.call("PUT", "/projects/again", {"github_token": "new"})
    shown = {r["tracker"]: r for r in team.call("GET", "/projects/again/trackers")}["gitea"]
    team.call("PUT", "/projects/again/trackers/gitea",
              {"base_url": shown["base_url"], "owner": "shop", "repo": "web", "token": "new"})
    team.later(90)
    for name in ("github", "gitea"):
        until(lambda: rows()[name]["state"] == "linked", f"the ticket in {name}")
        assert len(vendor.made(name, "refused")) == 1, name


def test_what_an_admin_has_tried_again_is_tried_and_one_that_nobody_tries_has_failed(team, vendor):
    team.project("admin", "github")
    team.call("POST", "/projects/admin/github/rules", {"name": "all", "enabled": True})
    vendor.refused = True
    i = team.event("admin", "retried boom")
    until(lambda: team.rows("admin", i)["github"]["state"] == "failed", "the refusal")
    vendor.refused = False
    dead = [d for d in team.call("GET", "/system/outbox?state=dead")["items"]
            if d["channel"] == "github"]
    team.call("POST", f"/system/outbox/{dead[0]['id']}/retry")
    until(lambda: team.rows("admin", i)["github"]["state"] == "linked", "the retry")
    team.call("PUT", "/projects/admin/trackers/github", {"base_url": "http://127.0.0.1:1"})
    i = team.event("admin", "nobody boom")
    row = lambda: team.rows("admin", i)["github"]  # noqa: E731
    noted = lambda n: any(  # noqa: E731
        (d["attempts"], d["state"]) == (n, "dead" if n == 12 else "waiting") and not d["running"]
        for state in ("waiting", "dead")
        for d in team.call("GET", f"/system/outbox?state={state}")["items"])
    for n in range(12):  # of the outbox; its longest pause is some four hours
        until(lambda: row()["updated_at"] == team.clock() and noted(n + 1), f"attempt {n + 1}")
        assert row()["state"] == ("failed" if n == 11 else "wanted"), (n, row())
        team.later(5 * 3600)


def test_a_rule_whose_tracker_was_taken_away_says_so(team, vendor):
    team.project("away", "gitea")
    team.call("POST", "/projects/away/gitea/rules", {"name": "all", "enabled": True})
    vendor.faults = [(429, {"message": "slow down"}, [("Retry-After", "60")])]
    i = team.event("away", "away boom")
    until(lambda: team.rows("away", i)["gitea"]["error"], "the first attempt")
    team.call("PUT", "/projects/away/trackers/gitea", {"clear": ["token"]})
    team.later(120)
    until(lambda: team.rows("away", i)["gitea"]["state"] == "failed", "the end")
    assert "Gitea is not set up" in team.rows("away", i)["gitea"]["error"]


def test_asked_for_patience_it_says_until_when(team, vendor):
    team.project("patient", "github")
    i = team.event("patient", "patient boom")
    at = team.clock_ms // 1000 + 900
    words = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
    vendor.faults = [(429, {"message": "slow down"}, [("X-RateLimit-Reset", str(at))])]
    status, out = team.make("patient", i, "github")
    assert status == 502 and out["error"] == \
        f"GitHub asks for patience until {words} (429): slow down", out
    assert team.rows("patient", i)["github"]["not_before"] == words
    assert team.make("patient", i, "github")[0] == 201
    assert team.rows("patient", i)["github"]["not_before"] is None


def test_a_poll_asks_all_of_them_and_labels_are_found_on_every_page(team, vendor):
    team.project("many", "gitea")
    vendor.labels = [f"label {n}" for n in range(64)] + ["bug"]
    i = team.event("many", "labelled boom")
    assert team.make("many", i, "gitea")[0] == 201
    assert vendor.calls[-1][3]["labels"] == [7 + 64], vendor.calls[-1]
    two_way(team, "many", closed_resolves=True, poll_minutes=5)
    issues = [i]
    for n in range(64):
        i = team.event("many", f"many {chr(97 + n // 26)}{chr(97 + n % 26)} boom")
        key = vendor.add("gitea", f"many {n}", "by hand")["key"]
        team.call("PUT", f"/projects/many/issues/{i}/gitea/link", {"key": key})
        issues.append(i)
    for t in vendor.tickets["gitea"].values():
        t["closed"] = True
    team.later(400)
    until(lambda: all(team.issue("many", one)["status"] == "resolved" for one in issues), "all 65")


def test_a_ticket_is_looked_at_first_and_called_as_one_likes(team, vendor):
    team.project("named", "jira", "github")
    i = team.event("named", NASTY, **STACK)
    shown = team.call("GET", f"/projects/named/issues/{i}/trackers/preview")
    assert shown["title"].startswith("[GoSnag] E: boom"), shown
    assert shown["frames"].startswith("f12.py:12 in run12\n") and "Level: error\n" in shown["facts"]
    assert shown["url"].endswith(f"/issues/{i}"), shown
    path = f"/projects/named/issues/{i}"
    assert team.ask("POST", path + "/github", {"title": "Cart <b>breaks</b>"})[0] == 201
    assert vendor.calls[-1][3]["title"] == "Cart <b>breaks</b>", vendor.calls[-1]
    assert team.ask("POST", path + "/jira", {"title": " "})[0] == 201
    assert vendor.calls[-1][3]["fields"]["summary"] == shown["title"], vendor.calls[-1]


def test_the_title_one_chose_outlives_a_failure_and_the_newest_counts(team, vendor):
    team.project("titled", "github")
    path = f"/projects/titled/issues/{team.event('titled', 'titled boom')}/github"
    title = lambda: vendor.calls[-1][3]["title"]  # noqa: E731
    vendor.faults = [(422, {"message": "Validation Failed"})]
    assert team.ask("POST", path, {"title": "Cart breaks"})[0] == 502
    assert team.ask("POST", path)[0] == 201 and title() == "Cart breaks", vendor.calls[-1]
    path = f"/projects/titled/issues/{team.event('titled', 'renamed boom')}/github"
    vendor.faults = [(429, {"message": "slow down"})]
    assert team.ask("POST", path, {"title": "First thought"})[0] == 502
    assert team.ask("POST", path, {"title": "Second thought"})[0] == 201
    assert title() == "Second thought", vendor.calls[-1]


def test_what_a_person_asked_for_fails_in_the_end_too_and_an_admin_may_have_it_tried(team, vendor):
    team.project("spare", "github")
    i = team.event("spare", "spare boom")
    row = lambda: team.rows("spare", i)["github"]  # noqa: E731
    vendor.faults = [(429, {"message": "slow down"})]
    assert team.make("spare", i, "github")[0] == 502 and row()["state"] == "wanted", row()
    vendor.refused = True
    team.later(120)
    until(lambda: row()["state"] == "failed", "the refusal")
    assert "refuses this account or token (401)" in row()["error"], row()
    vendor.refused = False
    dead = lambda: [d for d in team.call("GET", "/system/outbox?state=dead")["items"]  # noqa: E731
                    if d["channel"] == "github" and d["done_at"] == team.clock()]
    until(dead, "the outbox to give up")
    team.call("POST", f"/system/outbox/{dead()[0]['id']}/retry")
    until(lambda: row()["state"] == "linked", "the retry")


def test_each_direction_has_its_switch_and_polls_tell_the_same(team, vendor):
    team.project("poll", *NAMES)
    two_way(team, "poll")
    i = team.event("poll", "polled boom")
    for name in NAMES:
        assert team.make("poll", i, name)[0] == 201
        key = team.rows("poll", i)[name]["key"]
        vendor.tickets[name][key]["closed"] = True
        assert told(team, "poll", name, key, True) == 204
        assert team.rows("poll", i)[name]["closed"]
    assert team.issue("poll", i)["status"] == "open"
    team.call("PUT", f"/projects/poll/issues/{i}", {"status": "resolved"})
    team.call("PUT", f"/projects/poll/issues/{i}", {"status": "open"})
    other = team.event("poll", "polled too")
    assert team.make("poll", other, "github")[0] == 201
    key = team.rows("poll", other)["github"]["key"]
    two_way(team, "poll", closed_resolves=True, poll_minutes=5)
    vendor.tickets["github"][key]["closed"] = True
    team.later(400)
    until(lambda: team.issue("poll", other)["status"] == "resolved", "the poll")
    assert team.issue("poll", i)["status"] == "open"  # that they are closed was known
    assert all(t["closed"] for n in NAMES for t in vendor.made(n, "polled"))


def test_a_ticket_that_cannot_be_read_keeps_no_poll_from_the_others(team, vendor):
    team.project("stuck", "github")
    made = []
    for word in ("stuck one", "stuck two"):
        i = team.event("stuck", word)
        assert team.make("stuck", i, "github")[0] == 201
        made.append((i, team.rows("stuck", i)["github"]["key"]))
    two_way(team, "stuck", closed_resolves=True, poll_minutes=5)
    vendor.tickets["github"][made[1][1]]["closed"] = True
    vendor.broken, calls = made[0][1], len(vendor.calls)
    team.later(400)
    until(lambda: len(vendor.calls) > calls and team.has_ended("tracker.poll"), "the first poll")
    team.later(400)
    until(lambda: team.issue("stuck", made[1][0])["status"] == "resolved", "the other")


def test_tickets_and_projects_may_be_long(team, vendor):
    team.project("long", "jira", "github")
    i = team.event("long", "long boom")
    key = vendor.add("github", "long", "\u20ac" * 65536)["key"]
    assert team.call("PUT", f"/projects/long/issues/{i}/github/link", {"key": key})["number"] == int(key)
    vendor.faults = [(200, {"key": "SHOP", "versions": ["1.0"] * 20000})]
    assert team.call("POST", "/projects/long/jira/test") == {"ok": True}


def test_one_that_was_open_already_is_known_to_be_so(team, vendor):
    team.project("open", "github")
    two_way(team, "open", closed_resolves=True, reopen_reopens=True)
    i = team.event("open", "opened boom")
    assert team.make("open", i, "github")[0] == 201
    key = team.rows("open", i)["github"]["key"]
    assert told(team, "open", "github", key, True) == 204  # over there it was reopened meanwhile
    team.call("PUT", f"/projects/open/issues/{i}", {"status": "open"})
    team.later(20)
    until(lambda: not team.rows("open", i)["github"]["closed"], "the note")
    assert told(team, "open", "github", key, True) == 204
    assert team.issue("open", i)["status"] == "resolved"


def test_a_kill_between_call_and_record_makes_no_second_ticket(team, vendor):
    team.project("kill", "jira", "github")
    for name in ("jira", "github"):
        i = team.event("kill", f"killed {name} boom")
        died = threading.Event()

        def kill():
            team.server.process.kill()
            team.server.process.wait()
            died.set()

        vendor.faults = [kill]
        try:
            team.make("kill", i, name)
        except OSError:
            pass
        except Exception as e:  # noqa: BLE001  the connection ends in the middle
            assert "Remote" in type(e).__name__ or "Incomplete" in type(e).__name__, e
        assert died.wait(WAIT_S) and len(vendor.made(name, "killed")) == 1
        team.later(120)
        until(lambda: team.rows("kill", i)[name]["state"] == "linked", "the ticket of before")
        assert len(vendor.made(name, f"killed {name}")) == 1
    team.call("POST", "/projects/kill/github/rules", {"name": "all", "enabled": True})
    i = team.event("kill", "killed before boom")
    team.later(120, is_killed=True)
    until(lambda: team.issue("kill", i)["github_issue_number"], "the ticket of the rule")
    assert len(vendor.made("github", "killed before")) == 1


def run_some(binary, store, tests):
    """With a server and a vendor of their own: most of it is waiting."""
    passed = failed = 0
    vendor = Vendor()
    team = Team(binary, store, vendor)
    for name, test in tests:
        try:
            vendor.faults, vendor.broken, vendor.refused = [], None, False
            vendor.labels = ["bug", "other"]
            test(team, vendor)
            passed += 1
        except Exception as e:  # noqa: BLE001
            failed += 1
            print(f"FAIL {name} [{store}]: {type(e).__name__}: {e}")
    team.server.close()
    vendor.close()
    return passed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--store", default="both")
    parser.add_argument("only", nargs="?", default="")
    args = parser.parse_args()
    if args.store != "sqlite" and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    tests = [(n, f) for n, f in globals().items() if n.startswith("test_") and args.only in n]
    stores = ["sqlite", "pg"] if args.store == "both" else [args.store]
    with concurrent.futures.ThreadPoolExecutor(len(stores) * TEAMS) as side_by_side:
        parts = [side_by_side.submit(run_some, args.binary, store, tests[i::TEAMS])
                 for store in stores for i in range(TEAMS)]
        passed, failed = (sum(counts) for counts in zip(*(p.result() for p in parts)))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
