"""The grammar of envelopes (sentry-ingest.md §5, §15.5, §16.3, §16.4): each rule and each
leniency by itself; what of it was stored; and what is 400 because data would be lost."""
import json

ATTACHMENT = b'{"type":"attachment","length":5,"filename":"a.txt"}\nab\ncd'


def sized(kind, payload, **header):
    return json.dumps({"type": kind, "length": len(payload), **header}).encode() + b"\n" + payload


def unsized(kind, payload, **header):
    return json.dumps({"type": kind, **header}).encode() + b"\n" + payload


def grammar(w):
    """(name, body with %ID, does it hold an event)"""
    event = w.event(message="framed")
    head = b'{"event_id":"%ID"}\n'
    pretty = json.dumps({"message": "framed", "extra": {"a": "b"}}, indent=1).encode()
    return [
        ("no length, a final LF", head + unsized("event", event) + b"\n", True),
        ("no length, no final LF", head + unsized("event", event), True),
        ("a length, a final LF", head + sized("event", event) + b"\n", True),
        ("a length, no final LF: native", head + sized("event", event), True),
        ("a length of null", head + unsized("event", event, length=None) + b"\n", True),
        ("a length of a string is none", head + unsized("event", event, length="x") + b"\n", True),
        ("a length with LF inside the payload", head + sized("event", pretty) + b"\n", True),
        ("a payload that ends in CR LF", head + unsized("event", event) + b"\r\n", True),
        ("CR before LF in both headers", head.replace(b"\n", b"\r\n") + unsized("event", event).replace(b"\n", b"\r\n") + b"\r\n", True),
        ("CR LF behind a sized payload", head + sized("event", event).replace(b"\n", b"\r\n", 1) + b"\r\n" + ATTACHMENT + b"\r\n", True),
        ("a BOM in front", b"\xef\xbb\xbf" + head + unsized("event", event), True),
        ("blank lines in front", b"\n\r\n\n" + head + unsized("event", event), True),
        ("blank lines behind the header", head + b"\n\n" + unsized("event", event), True),
        ("blank lines between items", head + ATTACHMENT + b"\n\n\r\n\n" + unsized("event", event), True),
        ("blank lines at the end", head + unsized("event", event) + b"\n\n\n\r\n", True),
        ("blanks around headers", b'  {"event_id": "%ID" } \t\n  {"type" : "event"}  \n' + event, True),
        ("unknown keys in both headers", b'{"event_id":"%ID","x":{"y":[1]},"version":7}\n' + unsized("event", event, x=[1], meta_length=3), True),
        ("a relay's keys", b'{"event_id":"%ID","client":"a","version":7,"origin":null,"remote_addr":"1.2.3.4","forwarded_for":"","user_agent":"x","retention":90}\n' + unsized("event", event), True),
        ("trace of the wrong type", b'{"event_id":"%ID","trace":[1,2]}\n' + unsized("event", event), True),
        ("trace with its rate as a number", b'{"event_id":"%ID","trace":{"trace_id":"x","sample_rate":1.0,"public_key":5}}\n' + unsized("event", event), True),
        ("sent_at of the wrong type", b'{"event_id":"%ID","sent_at":true}\n' + unsized("event", event), True),
        ("sent_at that is no time", b'{"event_id":"%ID","sent_at":"yesterday"}\n' + unsized("event", event), True),
        (".NET's sent_at of seven digits", b'{"event_id":"%ID","sent_at":"2026-11-24T10:00:00.1234567+00:00"}\n' + unsized("event", event), True),
        ("sdk of the wrong type", b'{"event_id":"%ID","sdk":"sentry.python"}\n' + unsized("event", event), True),
        ("a duplicate key: the last one counts", b'{"event_id":"x","event_id":"%ID"}\n' + unsized("event", event), True),
        ("attachment before the event", head + ATTACHMENT + b"\n" + unsized("event", event) + b"\n", True),
        ("event before the attachment", head + unsized("event", event) + b"\n" + ATTACHMENT + b"\n", True),
        ("an attachment of no length at the end", head + unsized("event", event) + b"\n" + b'{"type":"attachment","length":0}\n', True),
        ("... without its LF", head + unsized("event", event) + b"\n" + b'{"type":"attachment","length":0}', True),
        ("... and an event behind it", head + b'{"type":"attachment","length":0}\n\n' + unsized("event", event), True),
        ("30 attachments", head + b"".join(ATTACHMENT + b"\n" for _ in range(30)) + unsized("event", event) + b"\n", True),
        ("an unknown item", head + unsized("of_the_future", b"whatever, no JSON") + b"\n" + unsized("event", event), True),
        ("an unknown item of binary", head + sized("of_the_future", bytes(range(256))) + b"\n" + unsized("event", event), True),
        ("an item with an empty type", head + unsized("", b"{}") + b"\n" + unsized("event", event), True),
        ("a client report beside", head + unsized("client_report", b'{"timestamp":1,"discarded_events":[{"reason":"x","category":"error","quantity":1}]}') + b"\n" + unsized("event", event), True),
        ("bad UTF-8 and lone surrogates", head + unsized("event", b'{"message":"framed \xff \\ud800","extra":{"\xc3":"\\udfff"}}'), True),
        ("NaN in an envelope", head + unsized("event", b'{"message":"framed","extra":{"a":NaN}}'), True),
        ("an event of {}", head + unsized("event", b"{}"), True),
        ("an id of the header alone", b'{"event_id":"%ID"}\n', False),
        ("an id of the header alone, no LF", b'{"event_id":"%ID"}', False),
        ("attachments only", b'{"event_id":"%ID"}\n' + ATTACHMENT + b"\n" + ATTACHMENT, False),
        ("a session beside an id", b'{"event_id":"%ID"}\n' + unsized("session", b'{"sid":"x"}'), False),
    ]


