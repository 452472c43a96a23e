"""Who sends (sentry-ingest.md §2, §15.1, §16.6): every place a key may stand in, how it may be
written, which one wins, and what is refused with which status."""
import base64
import json


def basic(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


def test(w):
    key, foreign = w.shop["key"], w.other["key"]
    disabled = w.must("POST", f"/api/v1/projects/{w.shop['uuid']}/keys", {"label": "off"})
    w.must("PUT", f"/api/v1/projects/{w.shop['uuid']}/keys/{disabled['id']}", {"is_enabled": False})
    second = w.must("POST", f"/api/v1/projects/{w.shop['uuid']}/keys", {"label": "second"})["public_key"]
    off = disabled["public_key"]
    unknown = "f" * 32
    number = w.shop["number"]

    def header(text):
        return {"headers": [("X-Sentry-Auth", text)]}

    def authorization(text):
        return {"headers": [("Authorization", text)]}

    def dsn(text):
        return {"dsn": text}

    cases = [
        # sources
        ("key in X-Sentry-Auth", header(f"Sentry sentry_key={key}, sentry_version=7, sentry_client=sentry.python/2.9"), 200),
        ("key in Authorization: Sentry", authorization(f"Sentry sentry_key={key},sentry_version=7"), 200),
        ("key in Authorization: Basic", authorization(basic(key + ":")), 200),
        ("key in Authorization: Basic with a secret", authorization(basic(f"{key}:0123")), 200),
        ("key in Authorization: Basic without a colon", authorization(basic(key)), 200),
        ("key in the query", {"query": f"?sentry_key={key}&sentry_version=7&sentry_client=sentry.javascript.browser%2F11.12.0"}, 200),
        ("key in the envelope's dsn alone", dsn(f"http://{key}@gosnag.test/{number}"), 200),
        ("key in the envelope's dsn with a secret", dsn(f"http://{key}:null@gosnag.test/{number}"), 200),
        # grammar
        ("java's order without blanks", header(f"Sentry sentry_version=7,sentry_client=sentry.java/8.0.0,sentry_key={key}"), 200),
        ("raven-ruby's header", header(f"Sentry sentry_key={key}, sentry_version=7, sentry_timestamp=1700000000.0, sentry_client=raven-ruby/3.1.2, sentry_secret=0123456789abcdef"), 200),
        ("blanks around everything", header(f"Sentry   sentry_version = 7 ,  sentry_key =  {key}  "), 200),
        ("a lower-case prefix", header(f"sentry sentry_key={key}"), 200),
        ("items without = and unknown ones", header(f"Sentry foo, bar=1, =x, sentry_key={key},"), 200),
        ("a secret that says null", header(f"Sentry sentry_key={key}, sentry_version=7, sentry_secret=null"), 200),
        ("a secret that says (null)", header(f"Sentry sentry_key={key}, sentry_version=7, sentry_secret=(null)"), 200),
        ("an empty secret", header(f"Sentry sentry_key={key}, sentry_version=7, sentry_secret="), 200),
        ("only the text between two = is a value", header(f"Sentry sentry_key={key}=, sentry_client=a=b"), 200),
        ("version 2.0", header(f"Sentry sentry_key={key}, sentry_version=2.0"), 200),
        ("version 4", header(f"Sentry sentry_key={key}, sentry_version=4"), 200),
        ("no version", header(f"Sentry sentry_key={key}"), 200),
        ("a version of the future", header(f"Sentry sentry_key={key}, sentry_version=99"), 200),
        ("a version that is none", header(f"Sentry sentry_key={key}, sentry_version=x"), 200),
        ("an upper-case key", header(f"Sentry sentry_key={key.upper()}, sentry_version=7"), 200),
        ("a percent-encoded key in the query", {"query": "?sentry_key=%" + "%".join(f"{ord(c):x}" for c in key)}, 200),
        ("an unknown query beside", {"query": f"?x=%zz&&=&sentry_key={key}&y"}, 200),
        # precedence
        ("header and query agree", {"query": f"?sentry_key={key}", **header(f"Sentry sentry_key={key}")}, 200),
        ("two keys of one project", {"query": f"?sentry_key={second}", **header(f"Sentry sentry_key={key}")}, 200),
        ("header first: an unknown key in the query is not asked", {"query": f"?sentry_key={unknown}", **header(f"Sentry sentry_key={key}")}, 200),
        ("header first: a bad key in the query is not asked", {"query": "?sentry_key=x", **header(f"Sentry sentry_key={key}")}, 200),
        ("X-Sentry-Auth before Authorization", {"headers": [("X-Sentry-Auth", f"Sentry sentry_key={key}"), ("Authorization", f"Sentry sentry_key={unknown}")]}, 200),
        ("a header without a key gives way to the query", {"query": f"?sentry_key={key}", **header("Sentry sentry_version=7")}, 200),
        ("a header that is none gives way to the query", {"query": f"?sentry_key={key}", **header("nonsense")}, 200),
        ("Basic of somebody else's proxy after the query", {"query": f"?sentry_key={key}", **authorization(basic("user:password"))}, 200),
        ("a bearer token is not ours to read", {"query": f"?sentry_key={key}", **authorization("Bearer abc")}, 200),
        ("keys of two projects: header and query", {"query": f"?sentry_key={foreign}", **header(f"Sentry sentry_key={key}")}, 401),
        ("keys of two projects: both headers", {"headers": [("X-Sentry-Auth", f"Sentry sentry_key={key}"), ("Authorization", f"Sentry sentry_key={foreign}")]}, 401),
        # the dsn beside a key
        ("the same dsn beside", {"dsn": f"http://{key}@gosnag.test/{number}", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn with another host", {"dsn": f"https://{key}@elsewhere.example:8443/x/{number}", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn with another project id: a proxy rewrites it", {"dsn": f"http://{key}@gosnag.test/4711", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn with another secret", {"dsn": f"http://{key}:abc@gosnag.test/{number}", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn with a key nobody knows", {"dsn": f"http://{unknown}@gosnag.test/{number}", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn that is none", {"dsn": "nonsense", **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn that is a number", {"dsn": 12, **header(f"Sentry sentry_key={key}")}, 200),
        ("a dsn of another project", {"dsn": f"http://{foreign}@gosnag.test/{number}", **header(f"Sentry sentry_key={key}")}, 400),
        # refusals
        ("no key at all", {}, 401),
        ("an empty header", header(""), 401),
        ("a header without a key", header("Sentry sentry_version=7"), 401),
        ("an empty key", header("Sentry sentry_key=, sentry_version=7"), 401),
        ("a bearer token alone", authorization("Bearer 0123456789abcdef0123456789abcdef"), 401),
        ("a key too short", header("Sentry sentry_key=abc"), 400),
        ("a key too long", header(f"Sentry sentry_key={key}00"), 400),
        ("a key of other letters", header("Sentry sentry_key=" + "g" * 32), 400),
        ("an unknown key", header(f"Sentry sentry_key={unknown}"), 403),
        ("a disabled key", header(f"Sentry sentry_key={off}"), 403),
        ("a disabled key in the dsn", dsn(f"http://{off}@gosnag.test/{number}"), 403),
        ("the key of another project", header(f"Sentry sentry_key={foreign}"), 403),
        ("a project that is no number", {"project": "shop", **header(f"Sentry sentry_key={key}")}, 400),
        ("a project that is a negative number", {"project": "-1", **header(f"Sentry sentry_key={key}")}, (400, 403)),
        ("a project too large for a number", {"project": "9" * 30, **header(f"Sentry sentry_key={key}")}, (400, 403)),
        ("a project that is not there", {"project": "4711", **header(f"Sentry sentry_key={key}")}, 403),
    ]
    for name, case, status in cases:
        event_id = w.id()
        head = {"event_id": event_id}
        if "dsn" in case:
            head["dsn"] = case["dsn"]
        body = json.dumps(head).encode() + b'\n{"type":"event"}\n' + w.event(message=name) + b"\n"
        target = f"/api/{case.get('project', number)}/envelope/{case.get('query', '')}"
        answer = w.send(target, body, case.get("headers", []))
        if status == 200:
            w.accepted(f"envelope: {name}", answer, event_id)
        else:
            w.refused(f"envelope: {name}", answer, status)
        if "dsn" in case:
            continue
        target = target.replace("/envelope/", "/store/")
        answer = w.send(target, w.event(message=name), case.get("headers", []))
        if status == 200:
            w.accepted(f"store: {name}", answer)
        else:
            w.refused(f"store: {name}", answer, status)

    body = w.event(message="the key names the project")
    for target in ("/api/store/", "/api/store"):
        w.accepted(f"{target} of protocol 2 to 4", w.send(target, body, [w.auth()]))
    w.refused("/api/store/ without a key", w.send("/api/store/", body), 401)
    said = w.send(f"/api/{number}/store/?sentry_key={unknown}", body)
    w.check("a refused key is not repeated whole", unknown not in said.body.decode(), said)

    # last use and the client's name stand in the list of attempts
    w.send(f"/api/{number}/store/?sentry_key={key}&sentry_client=wire%2F1.0", body)
    items = w.must("GET", f"/api/v1/projects/{w.shop['uuid']}/ingest-attempts")["items"]
    w.check("the client is named in the attempts", items[0]["client"] == "wire/1.0", items[0])
