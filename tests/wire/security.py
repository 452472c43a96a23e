"""Reports of browsers about policies (sentry-ingest.md §3.2, §15.12): both generations, every
content type, titles, tags, groups; what is dropped; and the items of envelopes."""
import json

TYPES = ["application/json", "application/csp-report", "application/expect-ct-report", "application/expect-ct-report+json",
         "application/expect-staple-report", "application/reports+json", "Application/CSP-Report; charset=utf-8"]
DOCUMENT = "https://shop.example/cart"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def old(directive, blocked, violated=None, **more):
    return {"csp-report": {"document-uri": DOCUMENT, "effective-directive": directive, "violated-directive": violated or directive,
                           "blocked-uri": blocked, "original-policy": "default-src 'none'", "referrer": "https://from.example/", **more}}


def new(directive, blocked, **more):
    return {"type": "csp-violation", "age": 1500, "url": DOCUMENT, "user_agent": FIREFOX,
            "body": {"documentURL": DOCUMENT, "effectiveDirective": directive, "blockedURL": blocked, "originalPolicy": "x",
                     "disposition": "enforce", "statusCode": 200, "sourceFile": "https://shop.example/a.js", "lineNumber": 3, **more}}


# (directive, blocked, violated, title)
TITLES = [
    ("child-src", "https://evil.example/x", None, "Blocked 'child' from 'evil.example'"),
    ("connect-src", "https://evil.example:8443/x", None, "Blocked 'connect' from 'evil.example:8443'"),
    ("font-src", "http://evil.example", None, "Blocked 'font' from 'evil.example'"),
    ("img-src", "https://evil.example/a/b.png", None, "Blocked 'image' from 'evil.example'"),
    ("manifest-src", "ftp://example.com/x", None, "Blocked 'manifest' from 'ftp://example.com'"),
    ("media-src", "data:video/mp4;base64,AAAA", None, "Blocked 'media' from 'data:'"),
    ("object-src", "data", None, "Blocked 'object' from 'data:'"),
    ("script-src", "https://evil.example/x.js", None, "Blocked 'script' from 'evil.example'"),
    ("script-src-elem", "https://evil.example/x.js", None, "Blocked 'script' from 'evil.example'"),
    ("script-src-attr", "https://evil.example/x.js", None, "Blocked 'script' from 'evil.example'"),
    ("style-src", "https://evil.example/x.css", None, "Blocked 'style' from 'evil.example'"),
    ("style-src-elem", "https://evil.example/x.css", None, "Blocked 'style' from 'evil.example'"),
    ("form-action", "https://evil.example/post", None, "Blocked 'form' action to 'evil.example'"),
    ("default-src", "https://evil.example/x", None, "Blocked 'default-src' from 'evil.example'"),
    ("worker-src", "https://evil.example/x", None, "Blocked 'worker-src' from 'evil.example'"),
    ("img-src", "self", None, "Blocked inline 'image'"),
    ("style-src", "", None, "Blocked inline 'style'"),
    ("script-src", "self", "script-src 'unsafe-inline'", "Blocked unsafe inline 'script'"),
    ("script-src", "'self'", "script-src 'unsafe-eval'", "Blocked unsafe eval() 'script'"),
    ("script-src", "", "script-src example.com", "Blocked unsafe (eval() or inline) 'script'"),
    ("", "https://evil.example/x", "img-src https://a.example", "Blocked 'image' from 'evil.example'"),
]
OTHERS = [
    ({"expect-ct-report": {"date-time": "2026-11-24T09:59:00Z", "hostname": "www.example.com", "port": 443, "failure-mode": "enforce", "scts": []}},
     "expectct", "Expect-CT failed for 'www.example.com'", {"hostname": "www.example.com", "port": "443"}),
    ({"expect-staple-report": {"date-time": "2026-11-24T09:59:00Z", "hostname": "www.example.com", "port": 443, "response-status": "ERROR_RESPONSE", "cert-status": "REVOKED"}},
     "expectstaple", "Expect-Staple failed for 'www.example.com'", {"port": "443", "response_status": "ERROR_RESPONSE", "cert_status": "REVOKED"}),
    ({"date-time": "2026-11-24T09:59:00Z", "hostname": "www.example.com", "port": 443, "include-subdomains": False, "known-pins": ["pin-sha256=\"x\""]},
     "hpkp", "Public key pinning validation failed for 'www.example.com'", {"hostname": "www.example.com", "port": "443", "include-subdomains": "false"}),
]
NOISE = ["chrome-extension", "chrome-extension://abc", "moz-extension://abc/x.js", "safari-extension://x", "safari-web-extension://x",
         "about", "about:blank", "chrome://settings", "ms-browser-extension", "resource://x"]


def post(w, body, kind="security", content_type="application/csp-report", query="", headers=()):
    target = f"/api/{w.shop['number']}/{kind}/?sentry_key={w.shop['key']}{query}"
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return w.send(target, text, [("Content-Type", content_type), ("User-Agent", FIREFOX), *headers])