EMPTY = [
    ("a header of {}", b"{}"),
    ("a header of {} and LF", b"{}\n"),
    ("a header of {} and blank lines", b"{}\n\n\r\n"),
    ("sentry-cli's check-in", b'{}\n{"type":"check_in"}\n{"check_in_id":"0","monitor_slug":"x","status":"ok"}'),
    ("a session", b'{"sent_at":"2026-11-24T10:00:00Z"}\n{"type":"session"}\n{"sid":"a","init":true,"started":"2026-11-24T10:00:00Z","status":"ok","attrs":{"release":"1"}}'),
    ("sessions", b'{}\n{"type":"sessions"}\n{"aggregates":[],"attrs":{"release":"1"}}\n'),
    ("a client report", b'{}\n{"type":"client_report"}\n{"discarded_events":[]}'),
    ("an unknown item", b'{}\n{"type":"x"}\ny'),
    ("logs in their container", b'{}\n{"type":"log","item_count":1,"content_type":"application/vnd.sentry.items.log+json"}\n{"items":[{"body":"x"}]}'),
    ("spans of version 2", b'{}\n{"type":"span","item_count":1,"content_type":"application/vnd.sentry.items.span.v2+json"}\n{"items":[{}]}'),
    ("statsd text", b'{}\n{"type":"statsd","length":9}\na:1|c|#b:'),
    ("an item header at the very end", b'{}\n{"type":"x"}'),
    ("an id that is none", b'{"event_id":"nonsense"}\n'),
]

BROKEN = [
    ("nothing but LF", b"\n\n"),
    ("a list for a header", b"[]\n"),
    ("words for a header", b"hello\n"),
    ("half a header", b'{"event_id":\n'),
    ("something behind the header's object", b'{} {}\n'),
    ("an item header that is a list", b'{}\n[]\n{}'),
    ("an item header that is cut", b'{}\n{"type":"event"\n{}'),
    ("an item without a type", b'{}\n{"length":2}\n{}'),
    ("a type that is a number", b'{}\n{"type":7}\n{}'),
    ("a length too long", b'{}\n{"type":"event","length":99}\n{}'),
    ("a length too short", b'{}\n{"type":"event","length":1}\n{}\n'),
    ("a length that is negative", b'{}\n{"type":"event","length":-1}\n{}\n'),
    ("a length beyond 32 bits", b'{}\n{"type":"event","length":4294967298}\n{}\n'),
    ("a length beyond 64 bits", b'{}\n{"type":"event","length":99999999999999999999}\n{}\n'),
    ("an event that is no JSON", b'{}\n{"type":"event"}\nhello'),
    ("an event that is a list", b'{}\n{"type":"event"}\n[]'),
    ("an event that is cut", b'{}\n{"type":"event"}\n{"message":"x"'),
    ("an empty event", b'{}\n{"type":"event","length":0}\n'),
    ("a header line of 65 KiB", b'{"x":"' + b"y" * (65 << 10) + b'"}\n'),
    ("an item header line of 65 KiB", b'{}\n{"type":"event","x":"' + b"y" * (65 << 10) + b'"}\n{}'),
]


