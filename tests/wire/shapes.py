"""Events as SDKs really write them (sentry-ingest.md §9, §10, §15.7, §15.8, §15.10, §16.5): each
field in each of its shapes is kept and shown, each field of a wrong type costs itself alone,
and errors group as they should."""
import json

# What stands where a field wants something else.
ODD = [None, True, False, 0, -1, 1e300, 12345678901234567890, "", "x", [], {}, [None], [[]], [{}], ["x"], {"x": None}, {"values": 3}]

FIELDS = ["type", "timestamp", "start_timestamp", "received", "platform", "level", "logger", "transaction", "culprit", "server_name",
          "site", "release", "dist", "environment", "message", "logentry", "exception", "stacktrace", "threads", "breadcrumbs",
          "request", "user", "contexts", "tags", "extra", "modules", "sdk", "fingerprint", "debug_meta", "errors", "_meta", "template",
          "spans", "measurements", "transaction_info", "breakdowns", "csp", "hpkp", "expectct", "expectstaple", "checksum",
          "time_spent", "key_id", "project", "version", "sentry.interfaces.Exception", "sentry.interfaces.Message",
          "sentry.interfaces.Http", "sentry.interfaces.User", "sentry.interfaces.Stacktrace", "sentry.interfaces.Breadcrumbs",
          "sentry.interfaces.Template", "sentry.interfaces.Csp", "sentry.interfaces.Sdk", "sentry.interfaces.Contexts"]
FRAME = {"filename": "shop/cart.py", "function": "add", "lineno": 3, "in_app": True}


def data(path):
    """Reads a path of the stored document: "exception.values.0.type"."""
    def read(e, i):
        at = e["data"]
        for key in path.split("."):
            at = at[int(key)] if isinstance(at, list) else at[key]
        return at
    return read


def same(path, want):
    read = data(path)
    return lambda e, i: read(e, i) == want or read(e, i)


