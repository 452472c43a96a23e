"""Whole events of real SDKs: the golden files of this repository, and those of a folder
beside it when it is there (GOSNAG_CORPUS, else ../shared/corpora/events). Each goes through
store and envelope in every coding: 200, found by look-up, with the same title and in the
same issue whichever way it came."""
import base64
import glob
import gzip
import json
import os
import zlib

from codings import brotli_stored, raw_deflate, zstd_stored
from world import ROOT

CODINGS = [(None, lambda d: d), ("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate),
           ("br", brotli_stored), ("zstd", zstd_stored)]
STORE_CODINGS = [base64.b64encode, lambda d: base64.b64encode(zlib.compress(d)), zlib.compress, gzip.compress]


def files():
    own = sorted(glob.glob(os.path.join(ROOT, "tests/golden/ingest/*.json")))
    folder = os.environ.get("GOSNAG_CORPUS", os.path.join(os.path.dirname(ROOT), "shared/corpora/events"))
    wild = sorted(glob.glob(os.path.join(folder, "*.json")))
    if not wild:
        print(f"left out: events from the wild (no folder {os.path.relpath(folder, ROOT)})")
    return own + wild


def ways(w, text):
    """(how, the event's bytes → answer)"""
    for coding, pack in CODINGS:
        headers = [] if coding is None else [("Content-Encoding", coding)]
        yield f"store {coding}", lambda d, p=pack, h=headers: w.store_event(p(d), h)
        for is_chunked in (False, True):
            def send(d, p=pack, h=headers, c=is_chunked):
                head = json.dumps({"event_id": json.loads(d)["event_id"], "sent_at": "2026-11-24T10:00:00Z"}).encode()
                item = json.dumps({"type": "event", "length": len(d)}).encode()
                return w.envelope(p(b"\n".join((head, item, d)) + b"\n"), h, is_chunked=c)
            yield f"envelope {coding}{' chunked' if is_chunked else ''}", send
    for pack in STORE_CODINGS:
        yield "store in a coding of its own", lambda d, p=pack: w.store_event(p(d))


def test(w):
    for path in files():
        name = os.path.basename(path)
        with open(path, encoding="utf-8", errors="surrogateescape") as f:
            text = f.read()
        try:
            event = json.loads(text, strict=False)
        except ValueError as e:
            w.check(f"{name} can be read", False, e)
            continue
        known = {}
        for how, send in ways(w, text):
            event_id = w.id()
            event["event_id"], event["timestamp"] = event_id, "2026-11-24T09:59:00Z"
            answer = send(json.dumps(event).encode())

            def want(e, i, known=known):
                now = (i["id"], i["title"], e["message"], e["data"]["platform"])
                return known.setdefault("first", now) == now and bool(i["title"]) or (known["first"], now)
            w.accepted(f"{name}: {how}", answer, event_id, want=want)
        w.verify()
