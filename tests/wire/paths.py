"""Where it is sent (sentry-ingest.md §1, §3, §15.2): slashes, runs of slashes, prefixes, what
is not there, verbs, and what browsers ask before."""
import json

from world import World

# Paths of things we count or do without: (path, verb, content type, body, status).
COUNTED = [
    ("otlp/v1/traces", "application/x-protobuf", b"\x0a\x00"),
    ("integration/otlp/v1/traces", "application/json", b'{"resourceSpans":[]}'),
    ("integration/otlp/v1/logs", "application/x-protobuf", b"\x0a\x00"),
    ("otlp/v1/logs", "application/json", b"{}"),
]


def slashes(w):
    number, auth = w.shop["number"], w.auth()
    for target in (f"/api/{number}/envelope/", f"/api/{number}/envelope", f"//api//{number}//envelope/",
                   f"/api/{number}/envelope//", f"///api/{number}///envelope", f"/api//{number}/envelope/?",
                   f"/api/{number}/envelope/?sentry_version=7", f"http://elsewhere.example/api/{number}/envelope/"):
        event_id = w.id()
        body = json.dumps({"event_id": event_id}).encode() + b'\n{"type":"event"}\n' + w.event() + b"\n"
        w.accepted(f"POST {target}", w.send(target, body, [auth]), event_id)
    for target in (f"/api/{number}/store/", f"/api/{number}/store", f"//api//{number}//store//"):
        w.accepted(f"POST {target}", w.send(target, w.event(), [auth]))
    uuid = w.shop["uuid"]
    w.accepted("a project by its uuid", w.send(f"/api/{uuid}/store/", w.event(), [auth]))


def missing(w):
    number, auth = w.shop["number"], w.auth()
    for target in (f"/api/{number}/nothing/", f"/api/{number}/playstation/", f"/api/{number}/upload/",
                   f"/api/{number}/", "/api/", "/api/0/relays/register/challenge/", "/api/0/relays/projectconfigs/",
                   f"/api/{number}/envelope/more/", "/api/%2e%2e/store/x", f"/api/{number}/%00/"):
        for method in ("POST", "GET"):
            w.refused(f"{method} {target}", w.send(target, b"{}", [auth], method=method), (404, 400) if "%00" in target else 404)
    for target in (f"/api/{number}/envelope/", f"/api/{number}/store/"):
        methods = ("PUT", "DELETE", "PATCH", "HEAD", "TRACE", "PROPFIND", "GET")
        for method in methods[:6 if "store" in target else 7]:
            a = w.send(target, b"", [auth], method=method)
            if w.refused(f"{method} {target} is 405", a, 405):
                w.check(f"{method} {target} says what is allowed", "POST" in (a.header("allow") or ""), a)
    a = w.send(f"/api/{number}/envelope/" + "x" * 9000, b"", [auth])
    w.check("a path of 9 KB is refused", a.status in (404, 414), a)
    for verb in ("POST", "GET"):
        for target in (f"/api/{number}/envelope", f"/api/{number}/store/"):
            a = w.send(target, w.event(), [], method=verb)
            w.check(f"{verb} {target} is never redirected", not 300 <= a.status < 400, a)


def preflights(w):
    number = w.shop["number"]
    ask = [("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"),
           ("Access-Control-Request-Headers", "content-type,x-sentry-auth,sentry-trace,baggage")]
    for kind in ("envelope", "store", "security", "minidump", "nothing", "nel", "cron/x/y"):
        a = w.send(f"/api/{number}/{kind}/", b"", ask, method="OPTIONS")
        w.check(f"preflight of {kind}", a.status in (200, 204), a)
        allowed = (a.header("access-control-allow-headers") or "").split(", ")
        wanted = ["x-sentry-auth", "content-type", "authorization", "content-encoding", "sentry-trace", "baggage", "traceparent"]
        w.check(f"preflight of {kind}: its headers", set(wanted) <= set(allowed), a)
        w.check(f"preflight of {kind}: its verbs", "POST" in (a.header("access-control-allow-methods") or ""), a)
        w.check(f"preflight of {kind}: may be kept an hour", a.header("access-control-max-age") == "3600", a)
        w.check(f"preflight of {kind}: nothing of private networks unasked",
                a.header("access-control-allow-private-network") is None, a)
    a = w.send(f"/api/{number}/envelope/", b"", [*ask, ("Access-Control-Request-Private-Network", "true")], method="OPTIONS")
    w.check("a public page may call a private server", a.header("access-control-allow-private-network") == "true", a)


def probes(w):
    for target in ("/api/relay/healthcheck/live/", "/api/relay/healthcheck/ready/", "/_health/", "/_health",
                   "/api/relay/healthcheck/live"):
        a = w.raw(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), "GET")
        w.check(f"GET {target}", a.status == 200, a)


def counted(w):
    auth = w.auth()
    for path, content_type, body in COUNTED:
        a = w.send(f"/api/{w.shop['number']}/{path}", body, [auth, ("Content-Type", content_type)])
        w.check(f"{path} is 200 and empty", a.status == 200 and a.body == b"", a)
        a = w.send(f"/api/{w.shop['number']}/{path}/", body, [("Content-Type", content_type)])
        w.refused(f"{path} without a key", a, 401)
    for content_type, status in (("application/reports+json", 200), ("application/json; charset=utf-8", 200),
                                 ("text/plain", 415), (None, 415)):
        headers = [("Content-Type", content_type)] if content_type else []
        target = f"/api/{w.shop['number']}/nel/?sentry_key={w.shop['key']}"
        a = w.send(target, b'[{"type":"network-error","age":1,"url":"https://a.example/","body":{}}]', headers)
        w.check(f"nel as {content_type} is {status}", a.status == status, a)
    a = w.send(f"/api/{w.shop['number']}/unreal/{w.shop['key']}/", b"CR1\0\0")
    w.check("an Unreal crash is 200", a.status == 200, a)
    w.refused("an Unreal crash with an unknown key", w.send(f"/api/{w.shop['number']}/unreal/{'e' * 32}/", b"CR1\0\0"), 403)


def prefixes(w):
    """A server below a path: DSNs carry it, and it may have any number of segments."""
    for prefix in ("/errors", "/a/b-c/d.e/f"):
        below = World(w.binary, w.store, {"BASE_URL": f"http://gosnag.test{prefix}"})
        shop = below.must("GET", f"/api/v1/projects/{below.shop['uuid']}")
        below.check(f"the DSN carries {prefix}", f"gosnag.test{prefix}/" in shop["dsn"], shop["dsn"])
        number, auth = below.shop["number"], below.auth()
        for target in (f"{prefix}/api/{number}/store/", f"{prefix}/api/{number}/store", f"{prefix}//api//{number}//store/",
                       f"/{prefix}/api/{number}/store/", f"/api/{number}/store/"):
            below.accepted(f"POST {target} below {prefix}", below.send(target, below.event(), [auth]))
        a = below.raw(f"POST {prefix}x/api/{number}/store/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode())
        below.refused(f"{prefix}x is another path", a, (404, 405))
        below.verify()
        below.close()
        w.passed, w.failed = w.passed + below.passed, w.failed + below.failed


def test(w):
    slashes(w)
    missing(w)
    preflights(w)
    probes(w)
    counted(w)
    prefixes(w)