def identities(w):
    """§5.10: the header's id wins; hyphens and capitals are the same id; none is made."""
    event_id, other = w.id(), w.id()
    hyphened = f"{event_id[:8]}-{event_id[8:12]}-{event_id[12:16]}-{event_id[16:20]}-{event_id[20:]}".upper()
    body = json.dumps({"event_id": hyphened}).encode() + b"\n" + unsized("event", w.event(event_id=event_id))
    w.accepted("an id with hyphens, as Rust and native", w.envelope(body), event_id)
    event_id = w.id()
    body = json.dumps({"event_id": event_id}).encode() + b"\n" + unsized("event", w.event(event_id=other))
    w.accepted("the header's id wins over the payload's", w.envelope(body), event_id,
               want=lambda e, i, event_id=event_id: e["data"]["event_id"] == event_id)
    w.check("... and the payload's is nobody's", w.must("GET", f"/api/v1/events/lookup?id={other}")["place"] == "never_seen")
    event_id = w.id()
    w.accepted("the payload's id when the header has none", w.envelope(b"{}\n" + unsized("event", w.event(event_id=event_id))), event_id)
    event_id = w.id()
    body = json.dumps({"event_id": "nonsense"}).encode() + b"\n" + unsized("event", w.event(event_id=event_id))
    w.accepted("the payload's id when the header's is none", w.envelope(body), event_id)
    w.accepted("an id is made", w.envelope(b"{}\n" + unsized("event", w.event())))
    # several events in one envelope: all of them
    first, second, third = w.id(), w.id(), w.id()
    body = (json.dumps({"event_id": first}).encode() + b"\n" + unsized("event", w.event(event_id=w.id(), message="one")) + b"\n"
            + unsized("event", w.event(event_id=second, message="two")) + b"\n" + unsized("event", w.event(event_id=third, message="three")))
    w.accepted("the first of three events", w.envelope(body), first, want=lambda e, i: e["message"] == "one")
    w.pending += [("the second of three events", second, w.shop, lambda e, i: e["message"] == "two"),
                  ("the third of three events", third, w.shop, lambda e, i: e["message"] == "three")]
    hundred = b"{}\n" + b"\n".join(unsized("event", b'{"message":"many"}') for _ in range(100))
    w.accepted("a hundred events", w.envelope(hundred))
    w.refused("a hundred and one", w.envelope(hundred + b"\n" + unsized("event", b"{}")), 413)
    # a repeat is answered alike and counted once
    event_id = w.id()
    body = json.dumps({"event_id": event_id}).encode() + b"\n" + unsized("event", w.event(message="sent again and again"))
    for n in range(3):
        w.accepted(f"the same event, {n + 1}", w.envelope(body), event_id, want=lambda e, i: i["event_count"] == 1 or i)


def drift(w):
    """§5: a clock that is off by an hour or more is put right; less is network and queue."""
    for name, sent_at, want in (("two hours behind", "2026-11-24T08:00:00Z", "2026-11-24T09:59:00Z"),
                                ("ten minutes behind", "2026-11-24T09:50:00Z", "2026-11-24T07:59:00Z")):
        event_id = w.id()
        body = json.dumps({"event_id": event_id, "sent_at": sent_at}).encode() + b"\n" + unsized(
            "event", w.event(timestamp="2026-11-24T07:59:00Z", breadcrumbs=[{"timestamp": "2026-11-24T07:58:00Z", "message": "b"}]))
        w.accepted(f"a clock {name}", w.envelope(body), event_id,
                   want=lambda e, i, want=want: e["occurred_at"] == want or e["occurred_at"])


def test(w):
    for name, body, has_event in grammar(w):
        event_id = w.id()
        answer = w.envelope(body.replace(b"%ID", event_id.encode()))
        if has_event:
            w.accepted(name, answer, event_id, want=lambda e, i: "framed" in e["message"] or e["data"].get("message") is None)
        else:
            w.check(name, answer.status == 200 and answer.json() == {"id": event_id}, answer)
    for name, body in EMPTY:
        answer = w.envelope(body)
        w.check(f"{name} is 200 and {{}}", answer.status == 200 and answer.json() == {}, answer)
    for name, body in BROKEN:
        w.refused(name, w.envelope(body), 400)
    identities(w)
    drift(w)