def shapes():
    """(name, event, want)"""
    error = {"type": "ValueError", "value": "bad"}
    title = lambda text: lambda e, i: i["title"] == text or i["title"]  # noqa: E731
    return [
        ("message as a string", {"message": "a string"}, title("a string")),
        ("message as an object", {"message": {"message": "hello %s", "formatted": "hello world", "params": ["world"]}}, title("hello world")),
        ("message as a number", {"message": 42}, title("42")),
        ("message with params to render", {"logentry": {"message": "a %s of %d", "params": ["box", 3]}}, title("a box of 3")),
        ("message with named params", {"logentry": {"message": "hi %(name)s", "params": {"name": "bob"}}}, title("hi bob")),
        ("message with braces", {"logentry": {"message": "{0} and {1}", "params": ["a", "b"]}}, title("a and b")),
        ("raven-python: message and its interface", {"message": "the %s", "sentry.interfaces.Message": {"message": "the %s", "params": ["rendered"]}, "level": 40},
         title("the rendered")),
        ("raven-ruby's params without places", {"logentry": {"message": "all gone", "params": ["all gone", []]}}, title("all gone")),
        ("no message at all", {}, title("<unlabeled event>")),
        ("exception as a list", {"exception": [error]}, same("exception.values.0.type", "ValueError")),
        ("exception as values", {"exception": {"values": [error]}}, title("ValueError: bad")),
        ("exception as one object", {"exception": error}, title("ValueError: bad")),
        ("exception as its old interface", {"sentry.interfaces.Exception": {"values": [error]}}, title("ValueError: bad")),
        ("null among exceptions", {"exception": {"values": [None, error, None]}}, title("ValueError: bad")),
        ("null frames", {"exception": {"values": [{**error, "stacktrace": {"frames": [None, FRAME, None]}}]}}, same("exception.values.0.stacktrace.frames.0.function", "add")),
        ("frames of null", {"exception": {"values": [{**error, "stacktrace": {"frames": None}}]}}, title("ValueError: bad")),
        ("a stack of null", {"exception": {"values": [{**error, "stacktrace": None}]}}, title("ValueError: bad")),
        ("a value that is an object", {"exception": {"values": [{"type": "E", "value": {"a": 1}}]}}, title('E: {"a":1}')),
        ("a value that is a number", {"exception": {"values": [{"type": "E", "value": 7}]}}, title("E: 7")),
        ("a value alone", {"exception": {"values": [{"value": "just words"}]}}, lambda e, i: "just words" in i["title"]),
        ("a top-level stack", {"exception": {"values": [error]}, "stacktrace": {"frames": [FRAME]}}, same("exception.values.0.stacktrace.frames.0.function", "add")),
        ("sentry-go: frames with only abs_path, a pointer type", {"platform": "go", "level": "fatal", "exception": [{"type": "*main.Error", "value": "v",
            "stacktrace": {"frames": [{"abs_path": "/go/src/main.go", "function": "main", "lineno": 1}]}}]}, same("exception.values.0.stacktrace.frames.0.filename", "/go/src/main.go")),
        ("native: frames with only an address", {"platform": "native", "message": {"formatted": "crash"}, "exception": {"values": [{"type": "SIGSEGV", "value": "v",
            "stacktrace": {"frames": [{"instruction_addr": "0x1234"}]}}]}}, same("exception.values.0.stacktrace.frames.0.instruction_addr", "0x1234")),
        ("ruby: an empty message and fingerprint beside exceptions", {"message": "", "fingerprint": [], "exception": {"values": [error]}}, title("ValueError: bad")),
        ("line numbers as text", {"exception": {"values": [{**error, "stacktrace": {"frames": [{**FRAME, "lineno": "17"}]}}]}},
         lambda e, i: str(data("exception.values.0.stacktrace.frames.0.lineno")(e, i)) == "17"),
        ("breadcrumbs as a list", {"message": "m", "breadcrumbs": [{"message": "b"}]}, same("breadcrumbs.values.0.message", "b")),
        ("breadcrumbs as values", {"message": "m", "breadcrumbs": {"values": [{"message": "b"}]}}, same("breadcrumbs.values.0.message", "b")),
        ("null among breadcrumbs", {"message": "m", "breadcrumbs": [None, {"message": "b", "data": None}]}, same("breadcrumbs.values.0.message", "b")),
        ("headers as a map", {"message": "m", "request": {"headers": {"accept": "x"}}}, same("request.headers", [["Accept", "x"]])),
        ("headers as pairs", {"message": "m", "request": {"headers": [["accept", "x"], ["accept", "y"]]}}, same("request.headers", [["Accept", "x"], ["Accept", "y"]])),
        ("headers with lists and null", {"message": "m", "request": {"headers": {"a": ["x", "y"], "b": None}}}, lambda e, i: ["A", "x,y"] in data("request.headers")(e, i) or data("request.headers")(e, i)),
        ("query as text, cookies as text", {"message": "m", "request": {"url": "http://a/b", "query_string": "?a=1&b=2", "cookies": "x=1; y=2"}},
         lambda e, i: data("request.query_string")(e, i) == [["a", "1"], ["b", "2"]] and data("request.cookies")(e, i) == [["x", "1"], ["y", "2"]]),
        ("tags as a map", {"message": "m", "tags": {"a": "b", "n": 1, "t": True}}, lambda e, i: {"a": "b", "n": "1", "t": "True"}.items() <= e["data"]["tags"].items() or e["data"]["tags"]),
        ("tags as pairs", {"message": "m", "tags": [["a", "b"], ["c", 1], None, ["x"]]}, lambda e, i: {"a": "b", "c": "1"}.items() <= e["data"]["tags"].items() or e["data"]["tags"]),
        ("tags as objects", {"message": "m", "tags": [{"key": "a", "value": "b"}]}, same("tags.a", "b")),
        ("a user whose id is a number", {"message": "m", "user": {"id": 42}}, lambda e, i: e["user_identifier"] == "42" or e["user_identifier"]),
        ("a user {{auto}}", {"message": "m", "user": {"ip_address": "{{auto}}"}}, same("user.ip_address", "127.0.0.1")),
        ("a javascript user gets the address", {"message": "m", "platform": "javascript"}, same("user.ip_address", "127.0.0.1")),
        ("timestamp as a number", {"message": "m", "timestamp": 1795514399.5}, lambda e, i: e["occurred_at"].startswith("2026-11-24T09:59:59") or e["occurred_at"]),
        ("timestamp as text", {"message": "m", "timestamp": "2026-11-24T09:59:58.25Z"}, lambda e, i: e["occurred_at"].startswith("2026-11-24T09:59:58")),
        ("timestamp without a zone", {"message": "m", "timestamp": "2026-11-24T09:59:57"}, lambda e, i: e["occurred_at"].startswith("2026-11-24T09:59:57")),
        ("timestamp with an offset", {"message": "m", "timestamp": "2026-11-24T11:59:56.1234567+02:00"}, lambda e, i: e["occurred_at"].startswith("2026-11-24T09:59:56")),
        ("timestamp of tomorrow", {"message": "m", "timestamp": "2026-11-25T10:00:00Z"}, lambda e, i: e["occurred_at"].startswith("2026-11-24T10:00:00")),
        ("timestamp of last year", {"message": "m", "timestamp": "2025-11-24T10:00:00Z"}, lambda e, i: e["occurred_at"].startswith("2026-11-24T10:00:00")),
        ("level as a number", {"message": "m", "level": 30}, lambda e, i: e["level"] == "warning"),
        ("level critical", {"message": "m", "level": "critical"}, lambda e, i: e["level"] == "fatal"),
        ("level unknown", {"message": "m", "level": "loud"}, lambda e, i: e["level"] == "error"),
        ("no level: java, old node, rust", {"message": "m"}, lambda e, i: e["level"] == "error"),
        ("a platform nobody knows", {"message": "m", "platform": "crystal"}, lambda e, i: e["platform"] == "crystal"),
        ("contexts of odd members", {"message": "m", "contexts": {"os": {"name": "Linux"}, "x": None, "y": 3}}, same("contexts.os.name", "Linux")),
        ("modules as pairs", {"message": "m", "modules": [["a", "1"], ["b", None]]}, same("modules.a", "1")),
        ("unknown keys are kept", {"message": "m", "of_the_future": {"a": [1, 2.50]}}, same("of_the_future", {"a": [1, 2.5]})),
        ("an environment tag fills the environment", {"message": "m", "tags": {"environment": "stage"}}, lambda e, i: e["environment"] == "stage" or e["environment"]),
        ("a release with blanks around", {"message": "m", "release": " 1.2 "}, lambda e, i: e["release"] == "1.2" or e["release"]),
        ("server_name is shown", {"message": "m", "server_name": "web-1"}, lambda e, i: e["server_name"] == "web-1"),
        ("a thread carries the stack, as in Rust", {"platform": "rust", "exception": {"values": [{"type": "panic", "value": "boom"}]},
            "threads": {"values": [{"id": 1, "current": True, "crashed": True, "stacktrace": {"frames": [FRAME]}}]}}, title("panic: boom")),
        ("JavaScript 11's captured message", {"platform": "javascript", "message": "said", "exception": {"values": [{"value": "said",
            "mechanism": {"type": "generic", "handled": True, "synthetic": True}, "stacktrace": {"frames": [FRAME]}}]}}, title("said")),
    ]


