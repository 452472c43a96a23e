"""The checklist of the protocol (sentry-ingest.md §15) and each fact seen on the wire (§16): which
tests show it. Fails when a test named here is gone."""
import os

from world import ROOT

# Number: what it says, and file → words that stand in it: the names of tests.
CHECKLIST = {
    "15.1 keys in every place": {
        "tests/wire/auth.py": ["key in X-Sentry-Auth", "key in Authorization: Sentry", "key in the query", "blanks around everything",
                               "key in the envelope's dsn alone", "a secret that says null", "version 2.0", "java's order without blanks"],
        "tests/api/monitors.http": ["/cron/"]},
    "15.2 paths": {"tests/wire/paths.py": ["//api//", "below {prefix}", "is never redirected"]},
    "15.3 encodings": {
        "tests/wire/codings.py": ['("gzip", "gzip"', "deflate with zlib's wrapper", "deflate bare", "br, stored blocks",
                                  "zstd, raw blocks", "chunks of a byte", "Expect: 100-continue", "an envelope as {content_type}"]},
    "15.4 store": {
        "tests/wire/codings.py": ["store: raven's body with deflate on top", "store: bare NaN and Infinity are null",
                                  "GET store with {name} answers a picture"],
        "src/feature/ingest/store_coding_test.c": ["store_takes_base64_of_zlib", "store_takes_json_as_it_is"]},
    "15.5 envelopes": {
        "tests/wire/framing.py": ["a header of {}", "an id of the header alone, no LF", "no length, no final LF",
                                  "a length with LF inside the payload", "blank lines between items", "an unknown item", "30 attachments",
                                  "attachment before the event", "attachments only", "an id with hyphens", "a length too short"],
        "tests/wire/auth.py": ["a dsn of another project"]},
    "15.6 answers": {
        "tests/wire/world.py": ["access-control-allow-origin", "retry-after"],
        "tests/wire/paths.py": ["preflight of {kind}"]},
    "15.7 every field of every wrong type": {"tests/wire/shapes.py": ["FIELDS", "ODD"], "tests/wire/mutants.py": ["def test"]},
    "15.8 shapes of members": {
        "tests/wire/shapes.py": ["message as an object", "message as a number", "exception as a list", "exception as values",
                                 "exception as one object", "breadcrumbs as a list", "breadcrumbs as values", "headers as a map",
                                 "headers as pairs", "tags as pairs", "tags as a map", "null frames", "null among exceptions",
                                 "a user whose id is a number", "timestamp as a number", "timestamp as text", "timestamp without a zone"]},
    "15.9 limits": {
        "tests/wire/answers.py": ["an event of 1 MiB", "an event of 1 MiB and a byte", "a bomb of gzip", "100,000 deep", "1,000 frames",
                                  "100,000 tags"]},
    "15.10 fingerprints": {
        "tests/wire/shapes.py": ["an own fingerprint joins all types", "the default and more: another issue", "{{ tags.x }}",
                                 "another id and line: the same issue", "another type: another issue"]},
    "15.11 limited and heard again": {"tests/sdk/sdks.py": ["node"], "tests/api/limits.http": ["X-Sentry-Rate-Limits"]},
    "15.12 other doors": {
        "tests/api/minidump.http": ["minidump"], "tests/wire/security.py": ["application/reports+json", "csp"],
        "tests/api/monitors.http": ["/cron/"], "tests/api/feedback.http": ["user-feedback", "error-page"]},
    "16.1 framing of clients": {
        "tests/wire/codings.py": ["an empty Content-Encoding, as sentry-ruby", "Connection: close, as Java", "nothing but Host and a key"]},
    "16.2 encodings of clients": {
        "tests/wire/codings.py": ["br by its tool", "store: raven's body with deflate on top"],
        "src/feature/ingest/store_coding_test.c": ["store_takes_base64_of_zlib"]},
    "16.3 items without a length": {"tests/wire/framing.py": ["no length, a final LF", "logs in their container"]},
    "16.4 ids and times of headers": {
        "tests/wire/framing.py": ["an id with hyphens, as Rust and native", "trace with its rate as a number", "sent_at of the wrong type"]},
    "16.5 shapes of clients": {
        "tests/wire/shapes.py": ["sentry-go: frames with only abs_path, a pointer type", "native: frames with only an address",
                                 "raven-python: message and its interface", "raven-ruby's params without places",
                                 "ruby: an empty message and fingerprint beside exceptions", "no level: java, old node, rust",
                                 "level as a number", "JavaScript 11's captured message", "a thread carries the stack, as in Rust"]},
    "16.6 the dsn behind a proxy": {"tests/wire/auth.py": ["a dsn with another project id: a proxy rewrites it"]},
    "16.7 check-ins and sessions out of order": {
        "src/feature/monitor/monitor_job_test.c": ["monitor_ids_may_come_in_any_order_on_sqlite",
                                                   "monitor_end_before_its_monitor_is_not_lost_on_sqlite"],
        "src/feature/session/session_store_test.c": ["session_counters_do_not_depend_on_the_order_on_sqlite"]},
    "16.8 containers of spans": {"tests/wire/framing.py": ["spans of version 2"]},
    "16.9 a legal payload is never refused": {"tests/wire/mutants.py": ["def test"], "tests/wire/payloads.py": ["{name}: {how}"]},
    "16.10 sizes of real events": {"tests/wire/payloads.py": ["corpora"]},
}


def test(w):
    for number, files in CHECKLIST.items():
        for name, words in files.items():
            path = os.path.join(ROOT, name)
            text = ""
            if os.path.exists(path):
                with open(path, encoding="utf-8") as f:
                    text = f.read()
            missing = [word for word in words if word not in text]
            w.check(f"{number}: {name} shows it", text and not missing, missing or "no such file")
