#!/usr/bin/env python3
"""oidc.py [--binary PATH] [--store sqlite|pg|both] - sign-in with Google: by a token that a
client has, and by redirect as a browser does it. Google is on loopback. "N passed, N failed".
"""
import argparse
import concurrent.futures
import http.client
import http.server
import json
import os
import sys
import threading
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import ROOT, Server  # noqa: E402

CLIENT = "shop.apps.googleusercontent.com"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://accounts.google.com"}


class Google:
    """Knows the tokens in `people`; says nothing good of any other."""

    def __init__(self):
        self.people, self.status, self.asked = {}, 200, 0
        self.together = None  # a barrier: that many are answered at once
        google = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                google.asked += 1
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                claims = google.people.get(query.get("id_token", [""])[0])
                if google.together:
                    google.together.wait()
                self.send_response(google.status if claims else 400)
                self.end_headers()
                self.wfile.write(json.dumps(claims or {"error": "invalid_token"}).encode())

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/tokeninfo"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def knows(self, token, email, **more):
        self.people[token] = {"aud": CLIENT, "sub": "g-" + email, "email": email,
                              "email_verified": "true", "name": email.split("@")[0].title(),
                              "picture": "https://img.example.com/x.png", **more}
        return token


class Browser:
    """Keeps cookies; follows nothing by itself."""

    def __init__(self, server):
        self.port, self.cookies = server.port, {}

    def call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = dict(headers or {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if isinstance(body, dict):
            body = urllib.parse.urlencode(body) if "Origin" in headers else json.dumps(body)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
            if not self.cookies[name]:
                del self.cookies[name]
        self.where = answer.headers.get("Location", "")
        try:
            self.json = json.loads(text) if text else None
        except ValueError:
            self.json = text.decode(errors="replace")
        return answer.status


class Run:
    def __init__(self):
        self.passed = self.failed = 0
        self.what = ""

    def check(self, what, got, expected):
        if got == expected:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {self.what}: {what}: expected {expected!r}, got {got!r}")


def by_token(run, server, google):
    url = "/api/v1/auth/google/token"

    def send(token):
        browser = Browser(server)
        return browser.call("POST", url, {"credential": token}), browser

    def code(token):
        status, browser = send(token)
        return status, (browser.json or {}).get("code")

    # the first of all becomes the admin, and of two at once the other must be invited
    google.knows("t-ana", "ana@shop.test")
    google.knows("t-zoe", "zoe@shop.test")
    google.together = threading.Barrier(2, timeout=60)
    with concurrent.futures.ThreadPoolExecutor() as both:
        came = [c.result() for c in [both.submit(code, t) for t in ("t-ana", "t-zoe")]]
    google.together = None
    run.check("two first ones", sorted(came, key=str), [(200, None), (403, "not_invited")])
    if came[0] != (200, None):
        run.check("…", server.sql("UPDATE user_account SET email = 'ana@shop.test',"
                                  " email_folded = 'ana@shop.test'"), None)
    status, ana = send("t-ana")
    run.check("the first comes in", status, 200)
    run.check("… as admin", (ana.json.get("role"), ana.json.get("status")), ("admin", "active"))
    run.check("… named as Google says", (ana.json["name"], ana.json["avatar_url"]),
              ("Ana", "https://img.example.com/x.png"))
    run.check("… with a session", (ana.call("GET", "/api/v1/me"), ana.json["email"]),
              (200, "ana@shop.test"))
    run.check("the next one must be invited",
              code(google.knows("t-bob", "bob@shop.test")), (403, "not_invited"))
    run.check("an invitation", ana.call("POST", "/api/v1/users/invite",
                                        {"email": "bob@shop.test", "role": "member"}), 201)
    link = ana.json["invite_url"].rsplit("/", 1)[1]
    guest = Browser(server)
    run.check("whom the link is for", (guest.call("GET", f"/api/v1/auth/invite/{link}"), guest.json["email"]),
              (200, "bob@shop.test"))
    run.check("it makes no account by password",
              (guest.call("POST", f"/api/v1/auth/invite/{link}", {"password": "long enough by far"}),
               guest.json["code"], guest.cookies), (403, "auth_mode", {}))
    status, bob = send("t-bob")
    run.check("the invited one becomes active", (status, bob.json["status"], bob.json["role"]),
              (200, "active", "member"))
    run.check("… and the link is spent", bob.call("GET", f"/api/v1/auth/invite/{link}"), 404)
    user = bob.json = (bob.call("GET", "/api/v1/me"), bob.json)[1]
    run.check("who is disabled", ana.call("PUT", f"/api/v1/users/{user['id']}/status",
                                          {"status": "disabled"}), 200)
    run.check("… stays out", code("t-bob"), (403, "disabled"))
    run.check("… also as invited again", code("t-bob"), (403, "disabled"))
    run.check("a token nobody knows", code("nonsense"), (401, "credentials"))
    run.check("one of another server",
              code(google.knows("t1", "ana@shop.test", aud="x")), (401, "credentials"))
    run.check("one of another issuer",
              code(google.knows("t2", "ana@shop.test", iss="https://evil.test")),
              (401, "credentials"))
    run.check("an address not verified",
              code(google.knows("t3", "ana@shop.test", email_verified="false")),
              (401, "credentials"))
    run.check("another domain's", code(google.knows("t4", "eve@evil.test")), (403, "domain"))
    run.check("a domain that only ends so",
              code(google.knows("t5", "eve@evilshop.test")), (403, "domain"))
    run.check("no token", code(None), (400, "invalid"))
    google.status = 503
    run.check("Google cannot say", code("t-ana"), (502, None))
    google.status = 200
    asked = google.asked
    run.check("one too long to be asked for", code("x" * 3000), (401, "credentials"))
    run.check("… is not asked for", google.asked, asked)
    run.check("a password", Browser(server).call(
        "POST", "/api/v1/auth/local/login", {"email": "ana@shop.test", "password": "x"}), 403)
    run.check("an admin makes no link for a password",
              (ana.call("GET", "/api/v1/me"), ana.call("POST", f"/api/v1/users/{ana.json['id']}/reset-link"),
               ana.json["code"]), (200, 403, "auth_mode"))
    run.check("nor does one from before let somebody in",
              (guest.call("POST", "/api/v1/auth/password/reset/" + "0" * 64, {"password": "long enough by far"}),
               guest.json["code"], guest.cookies), (403, "auth_mode", {}))
    config = Browser(server)
    config.call("GET", "/api/v1/auth/config")
    run.check("what the page is told", {k: config.json[k] for k in
                                        ("auth_mode", "google_client_id", "methods")},
              {"auth_mode": "google", "google_client_id": CLIENT, "methods": ["google"]})


def by_redirect(run, server, google):
    start = "/api/v1/auth/oidc/google/start?next=" + urllib.parse.quote("/projects/shop?q=x")
    callback = "/api/v1/auth/oidc/google/callback"

    def begin(path=start):
        browser = Browser(server)
        run.check("the browser is sent away", browser.call("GET", path), 303)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(browser.where).query)
        return browser, {k: v[0] for k, v in query.items()}

    browser, sent = begin()
    run.check("with what Google needs", {k: sent[k] for k in
                                         ("response_type", "response_mode", "client_id", "scope",
                                          "redirect_uri")},
              {"response_type": "id_token", "response_mode": "form_post", "client_id": CLIENT,
               "scope": "openid email profile", "redirect_uri": "https://gosnag.test" + callback})
    # Google's page posts: none of our cookies comes along
    token = google.knows("r-ana", "ana@shop.test", nonce=sent["nonce"])
    google_page = Browser(server)
    form = {"id_token": token, "state": sent["state"]}
    run.check("back from Google", google_page.call("POST", callback, form, FORM), 303)
    finish = google_page.where
    run.check("to the end", finish.split("?")[0], "/api/v1/auth/oidc/finish")
    stranger = Browser(server)
    stranger.call("GET", finish)
    run.check("who did not begin has no session", ("session" in stranger.cookies, stranger.where),
              (False, "/login?error=link"))
    run.check("who began comes in", browser.call("GET", finish), 303)
    run.check("… where they wanted to be", browser.where, "/projects/shop?q=x")
    run.check("… signed in", (browser.call("GET", "/api/v1/me"), browser.json["email"]),
              (200, "ana@shop.test"))
    again, _ = begin()
    again.cookies = dict(browser.cookies)
    again.call("GET", finish)
    run.check("an end works once", again.where, "/login?error=link")

    def back(form):
        page = Browser(server)
        page.call("POST", callback, form, FORM)
        return page.where

    run.check("another sign-in's token", back({"id_token": token, "state": begin()[1]["state"]}),
              "/login?error=state")
    run.check("a state nobody signed", back({"id_token": token, "state": "0" * 32 + ".9.a./"}),
              "/login?error=state")
    run.check("a state with another end",
              back({"id_token": token, "state": sent["state"].replace("/projects", "/evil")}),
              "/login?error=state")
    run.check("no token: who refused there", back({"error": "access_denied",
                                                  "state": begin()[1]["state"]}),
              "/login?error=credentials")
    _, sent = begin()
    run.check("who is not invited",
              back({"id_token": google.knows("r-eve", "eve@shop.test", nonce=sent["nonce"]),
                    "state": sent["state"]}), "/login?error=not_invited")
    for path in ("//evil.test", "https://evil.test/", "/\\evil.test", "/a%0d%0aX: y"):
        browser, sent = begin("/api/v1/auth/oidc/google/start?next=" + path.replace(" ", "%20"))
        token = google.knows("r-" + path, "ana@shop.test", nonce=sent["nonce"])
        page = Browser(server)
        page.call("POST", callback, {"id_token": token, "state": sent["state"]}, FORM)
        browser.call("GET", page.where)
        run.check(f"next={path} leads nowhere else", browser.where, "/")
    other = Browser(server)
    run.check("no other provider", other.call("GET", "/api/v1/auth/oidc/github/start"), 404)
    google.http.shutdown()
    google.http.server_close()
    run.check("Google is away", back({"id_token": "r-ana", "state": begin()[1]["state"]}),
              "/login?error=upstream")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="both")
    options = parser.parse_args()
    stores = ["sqlite", "pg"] if options.store == "both" else [options.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    run = Run()
    for store in stores:
        google = Google()
        settings = {"GOOGLE_CLIENT_ID": CLIENT, "GOOGLE_TOKEN_URL": google.url,
                    "ALLOW_PRIVATE_TARGETS": "true", "ALLOWED_DOMAIN": "Shop.test",
                    "BASE_URL": "https://gosnag.test"}
        run.what = store
        server = Server(options.binary, store, settings)
        server.start()
        try:
            by_token(run, server, google)
            by_redirect(run, server, google)
        finally:
            server.close()
    print(f"{run.passed} passed, {run.failed} failed")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