def issues(w):
    """{title: (count, id)} of the project."""
    found, cursor = {}, ""
    while True:
        page = w.must("GET", f"/api/v1/projects/{w.shop['uuid']}/issues?limit=100&cursor={cursor}")
        for issue in page["issues"]:
            found.setdefault(issue["title"], []).append(issue)
        cursor = page.get("next")
        if not cursor:
            return found


def counts(w):
    return {title: sum(i["event_count"] for i in list_) for title, list_ in issues(w).items()}


def settle(w):
    """Everything sent so far is digested: a later event is stored."""
    w.find(w.store_event(w.event(message="the report before")).json()["id"])


def gained(w, name, send, title, n=1):
    """send() is 200 and empty and makes n events of that title; returns the last of them."""
    settle(w)
    before = counts(w).get(title, 0)
    answer = send()
    w.check(f"{name}: 200 and empty", answer.status == 200 and answer.body == b"", answer)
    settle(w)
    now = counts(w)
    if not w.check(f"{name}: {n} more of {title!r}", now.get(title, 0) == before + n, now) or n == 0:
        return None
    issue = max(issues(w)[title], key=lambda i: i["last_seen"])
    return w.must("GET", f"/api/v1/projects/{w.shop['uuid']}/issues/{issue['id']}/events/latest")["event"]


def titles(w):
    for directive, blocked, violated, title in TITLES:
        event = gained(w, f"{directive or violated} of {blocked!r}", lambda: post(w, old(directive, blocked, violated)), title)  # noqa: B023
        if event is None:
            continue
        tags = event["data"]["tags"]
        want = {"effective-directive": directive or violated.split()[0], "blocked-uri": blocked or "self"}
        w.check(f"{title}: its tags", want.items() <= tags.items(), tags)
    for report, kind, title, tags in OTHERS:
        event = gained(w, kind, lambda: post(w, report, content_type="application/json"), title)  # noqa: B023
        if event:
            data = event["data"]
            w.check(f"{kind}: tags, address, type", tags.items() <= data["tags"].items() and data["type"] == kind
                    and data["request"]["url"] == "www.example.com" and data["culprit"] == "www.example.com", data)


def event_of_csp(w):
    """The event as a whole, of both generations."""
    event = gained(w, "a report of the older kind", lambda: post(
        w, old("img-src", "https://whole.example:81/a.png", "img-src 'self'", **{"line-number": "17", "column-number": 4, "script-sample": "x"}),
        query="&sentry_release=shop%401.2&sentry_environment=live"), "Blocked 'image' from 'whole.example:81'")
    if event:
        data = event["data"]
        headers = dict(map(tuple, data["request"]["headers"]))
        w.check("its release and environment come from the query", (event["release"], event["environment"]) == ("shop@1.2", "live"), event)
        w.check("its type, logger and level", (data["type"], data["logger"], event["level"]) == ("csp", "csp", "error"), data)
        w.check("its address and headers", data["request"]["url"] == DOCUMENT and headers.get("Referer") == "https://from.example/"
                and headers.get("User-Agent") == FIREFOX, data["request"])
        w.check("its user is the client's address", data["user"]["ip_address"] == "127.0.0.1", data)
        w.check("its browser is known", data["contexts"]["browser"]["name"] == "Firefox", data.get("contexts"))
        w.check("its culprit is the violated directive", data["culprit"] == "img-src 'self'", data)
        w.check("the host is a tag, without its port", data["tags"].get("blocked-host") == "whole.example", data["tags"])
        w.check("the report is kept, numbers are numbers", data["csp"]["line_number"] == 17 and data["csp"]["column_number"] == 4
                and data["csp"]["document_uri"] == DOCUMENT and data["csp"]["original_policy"] == "default-src 'none'", data["csp"])
    event = gained(w, "a report of the Reporting API", lambda: post(
        w, new("script-src-elem", "https://api.example/x.js", sample="alert(1)"), content_type="application/reports+json"),
        "Blocked 'script' from 'api.example'")
    if event:
        data = event["data"]
        w.check("its members have the same names", data["csp"]["blocked_uri"] == "https://api.example/x.js" and data["csp"]["script_sample"] == "alert(1)"
                and data["csp"]["status_code"] == 200 and data["csp"]["source_file"] == "https://shop.example/a.js", data["csp"])
        w.check("it happened before it was sent", event["occurred_at"].startswith("2026-11-24T09:59:58.5"), event["occurred_at"])


