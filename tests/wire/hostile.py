"""Hostile input beside the tables of the other nouns: envelopes cut at every byte, ids of every
form, repeats in one batch, numbers and times out of range, odd text in every place, counts and
depths beyond reason, items that lie about themselves, codings in disguise, chunks that are
none. Nothing is a 5xx, what is acknowledged is found, and the server stands."""
import gzip
import itertools
import json
import zlib

from framing import sized, unsized
from world import Link, head_of

IDS = ["0" * 32, "f" * 32, "F" * 32, "00000000-0000-0000-0000-000000000001", "{00000000000000000000000000000002}",
       "urn:uuid:00000000-0000-0000-0000-000000000003", "  " + "a" * 32, "a" * 31, "a" * 33, "g" * 32, "", " ", None, 7, [], {}, True,
       "a" * 60000, "\0" * 32, "\uff11" * 32, "-" * 32]
NUMBERS = ["1e400", "-1e400", "1e-400", "123456789012345678901234567890", "-0", "0.1e+5", "9223372036854775808",
           "-9223372036854775809", "1.7976931348623157e308", "1" + "0" * 5000]
TIMES = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2026-02-30T00:00:00Z",
         "2026-11-24T25:00:00Z", "2026-11-24T10:00:60Z", "2026-11-24", "2026-11-24T10:00:00+99:99",
         "2026-11-24T10:00:00." + "9" * 1000 + "Z", -1, 0, 1e18, -1e18, 4102444800, 253402300800, "1700000000", "NaN", "", [], {}]
TEXTS = ["\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u202e\\u200b\\ufeff\"", "\"\\u001b[31m\"",
         "\"%s%n%s{0}{x}\"", "\"<script>alert(1)</script>\"", "\"' OR 1=1; --\"", "\"{{ default }}\"", "\"..\"", "\"/\"",
         "\"\\r\\n\"", "\"" + "x" * 20000 + "\""]

MESSAGE = ('{"message":%s,"release":%s,"environment":%s,"dist":%s,"server_name":%s,"transaction":%s,"logger":%s,"user":{"id":%s,"email":%s,'
           '"ip_address":%s},"tags":{%s:%s},"fingerprint":[%s]}')
EXCEPTION = ('{"exception":[{"type":%s,"value":%s,"module":%s,"stacktrace":{"frames":[{"function":%s,"filename":%s,"abs_path":%s,'
             '"context_line":%s,"vars":{%s:%s}}]}}],"request":{"url":%s,"method":%s,"headers":[[%s,%s]],"cookies":%s,"query_string":%s},'
             '"contexts":{%s:{"type":%s,"name":%s}}}')
MEASURED = ('{"message":"num","timestamp":%s,"level":%s,"extra":{"a":%s},"user":{"id":%s},"exception":[{"type":"E","value":"v","thread_id":%s,'
            '"stacktrace":{"frames":[{"function":"f","lineno":%s,"colno":%s,"instruction_addr":%s}]},"mechanism":{"exception_id":%s,'
            '"parent_id":%s}}],"breadcrumbs":[{"timestamp":%s}],"time_spent":%s,"tags":{"n":%s}}')
MANY = [("keys", b'{"message":"k","extra":{%s}}', lambda n: b'"k%d":1' % n), ("exceptions", b'{"exception":[%s]}', lambda n: b'{"type":"E"}'),
        ("threads", b'{"message":"t","threads":[%s]}', lambda n: b'{"id":1}'),
        ("breadcrumbs", b'{"message":"t","breadcrumbs":[%s]}', lambda n: b'{"message":"1"}'),
        ("headers", b'{"message":"t","request":{"headers":[%s]}}', lambda n: b'["a","b"]'),
        ("parts of a fingerprint", b'{"message":"t","fingerprint":[%s]}', lambda n: b'"a"'),
        ("repeats of a key", b'{"message":"t",%s}', lambda n: b'"a":1'),
        ("images", b'{"message":"t","debug_meta":{"images":[%s]}}', lambda n: b"{}"),
        ("lists", b'{"message":"t","extra":[%s]}', lambda n: b"[]")]