def wrong_types(w):
    """§15.7: every field × every odd value: 200, stored, and the rest of the event is there."""
    for field in FIELDS:
        for value in ODD:
            event_id = w.id()
            body = {"event_id": event_id, "extra": {"kept": "kept"}, "message": "odd", field: value}
            answer = w.store_event(json.dumps(body).encode())
            name = f"{field} of {json.dumps(value)}"
            if field == "extra":
                w.accepted(name, answer, event_id)
            else:
                w.accepted(name, answer, event_id, want=lambda e, i: e["data"]["extra"] == {"kept": "kept"} or e["data"])


def issue_of(w, **keys):
    """Sends and returns the issue's id."""
    a = w.store_event(w.event(**keys))
    _, issue = w.document(a.json()["id"])
    return issue["id"] if issue else None


def groups(w):
    """§15.10: fingerprints; other ids and lines are one issue, another type is another."""
    def error(kind="ValueError", value="no 17", line=3, **keys):
        return issue_of(w, message=None, exception={"values": [{"type": kind, "value": value, "stacktrace": {"frames": [{**FRAME, "lineno": line}]}}]}, **keys)
    first = error()
    w.check("another id and line: the same issue", error(value="no 4711", line=90) == first)
    w.check("another type: another issue", error(kind="KeyError") != first)
    w.check("the default fingerprint is the default", error(fingerprint=["{{ default }}"]) == first)
    w.check("... with odd blanks", error(fingerprint=["{{default}}"]) == first)
    w.check("an empty fingerprint is the default", error(fingerprint=[]) == first)
    w.check("a null fingerprint is the default", error(fingerprint=None) == first)
    extended = error(fingerprint=["{{ default }}", "eu"])
    w.check("the default and more: another issue", extended != first)
    w.check("... of its own kind", error(fingerprint=["{{ default }}", "eu"], value="no 9") == extended)
    w.check("... and type", error(fingerprint=["{{ default }}", "eu"], kind="KeyError") != extended)
    own = error(fingerprint=["payments"])
    w.check("an own fingerprint joins all types", error(kind="KeyError", fingerprint=["payments"]) == own != first)
    w.check("numbers in it are text", issue_of(w, fingerprint=["a", 1, True]) == issue_of(w, fingerprint=["a", "1", "True"]))
    by_type = error(fingerprint=["{{ type }}"])
    w.check("{{ type }} joins what has that type", error(fingerprint=["{{ error.type }}"], value="other words entirely") == by_type)
    w.check("... and nothing else", error(kind="KeyError", fingerprint=["{{ type }}"]) != by_type)
    w.check("{{ tags.x }}", error(fingerprint=["{{ tags.x }}"], tags={"x": "1"}) != error(fingerprint=["{{ tags.x }}"], tags={"x": "2"}))
    w.check("{{ transaction }}", error(fingerprint=["{{ transaction }}"], transaction="/a") == error(kind="KeyError", fingerprint=["{{ transaction }}"], transaction="/a"))
    w.check("a checksum groups", issue_of(w, checksum="abc", message="one") == issue_of(w, checksum="abc", message="two"))
    w.check("messages group by their template", issue_of(w, logentry={"message": "user %s", "params": ["a"]}, message=None)
            == issue_of(w, logentry={"message": "user %s", "params": ["b"]}, message=None))
    w.check("... and by their words", issue_of(w, message="took 17 ms") == issue_of(w, message="took 4711 ms") != issue_of(w, message="gave 17 ms"))


def test(w):
    for name, event, want in shapes():
        event_id = w.id()
        body = json.dumps({"platform": "python", **event, "event_id": event_id}).encode()
        w.accepted(f"store: {name}", w.store_event(body), event_id, want=want)
        event_id = w.id()
        body = json.dumps({"event_id": event_id}).encode() + b'\n{"type":"event"}\n' + json.dumps({"platform": "python", **event}).encode() + b"\n"
        w.accepted(f"envelope: {name}", w.envelope(body), event_id, want=want)
    w.verify()
    groups(w)
    wrong_types(w)
