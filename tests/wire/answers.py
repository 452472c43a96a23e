"""What is answered, whatever happens (sentry-ingest.md §7, §8, §15.6, §15.9): sizes, bombs,
bodies that are refused before they are read, floods of headers."""
import gzip
import json
import socket
import time
import zlib

from world import Link, chunks, head_of

MIB = 1 << 20


def event_of(size, **keys):
    """An event of exactly so many bytes."""
    body = json.dumps({"message": "large", "extra": {"x": ""}, **keys}).encode()
    return body.replace(b'"x": ""', b'"x": "' + b"y" * (size - len(body)) + b'"')


def sizes(w):
    w.accepted("an event of 1 MiB", w.store_event(event_of(MIB)))
    w.refused("an event of 1 MiB and a byte", w.store_event(event_of(MIB + 1)), 413)
    w.accepted("an event of 1 MiB, packed", w.store_event(gzip.compress(event_of(MIB)), [("Content-Encoding", "gzip")]))
    w.refused("... and a byte", w.store_event(gzip.compress(event_of(MIB + 1)), [("Content-Encoding", "gzip")]), 413)
    w.accepted("... in an envelope", w.envelope(b'{}\n{"type":"event"}\n' + event_of(MIB)))
    w.refused("... in an envelope and a byte", w.envelope(b'{}\n{"type":"event"}\n' + event_of(MIB + 1)), 413)
    bomb = gzip.compress(bytes(130 * MIB), 9)  # over BODY_MAX_BYTES
    w.refused("a bomb of gzip", w.store_event(bomb, [("Content-Encoding", "gzip")]), 413)
    w.refused("a bomb of gzip as an envelope", w.envelope(bomb, [("Content-Encoding", "gzip")]), 413)
    w.refused("a bomb inside the store's base64", w.store_event(zlib.compress(bytes(130 * MIB), 9)), 413)
    for kind, body in (("lists", b"[" * 100000 + b"]" * 100000), ("objects", b'{"a":' * 100000 + b"1" + b"}" * 100000)):
        w.accepted(f"nested {kind}, 100,000 deep", w.store_event(b'{"message":"deep","extra":{"deep":' + body + b"}}"),
                   want=lambda e, i: e["message"] == "deep")
    w.accepted("100,000 tags", w.store_event(json.dumps({"message": "tags", "tags": {f"k{i}": "v" for i in range(50000)}}).encode()),
               want=lambda e, i: 0 < len(e["data"]["tags"]) <= 250 or len(e["data"]["tags"]))
    frames = [{"function": f"f{i}", "lineno": i + 1, "filename": "a.py"} for i in range(1000)]
    w.accepted("1,000 frames", w.store_event(w.event(exception={"type": "E", "value": "v", "stacktrace": {"frames": frames}})),
               want=lambda e, i: len(e["data"]["exception"]["values"][0]["stacktrace"]["frames"]) == 250
               and e["data"]["exception"]["values"][0]["stacktrace"]["frames"][-1]["function"] == "f999")
    w.accepted("1,000 breadcrumbs", w.store_event(w.event(breadcrumbs=[{"message": f"b{i}"} for i in range(1000)])),
               want=lambda e, i: e["data"]["breadcrumbs"]["values"][-1]["message"] == "b999" and len(e["data"]["breadcrumbs"]["values"]) <= 500)