KINDS = ["session", "sessions", "check_in", "client_report", "user_report", "feedback", "security", "raw_security", "attachment",
         "form_data", "unreal_report", "replay_event", "transaction"]
PAYLOADS = [b"", b"{}", b"[]", b"null", b"5", b'"x"', b"{", b"\xff\xfe", b'{"sid":5,"attrs":[]}', b'{"aggregates":{},"attrs":{"release":5}}',
            b'{"monitor_slug":{},"status":[]}', b'{"event_id":5,"comments":[]}', b'{"contexts":{"feedback":[]}}',
            b'{"discarded_events":{"a":1}}', b'{"csp-report":[]}', b"[" * 50000, b'{"a":' * 20000]


def stands(w, name, answer):
    w.check(f"{name} is no 5xx", answer.status < 500, answer)


def cuts(w):
    event_id = w.id()
    whole = (json.dumps({"event_id": event_id}).encode() + b"\n" + sized("event", w.event(message="cut", extra={"u": "\u00e9"})) + b"\n" +
             sized("attachment", b"ab\ncd", filename="x") + b"\n" + unsized("session", b"{}") + b"\n")
    for n in range(len(whole)):
        stands(w, f"an envelope cut at {n}", w.envelope(whole.replace(event_id.encode(), w.id().encode())[:n]))


def ids(w):
    for sent, how in itertools.product(IDS, ("store", "header", "both")):
        event = {"message": "ids"} if how == "header" else {"message": "ids", "event_id": sent}
        head = json.dumps({"event_id": sent}).encode()
        text = json.dumps(event).encode()
        answer = w.store_event(text) if how == "store" else w.envelope(head + b"\n" + unsized("event", text))
        w.accepted(f"{how}: an id {str(sent)[:40]!r}", answer)
    again = w.id()
    for project in (w.shop, w.other) * 3:
        w.accepted("a repeated id", w.send(w.path("store", project), w.event(event_id=again), [w.auth(project)]), again, project)
    items = b"\n".join([unsized("event", w.event(event_id=again))] * 10)
    w.accepted("an id ten times in an envelope", w.envelope(b'{"event_id":"%s"}\n' % again.encode() + items), again)


def values(w):
    for n in NUMBERS:
        w.accepted(f"the number {n[:30]} everywhere", w.store_event((MEASURED % ((n,) * 13)).encode()), want=lambda e, i: True)
    for t in TIMES:
        event = w.event(message="time", timestamp=t, breadcrumbs=[{"timestamp": t, "message": "b"}])
        w.accepted(f"the time {str(t)[:40]}", w.store_event(event), want=lambda e, i: bool(e["occurred_at"]))
        body = json.dumps({"sent_at": t}).encode() + b"\n" + unsized("event", w.event(message="sent", timestamp=1795514400))
        w.accepted(f"sent at {str(t)[:40]}", w.envelope(body), want=lambda e, i: bool(e["occurred_at"]))
    for t in TEXTS:
        w.accepted(f"the text {t[:30]} in a message", w.store_event((MESSAGE % ((t,) * 13)).encode()), want=lambda e, i: True)
        w.accepted(f"the text {t[:30]} in an exception", w.store_event((EXCEPTION % ((t,) * 18)).encode()), want=lambda e, i: True)
    for name, around, one in MANY:
        w.accepted(f"60,000 {name}", w.store_event(around % b",".join(one(n) for n in range(60000))))
    meta = b'{"message":"m","_meta":' + b'{"a":' * 100 + b'{"":{"err":[["x",{"y":1}]],"rem":[[1,2],["a"]],"len":-5}}' + b"}" * 101
    w.accepted("remarks that make no sense", w.store_event(meta))