def generations(w):
    array = [new("img-src", "https://array.example/1"), {"type": "deprecation", "age": 1, "url": DOCUMENT, "body": {"id": "x"}},
             new("img-src", "https://array.example/2"), {"type": "intervention", "body": {}}, {"type": "crash"}, 17, None,
             {"type": "network-error", "body": {}}, {"type": "coep", "body": {}}, new("img-src", "https://array.example/3")]
    gained(w, "an array of reports and other things", lambda: post(w, array, content_type="application/reports+json"),
           "Blocked 'image' from 'array.example'", 3)
    gained(w, "an array without any of ours", lambda: post(w, array[3:9], content_type="application/reports+json"), "<unlabeled event>", 0)
    gained(w, "an empty array", lambda: post(w, [], content_type="application/reports+json"), "<unlabeled event>", 0)
    gained(w, "an object of none of the shapes", lambda: post(w, {"hello": "world"}), "<unlabeled event>", 0)
    for content_type in TYPES:
        gained(w, f"as {content_type}", lambda: post(w, old("img-src", "https://types.example/"), content_type=content_type),  # noqa: B023
               "Blocked 'image' from 'types.example'")
    for kind in ("security", "csp-report", "csp"):
        gained(w, f"by /{kind}/", lambda: post(w, old("img-src", "https://doors.example/"), kind), "Blocked 'image' from 'doors.example'")  # noqa: B023
    settle(w)
    before = counts(w)
    for blocked in NOISE:
        w.check(f"{blocked} is noise", post(w, old("script-src", blocked)).status == 200)
        w.check(f"{blocked} as a source is noise", post(w, old("script-src", "https://x.example", **{"source-file": blocked})).status == 200)
        w.check(f"{blocked} is noise in the Reporting API", post(w, new("script-src", blocked), content_type="application/reports+json").status == 200)
    settle(w)
    now = counts(w)
    w.check("no noise became an event", now == {**before, "the report before": before["the report before"] + 1}, now)


def refusals(w):
    good = old("img-src", "https://a.example/")
    for content_type in ("text/plain", "text/html", "application/xml", "application/jsonx"):
        w.refused(f"as {content_type}", post(w, good, content_type=content_type), 415)
    target = f"/api/{w.shop['number']}/security/?sentry_key={w.shop['key']}"
    w.refused("without a content type", w.send(target, json.dumps(good).encode()), 415)
    for name, body in (("nothing", b""), ("blanks", b" \n"), ("words", b"hello"), ("half an object", b'{"csp-report":'), ("a number", b"7")):
        w.refused(name, post(w, body), 400)
    w.refused("without a key", w.send(f"/api/{w.shop['number']}/security/", b"{}", [("Content-Type", "application/json")]), 401)
    w.refused("too large", post(w, old("img-src", "x" * (1 << 20))), 413)
    w.refused("a GET", w.send(target, b"", method="GET"), 405)


def groups(w):
    """By directive and host; inline and eval apart."""
    def issue(*report):
        settle(w)
        before = {i["id"]: i["event_count"] for list_ in issues(w).values() for i in list_}
        post(w, old(*report))
        settle(w)
        now = {i["id"]: i["event_count"] for list_ in issues(w).values() for i in list_ if i["title"] != "the report before"}
        return next((i for i, n in now.items() if n != before.get(i, 0)), None)
    first = issue("img-src", "https://group.example/a.png")
    w.check("another picture of that host: the same issue", first and issue("img-src", "https://group.example/b.png") == first)
    w.check("another host: another issue", issue("img-src", "https://other.example/a.png") != first)
    w.check("another directive: another issue", issue("script-src", "https://group.example/a.png") != first)
    inline = issue("script-src", "self", "script-src 'unsafe-inline'")
    w.check("inline and eval are two issues", inline and issue("script-src", "self", "script-src 'unsafe-eval'") != inline)


def items(w):
    """`security` and `raw_security` in envelopes."""
    for kind in ("security", "raw_security"):
        event_id = w.id()
        head = json.dumps({"event_id": event_id}).encode()
        item = json.dumps({"type": kind, "sentry_release": "r1", "sentry_environment": "e1"}).encode()
        body = b"\n".join((head, item, json.dumps(old("font-src", f"https://{kind}.example/")).encode()))
        w.accepted(f"{kind} of a raw report", w.envelope(body), event_id, want=lambda e, i, kind=kind: (
            i["title"] == f"Blocked 'font' from '{kind}.example'" and e["release"] == "r1" and e["environment"] == "e1") or (e, i["title"]))
        event_id = w.id()
        event = {"type": "csp", "csp": {"effective_directive": "font-src", "blocked_uri": "https://event.example/"}, "release": "r2"}
        body = b"\n".join((json.dumps({"event_id": event_id}).encode(), json.dumps({"type": kind}).encode(), json.dumps(event).encode()))
        w.accepted(f"{kind} of an event", w.envelope(body), event_id,
                   want=lambda e, i: i["title"] == "Blocked 'font' from 'event.example'" and e["release"] == "r2" or i["title"])
        body = b"\n".join((b"{}", json.dumps({"type": kind}).encode(), json.dumps(old("font-src", "chrome-extension://x")).encode()))
        answer = w.envelope(body)
        w.check(f"{kind} of noise is 200", answer.status == 200 and answer.json() == {}, answer)
    body = b'{}\n{"type":"raw_security"}\nhello'
    w.refused("a report that is no JSON", w.envelope(body), 400)


def test(w):
    event_of_csp(w)
    titles(w)
    generations(w)
    refusals(w)
    groups(w)
    items(w)
