"""How bodies are packed and framed by HTTP (sentry-ingest.md §3.1, §4.1-4.3, §15.3, §15.4,
§16.1, §16.2): every coding on both paths, chunked or not, and what is broken is 400."""
import base64
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib

from world import Link, chunks, head_of


def raw_deflate(data):
    z = zlib.compressobj(9, zlib.DEFLATED, -15)
    return z.compress(data) + z.flush()


def by_tool(tool):
    """A packer from the command line: Python's library has neither brotli nor zstd."""
    if shutil.which(tool) is None:
        return None

    def pack(data):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/x", "wb") as f:
                f.write(data)
            name = {"brotli": "x.br", "zstd": "x.zst"}[tool]
            subprocess.run([tool, "-q", folder + "/x"] if tool == "zstd" else [tool, folder + "/x"], check=True)
            with open(os.path.join(folder, name), "rb") as f:
                return f.read()
    return pack


def brotli_stored(data):
    """Brotli of uncompressed meta-blocks (RFC 7932 §9.2): a window of 16 bits, then blocks
    of up to 65,536 bytes as they are, then an empty last block."""
    out, bits, n = bytearray(), 0, 0

    def put(value, width):
        nonlocal bits, n
        bits |= value << n
        n += width
        while n >= 8:
            out.append(bits & 255)
            bits, n = bits >> 8, n - 8

    put(0, 1)  # WBITS 16
    for at in range(0, len(data), 65536):
        block = data[at:at + 65536]
        put(0, 1)  # not the last
        put(0, 2)  # MLEN in four nibbles
        put(len(block) - 1, 16)
        put(1, 1)  # uncompressed
        if n:
            put(0, 8 - n)
        out += block
    put(3, 2)  # last and empty
    if n:
        put(0, 8 - n)
    return bytes(out)


def zstd_stored(data):
    """Zstandard of raw blocks (RFC 8878 §3.1.1): single segment, content size of four bytes."""
    out = bytearray(b"\x28\xb5\x2f\xfd" + bytes([0b10100000]) + len(data).to_bytes(4, "little"))
    parts = [data[i:i + 100000] for i in range(0, len(data), 100000)] or [b""]
    for i, part in enumerate(parts):
        out += (len(part) << 3 | (i == len(parts) - 1)).to_bytes(3, "little") + part
    return bytes(out)