def items(w):
    for n in (-1, 0, 1, 4294967295, 4294967296, 1 << 63, "5", 5.0, 5.5, True, [], {}, 1e300):
        head = json.dumps({"type": "event", "length": n}).encode()
        stands(w, f"a length of {n}", w.envelope(b"{}\n" + head + b"\n" + w.event() + b"\n"))
    for odd in ({"filename": None}, {"filename": ""}, {"filename": "../../etc/passwd"}, {"filename": "a" * 60000}, {"filename": 5},
                {"filename": "\0"}, {"content_type": "\r\nX: y"}, {"attachment_type": []}, {"attachment_type": "event.minidump"},
                {"item_count": -1}, {"content_type": "application/vnd.sentry.trace-attachment", "meta_length": 2},
                {"content_type": "application/vnd.sentry.attachment-ref+json"}):
        event_id = w.id()
        body = (json.dumps({"event_id": event_id}).encode(), unsized("event", w.event()), sized("attachment", b"MDMP1234", **odd))
        w.accepted(f"a file with {str(odd)[:50]}", w.envelope(b"\n".join(body)), event_id)
    for kind, payload in itertools.product(KINDS, PAYLOADS):
        stands(w, f"{kind} of {payload[:20]}", w.envelope(b"{}\n" + sized(kind, payload)))


def codings(w):
    good = w.event(message="coded")
    packed = gzip.compress(good)
    bodies = (good, packed, zlib.compress(good), gzip.compress(packed), packed[:-4], packed + b"junk", b"\x1f\x8b", b"\x28\xb5\x2f\xfd",
              bytes(100))
    for coding, body in itertools.product(("gzip, gzip", "gzip,deflate", "GZIP ", "x-gzip", "*", "gzip;q=1", "", "br, gzip", "none",
                                           "compress", "zstd"), bodies):
        stands(w, f"{coding!r} over {body[:4]}", w.store_event(body, [("Content-Encoding", coding)]))


def chunks(w):
    good = w.event(message="chunked")
    base = head_of("POST", w.path("store"), [w.auth()])[:-2]
    n, coded = len(good), b"Transfer-Encoding: chunked\r\n\r\n"
    games = {
        "an extension": (coded + b'%x;a=b;c="d"\r\n%s\r\n0\r\n\r\n' % (n, good), (200, 400)),
        "a trailer": (coded + b"%x\r\n%s\r\n0\r\nX: y\r\n\r\n" % (n, good), (200, 400)),
        "zeros in front": (coded + b"%010x\r\n%s\r\n0\r\n\r\n" % (n, good), (200, 400)),
        "a size beyond 64 bits": (coded + b"fffffffffffffffff\r\nabc", (400, 413)),
        "a negative size": (coded + b"-5\r\nabc\r\n0\r\n\r\n", (400, 413)),
        "a size that lies": (coded + b"%x\r\n%s\r\n0\r\n\r\n" % (n - 3, good), (400,)),
        "two lengths": (b"Content-Length: %d\r\nContent-Length: 5\r\n\r\n%s" % (n, good), (200, 400)),
        "a negative length": (b"Content-Length: -1\r\n\r\n" + good, (400, 413)),
        "a length of 23 digits": (b"Content-Length: %s\r\n\r\n%s" % (b"9" * 23, good), (400, 413)),
        "300 headers": (b"".join(b"X-%d: y\r\n" % i for i in range(300)) + b"Content-Length: %d\r\n\r\n%s" % (n, good), (200, 431)),
    }
    for name, (tail, statuses) in games.items():
        link = Link(w.port)
        try:
            link.send(base + tail)
            w.refused(f"chunks and lengths: {name}", link.answer(), statuses)
        except (OSError, EOFError):
            w.check(f"chunks and lengths: {name} is cut off", 200 not in statuses or 400 in statuses)
        finally:
            link.close()
    w.check("the server stands", w.raw(head_of("GET", "/health", []), "GET").status == 200)
    kept = w.must("GET", "/api/v1/system/quarantine")
    w.check("nothing of it was too much for the digest", kept["total"] == 0, kept)


def test(w):
    for part in (cuts, ids, values, items, codings, chunks):
        part(w)
        w.verify()
