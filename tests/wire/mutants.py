"""Every field of the event schema (sentry-ingest.md §9) replaced by every JSON type and by
nasty values, one at a time, 10,000 events and more: none is a 5xx, each that was acknowledged
is found again by look-up (§15.7)."""
import copy
import json

from world import Link, head_of

AT_LEAST = 10000
FRAME = {"filename": "f.py", "abs_path": "/a/f.py", "function": "g", "raw_function": "g", "module": "m", "package": "p", "lineno": 1,
         "colno": 2, "pre_context": ["a"], "context_line": "b", "post_context": ["c"], "vars": {"x": {"y": [1]}}, "in_app": True,
         "platform": "python", "instruction_addr": "0x1", "symbol_addr": 1, "image_addr": "2", "addr_mode": "abs", "symbol": "s",
         "function_id": "0x3", "lock": {"type": 1, "address": "0x1"}, "stack_start": True, "trust": "t", "data": {"sourcemap": "s"},
         "source_link": "https://a.example/"}
EVENT = {
    "type": "error", "timestamp": "2026-11-24T09:59:00Z", "start_timestamp": 1795514300, "received": 1, "platform": "python", "level": "error",
    "logger": "app", "transaction": "/cart", "culprit": "c", "server_name": "web", "site": "s", "release": "r@1", "dist": "1",
    "environment": "prod", "message": "m", "logentry": {"message": "a %s", "formatted": "a b", "params": ["b"]},
    "exception": {"values": [{"type": "E", "value": "v", "module": "m", "thread_id": 1,
                              "mechanism": {"type": "t", "description": "d", "help_link": "h", "handled": False, "synthetic": False, "source": "s",
                                            "exception_id": 1, "parent_id": 0, "is_exception_group": False, "data": {"a": 1},
                                            "meta": {"errno": {"number": 1}, "signal": {"number": 11, "name": "SIGSEGV"},
                                                     "mach_exception": {"exception": 1}, "ns_error": {"domain": "d", "code": 1}}},
                              "raw_stacktrace": {"frames": [{"filename": "x"}]},
                              "stacktrace": {"registers": {"r": "0x1"}, "lang": "py", "frames_omitted": [1, 2], "frames": [FRAME]}}]},
    "stacktrace": {"frames": [{"function": "q"}]},
    "threads": {"values": [{"id": 1, "name": "main", "crashed": True, "current": True, "main": True, "state": "s", "held_locks": {"a": {}},
                            "stacktrace": {"frames": [{"function": "f"}]}}]},
    "breadcrumbs": {"values": [{"timestamp": 1795514300, "type": "t", "ty": "t", "category": "c", "level": "info", "message": "m",
                                "data": {"a": "b"}, "event_id": "x", "origin": "o"}]},
    "request": {"url": "http://h/p?q=1#f", "method": "GET", "query_string": "a=b", "fragment": "f", "data": {"a": "b"}, "cookies": {"a": "b"},
                "headers": [["A", "b"], ["User-Agent", "Firefox/1"]], "env": {"REMOTE_ADDR": "1.2.3.4"}, "inferred_content_type": "t",
                "body_size": 1, "api_target": "graphql", "protocol": "p"},
    "user": {"id": "1", "email": "e", "username": "u", "name": "n", "ip_address": "1.2.3.4", "geo": {"city": "c"}, "segment": "s",
             "data": {"a": 1}, "more": 1},
    "contexts": {"os": {"name": "n", "version": "v"}, "runtime": {"name": "n", "version": "v"}, "browser": {"name": "n", "version": "v"},
                 "device": {"family": "f", "model": "m"}, "app": {"app_name": "a"}, "trace": {"trace_id": "a", "span_id": "b"},
                 "response": {"status_code": 200, "headers": [["a", "b"]]}, "flags": {"values": [{"flag": "f", "result": True}]},
                 "own": {"type": "os", "a": 1}},
    "tags": {"a": "b", "n": 1}, "extra": {"a": {"b": [1, 2]}, "password": "p"}, "modules": {"a": "1"},
    "sdk": {"name": "n", "version": "v", "integrations": ["a"], "features": ["b"], "packages": [{"name": "n", "version": "1"}],
            "settings": {"infer_ip": "never"}, "client_ip": "1.2.3.4"},
    "fingerprint": ["a", "{{ default }}"], "debug_meta": {"images": [{"type": "elf", "debug_id": "x", "image_addr": "0x1"}], "sdk_info": {}},
    "errors": [{"type": "t", "name": "n", "value": 1}], "template": {"filename": "t", "lineno": 1, "context_line": "c"},
    "spans": [{"op": "o", "span_id": "x"}], "measurements": {"a": {"value": 1}}, "transaction_info": {"source": "route"}, "breakdowns": {"a": {}},
    "csp": {"blocked_uri": "u", "effective_directive": "d", "violated_directive": "v"}, "checksum": "abc", "time_spent": 3, "key_id": "1",
    "project": "2", "version": "7",
    "_meta": {"extra": {"": {"err": ["x"], "rem": [["a", "x", 0, 1]], "len": 3, "val": "v"}}},
}