CODINGS = [
    ("plain", None, lambda d: d),
    ("identity", "identity", lambda d: d),
    ("an empty Content-Encoding, as sentry-ruby", "", lambda d: d),
    ("an unknown coding is as if none were said", "snappy", lambda d: d),
    ("gzip", "gzip", gzip.compress),
    ("x-gzip in capitals with blanks", "  X-GZIP ", gzip.compress),
    ("gzip of two members", "gzip", lambda d: gzip.compress(d[:40]) + gzip.compress(d[40:])),
    ("gzip of many members, an empty one among them", "gzip",
     lambda d: b"".join(gzip.compress(d[i:i + 50]) for i in range(0, len(d), 50)) + gzip.compress(b"")),
    ("gzip with garbage behind", "gzip", lambda d: gzip.compress(d) + b"garbage"),
    ("gzip with zeros behind", "gzip", lambda d: gzip.compress(d) + bytes(8)),
    ("deflate with zlib's wrapper", "deflate", zlib.compress),
    ("deflate bare", "deflate", raw_deflate),
    ("deflate with garbage behind", "deflate", lambda d: zlib.compress(d) + b"garbage"),
    ("br, stored blocks", "br", brotli_stored),
    ("br by its tool", "br", by_tool("brotli")),
    ("zstd, raw blocks", "zstd", zstd_stored),
    ("zstd of two frames", "zstd", lambda d: zstd_stored(d[:30]) + zstd_stored(d[30:])),
    ("zstd by its tool", "zstd", by_tool("zstd")),
]
CONTENT_TYPES = [None, "application/x-sentry-envelope", "text/plain;charset=UTF-8", "application/json",
                 "application/octet-stream", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"]
BROKEN = [
    ("gzip that is none", "gzip", lambda d: d),
    ("gzip cut off", "gzip", lambda d: gzip.compress(d)[:-12]),
    ("gzip with a wrong sum", "gzip", lambda d: gzip.compress(d)[:-8] + b"\0" * 8),
    ("gzip of nothing at all", "gzip", lambda d: b""),
    ("gzip of an empty text", "gzip", lambda d: gzip.compress(b"")),
    ("deflate that is none", "deflate", lambda d: b"\xff" + d),
    ("deflate cut off", "deflate", lambda d: zlib.compress(d)[:-12]),
    ("br that is none", "br", lambda d: b"\xff" + d),
    ("br cut off", "br", lambda d: brotli_stored(d)[:-20]),
    ("zstd that is none", "zstd", lambda d: d),
    ("zstd cut off", "zstd", lambda d: zstd_stored(d)[:-20]),
]


def both(w, name, coding, pack, headers=(), **options):
    """The same event through envelope and store."""
    extra = [("Content-Encoding", coding)] if coding is not None else []
    event_id = w.id()
    event = w.event(event_id=event_id, message=name, extra={"long": "words " * 40})
    w.accepted(f"store: {name}", w.store_event(pack(event), [*extra, *headers], **options), event_id,
               want=lambda e, i: e["message"] == name or e["message"])
    event_id = w.id()
    body = json.dumps({"event_id": event_id}).encode() + b'\n{"type":"event"}\n' + w.event(message=name) + b"\n"
    w.accepted(f"envelope: {name}", w.envelope(pack(body), [*extra, *headers], **options), event_id,
               want=lambda e, i: e["message"] == name or e["message"])


def packed(w):
    for name, coding, pack in CODINGS:
        if pack is None:
            print(f"left out: {name} (not installed)")
            continue
        both(w, name, coding, pack)
        both(w, f"{name}, chunked", coding, pack, is_chunked=True)
    for content_type in CONTENT_TYPES:
        headers = [] if content_type is None else [("Content-Type", content_type)]
        event_id = w.id()
        body = json.dumps({"event_id": event_id}).encode() + b'\n{"type":"event"}\n' + w.event() + b"\n"
        w.accepted(f"an envelope as {content_type}", w.envelope(body, headers), event_id)
        if content_type != "application/x-sentry-envelope":
            w.accepted(f"an event as {content_type}", w.store_event(w.event(), headers))
    body = b'{}\n{"type":"event"}\n' + w.event() + b"\n"
    for content_type in ("application/x-sentry-envelope", "Application/X-Sentry-Envelope; charset=utf-8"):
        w.accepted(f"an envelope on store as {content_type}", w.store_event(body, [("Content-Type", content_type)]))


def broken(w):
    for name, coding, pack in BROKEN:
        data = pack(w.event(extra={"long": "words " * 40}))
        for send, where in ((w.store_event, "store"), (w.envelope, "envelope")):
            w.refused(f"{where}: {name}", send(data, [("Content-Encoding", coding)]), 400)
    for send, where in ((w.store_event, "store"), (w.envelope, "envelope")):
        w.refused(f"{where}: Content-Length: 0", send(b""), 400)
        w.refused(f"{where}: an empty chunked body", send(b"", is_chunked=True), 400)
        w.refused(f"{where}: no body at all", w.raw(head_of("POST", w.path(where), [w.auth()])), 400)
        w.refused(f"{where}: blanks", send(b" \r\n\t "), 400)
        w.refused(f"{where}: a list", send(b"[]"), 400)
        w.refused(f"{where}: words", send(b"hello"), 400)
        w.refused(f"{where}: half an object", send(b'{"a":'), 400)


def of_store(w):
    """§3.1, §15.4: JSON, base64 of it, base64 of zlib of it, zlib and gzip by their magic."""
    plain = w.event(message="in three codings", event_id=w.id())
    names = {
        "blanks before JSON": lambda d: b" \r\n\t" + d + b"\n",
        "a BOM before JSON": lambda d: b"\xef\xbb\xbf" + d,
        "base64": base64.b64encode,
        "base64 without padding": lambda d: base64.b64encode(d).rstrip(b"="),
        "base64 in lines": base64.encodebytes,
        "base64 for URLs": base64.urlsafe_b64encode,
        "base64 of zlib, as raven": lambda d: base64.b64encode(zlib.compress(d)),
        "base64 of zlib in lines": lambda d: base64.encodebytes(zlib.compress(d)),
        "base64 of gzip": lambda d: base64.b64encode(gzip.compress(d)),
        "zlib without saying so": zlib.compress,
        "zlib of the least effort without saying so": lambda d: zlib.compress(d, 0),
        "gzip without saying so": gzip.compress,
    }
    for name, pack in names.items():
        event_id = w.id()
        body = pack(plain.replace(json.loads(plain)["event_id"].encode(), event_id.encode()))
        headers = [("Content-Type", "application/octet-stream")]
        w.accepted(f"store: {name}", w.store_event(body, headers), event_id)
    event_id = w.id()
    body = zlib.compress(base64.b64encode(zlib.compress(w.event(event_id=event_id))))
    w.accepted("store: raven's body with deflate on top", w.store_event(body, [("Content-Encoding", "deflate")]), event_id)
    for name, body in (("base64 of words", base64.b64encode(b"hello world")), ("base64 of broken zlib", base64.b64encode(b"x\x9chello")),
                       ("zlib of words", zlib.compress(b"hello"))):
        w.refused(f"store: {name}", w.store_event(body), 400)

    event_id = w.id()
    text = '{"event_id":"%s","message":"numbers","extra":{"a":NaN,"b":Infinity,"c":-Infinity,"d":[NaN,1]}}' % event_id
    w.accepted("store: bare NaN and Infinity are null", w.store_event(text.encode()), event_id,
               want=lambda e, i: e["data"]["extra"] == {"a": None, "b": None, "c": None, "d": [None, 1]} or e["data"]["extra"])
    for sent in ("not an id", "123", 17, True, ["x"], "0" * 33):
        name = f"store: event_id {sent!r} is replaced"
        w.accepted(name, w.store_event(w.event(event_id=sent)), want=lambda e, i: has_error(e, "event_id"))
    for sent in ("", None):
        w.accepted(f"store: event_id {sent!r} is made", w.store_event(w.event(event_id=sent)))
    for sent in ("0123456789ABCDEF0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdee"):
        event_id = sent.replace("-", "").lower()
        w.accepted(f"store: event_id {sent}", w.store_event(w.event(event_id=sent)), event_id)


def has_error(event, key):
    meta = event["data"].get("_meta", {}).get(key, {}).get("", {})
    return bool(meta.get("err")) or event["data"].get("_meta")


def by_get(w):
    """raven-js in old browsers: the event in the query, the answer a picture."""
    number, key = w.shop["number"], w.shop["key"]
    for name, pack in (("JSON", lambda d: d), ("base64", base64.b64encode), ("base64 of zlib", lambda d: base64.b64encode(zlib.compress(d)))):
        event_id = w.id()
        from urllib.parse import quote
        data = quote(pack(w.event(event_id=event_id, message=name)).decode(), safe="")
        a = w.send(f"/api/{number}/store/?sentry_version=4&sentry_client=raven-js%2F1.0&sentry_key={key}&sentry_data={data}",
                   method="GET")
        ok = a.status == 200 and a.header("content-type") == "image/gif" and a.body.startswith(b"GIF89a") and len(a.body) < 64
        if w.check(f"GET store with {name} answers a picture", ok, a):
            w.pending.append((f"GET store with {name}", event_id, w.shop, lambda e, i, name=name: e["message"] == name))
    w.refused("GET store without data", w.send(f"/api/{number}/store/?sentry_key={key}", method="GET"), 400)
    w.refused("GET store with broken data", w.send(f"/api/{number}/store/?sentry_key={key}&sentry_data=%7Bx", method="GET"), 400)
    w.refused("GET store without a key", w.send(f"/api/{number}/store/?sentry_data=%7B%7D", method="GET"), 401)


def by_http(w):
    number = w.shop["number"]
    event = w.event(message="over HTTP")
    # Expect: 100-continue: told to go on, then answered
    link = Link(w.port)
    link.send(head_of("POST", f"/api/{number}/store/", [w.auth(), ("Content-Length", str(len(event))), ("Expect", "100-continue")]))
    link.more()
    w.check("Expect: 100-continue is told to go on", link.buffer.startswith(b"HTTP/1.1 100"), link.buffer)
    link.send(event)
    w.accepted("Expect: 100-continue", link.answer())
    link.close()
    # ... and a client that does not wait
    w.accepted("Expect: 100-continue, not waited for", w.store_event(event, [("Expect", "100-continue")]))
    # several requests on one connection, sent at once
    link = Link(w.port)
    one = head_of("POST", f"/api/{number}/store/", [w.auth(), ("Content-Length", str(len(event)))]) + event
    link.send(one * 3)
    answers = [link.answer() for _ in range(3)]
    for i, a in enumerate(answers):
        w.accepted(f"request {i + 1} of three sent at once", a)
    w.check("the connection stays open", not any(a.is_closed for a in answers), answers[-1])
    # a refused request in between does not harm the next
    bad = head_of("POST", f"/api/{number}/store/", [("Content-Length", str(len(event)))]) + event
    link.send(bad + one)
    w.refused("a refused request", link.answer(), 401)
    w.accepted("and a good one after it", link.answer())
    link.close()
    # Connection: close, HTTP/1.0
    link = Link(w.port)
    link.send(one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
    a = link.answer()
    w.accepted("Connection: close, as Java", a)
    w.check("... is said and done", a.is_closed and not link.more(), a)
    link.close()
    a = w.raw(one.replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    w.accepted("HTTP/1.0", a)
    # byte by byte, and in odd chunks
    link = Link(w.port)
    for i in range(0, len(one), 3):
        link.send(one[i:i + 3])
    w.accepted("three bytes at a time", link.answer())
    link.close()
    head = head_of("POST", f"/api/{number}/store/", [w.auth(), ("Transfer-Encoding", "chunked")])
    w.accepted("chunks of a byte", w.raw(head + chunks(event, 1)))
    odd = b"".join(b"00%X\r\n%s\r\n" % (len(p), p) for p in (event[:9], event[9:])) + b"000\r\nX-Trailer: 1\r\n\r\n"
    w.accepted("chunks with zeros in front and a trailer", w.raw(head + odd))
    # no User-Agent, no Content-Type, no Accept: what Rust and node send
    w.accepted("nothing but Host and a key", w.raw(
        f"POST /api/{number}/store/?sentry_key={w.shop['key']} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(event)}\r\n\r\n".encode() + event))


def test(w):
    packed(w)
    broken(w)
    of_store(w)
    by_get(w)
    by_http(w)