def unread(w):
    """An error is answered also to who is still sending: no reset in its place."""
    number = w.shop["number"]
    for name, length, status in (("1 MiB without a key", MIB, 401), ("20 MiB without a key", 20 * MIB, 401),
                                 ("200 MiB", 200 * MIB, 413)):
        link = Link(w.port, timeout=20)
        sent = 0
        try:
            link.send(head_of("POST", f"/api/{number}/store/", [("Content-Length", str(length))]))
            while sent < min(length, 30 * MIB):
                link.send(b"x" * 65536)
                sent += 65536
        except OSError:
            pass  # the other side reads no more; what it said is still to be had
        try:
            a = link.answer()
            w.refused(f"{name} is answered", a, (status, 413))
            w.look(name, a)
        except (OSError, EOFError) as e:
            w.check(f"{name} is answered", False, repr(e))
        link.close()
    link = Link(w.port)
    link.send(head_of("POST", f"/api/{number}/store/", [w.auth(), ("Content-Length", str(200 * MIB)), ("Expect", "100-continue")]))
    w.refused("200 MiB that ask before", link.answer(), 413)
    link.close()
    a = w.send(f"/api/{number}/store/", b"x" * (2 * MIB), is_chunked=False)
    w.refused("2 MiB of no event without a key", a, 401)
    link = Link(w.port)
    link.send(head_of("POST", f"/api/{number}/store/", [w.auth(), ("Transfer-Encoding", "chunked")]))
    block = chunks(b"x" * 65536, 65536)[:-5]
    try:
        for _ in range(30 * MIB // 65536):
            link.send(block)
        link.send(b"0\r\n\r\n")
    except OSError:
        pass
    try:
        w.refused("30 MiB of no event in chunks", link.answer(), (400, 413, 503))
    except (OSError, EOFError) as e:
        w.check("30 MiB in chunks are answered", False, repr(e))
    link.close()


def malformed(w):
    """Not HTTP: refused, and the server stands."""
    for name, data in (
            ("no HTTP at all", b"hello\r\n\r\n"),
            ("a TLS hello", bytes.fromhex("1603010200010001fc0303") + bytes(200)),
            ("a request line of 64 KB", b"GET /" + b"x" * 65536 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
            ("a header of 64 KB", b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 65536 + b"\r\n\r\n"),
            ("10,000 headers", b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X-Y: z\r\n" * 10000 + b"\r\n"),
            ("a bad Content-Length", b"POST /api/1/store/ HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"),
            ("a negative Content-Length", b"POST /api/1/store/ HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"),
            ("bad chunks", b"POST /api/1/store/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
            ("a chunk of a huge size", b"POST /api/1/store/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc"),
            ("NUL in the path", b"POST /api/1/store/\0 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    ):
        link = Link(w.port, timeout=5)
        try:
            link.send(data)
            link.socket.shutdown(socket.SHUT_WR)
            a = link.answer("GET")
            w.check(f"{name} is refused", 400 <= a.status < 500 or a.status == 501, a)
        except (OSError, EOFError):
            w.check(f"{name} is cut off", True)
        link.close()
    link = Link(w.port)
    link.send(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    w.check("the server stands", link.answer("GET").status == 200)
    link.close()


def broken_off(w):
    """Clients that leave in the middle cost nothing that lasts."""
    event = w.event(message="broken off")
    whole = head_of("POST", w.path("store"), [w.auth(), ("Content-Length", str(len(event)))]) + event
    for cut in (10, 60, len(whole) - len(event), len(whole) - 1):
        link = Link(w.port)
        link.send(whole[:cut])
        link.close()
    link = Link(w.port)
    link.send(whole)
    link.close()  # does not wait for its answer
    end = time.monotonic() + 5
    w.accepted("others are served", w.raw(whole) if time.monotonic() < end else None)


def words(w):
    """Bytes of outside in an error's words stay harmless."""
    a = w.send(f"/api/{w.shop['number']}/store/?sentry_key=%C3%A9%22%0d%0aX-Evil:%201", w.event())
    w.refused("a key of strange letters", a, 400)
    w.check("... puts no header in", a.header("x-evil") is None, a)
    a = w.envelope(b"{}\n" + json.dumps({"type": "é\r\nX-Evil: 1" * 40, "length": 99}).encode() + b"\n{}")
    w.refused("a type of strange letters", a, 400)
    w.check("... puts no header in either", a.header("x-evil") is None, a)


def test(w):
    sizes(w)
    unread(w)
    malformed(w)
    broken_off(w)
    words(w)