class Raw:
    """Text that stands in the document as it is: what json.dumps would not write."""

    def __init__(self, text):
        self.text = text


VALUES = [
    None, True, False, 0, -1, 1.5, Raw("1e400"), Raw("-1e-400"), 18446744073709551616, -9223372036854775809, 253402300800000, -62135596801,
    Raw("NaN"), Raw("-Infinity"), "", " ", "x", "\0", Raw('"\\ud800"'), Raw('"\\udc00\\ud800 x"'), "a" * 10000, "\U0001F600" * 300,
    "\u202e\u0007\u009b31m", "<script>alert(1)</script>", "' OR 1=1; --", "../../../etc/passwd", "{{auto}}", "{{ default }}", "%s%n%s",
    "2026-13-45T99:99:99Z", "true", "0x", [], {}, [None], [[]], [{}], [[["x"], 1], {"a": []}], {"": ""}, {"values": {}}, {"values": [None, 1, []]},
    {"frames": [None]}, Raw("[" * 200 + "]" * 200), Raw('{"a":' * 200 + "1" + "}" * 200), list(range(1000)), {f"k{i}": i for i in range(300)},
    Raw('{"a":1,"a":2,"a":{"a":3}}'), "key=value; password=hunter2", "4111 1111 1111 1111",
]


def paths(value, at=()):
    """Every place of the document, containers and what is in them."""
    if at:
        yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        yield from paths(child, (*at, key))


def mutants():
    """(name, text with %ID)"""
    for path in paths(EVENT):
        for n, value in enumerate(VALUES):
            event = copy.deepcopy(EVENT)
            holder = event
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = "@VALUE@"
            raw = value.text if isinstance(value, Raw) else json.dumps(value)
            text = json.dumps({"event_id": "%ID", **event}).replace('"@VALUE@"', raw, 1)
            yield f"{'.'.join(map(str, path))} by value {n}", text


def test(w):
    link, sent, odd = Link(w.port), [], []
    for n, (name, text) in enumerate(mutants()):
        event_id = f"{n + 1:032x}"
        if n % 2:
            body, kind = text.replace("%ID", event_id).encode(), "store"
        else:
            body = json.dumps({"event_id": event_id}).encode() + b'\n{"type":"event"}\n' + text.encode() + b"\n"
            kind = "envelope"
        link.send(head_of("POST", w.path(kind), [w.auth(), ("Content-Length", str(len(body)))]) + body)
        answer = link.answer()
        if answer.status == 200 and answer.json() == {"id": event_id}:
            sent.append((name, event_id))
        else:
            odd.append(f"{name}: {answer}")
    print(f"{len(sent)} mutants were acknowledged")
    w.check(f"{len(sent) + len(odd)} mutants are {AT_LEAST} at least", len(sent) + len(odd) >= AT_LEAST)
    w.check("each is acknowledged", not odd, f"{len(odd)}: {odd[:3]}")
    lost = [name for name, event_id in sent if w.find(event_id) is None]
    w.check("each that was acknowledged is found", not lost, f"{len(lost)}: {lost[:5]}")
    link.close()
