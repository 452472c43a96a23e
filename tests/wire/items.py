"""What else envelopes carry (sentry-ingest.md §6, §7): every type of item is answered and counted
under its category; a form joins its event, an Unreal crash is kept; and every limit of an
envelope is a setting that holds."""
import json
import time

from framing import sized, unsized
from world import WAIT_S, World

# Type: category, what becomes of it alone.
COUNTED = {
    "transaction": "transaction", "profile": "profile", "profile_chunk": "profile_chunk", "profile_chunk_ui": "profile_chunk_ui",
    "replay_event": "replay", "replay_recording": "replay", "replay_video": "replay_video", "log": "log_item",
    "trace_metric": "trace_metric", "span": "span", "otel_span": "span", "otel_traces_data": "span", "otel_logs_data": "log_item",
    "statsd": "metric_bucket", "metric_buckets": "metric_bucket", "metric_meta": "metric_bucket", "metric": "metric_bucket",
    "nel": "log_item", "integration": "unknown", "of_the_future": "unknown"}
FORM = b'["guid","UE-1][2"]["branch","main"]["n",7]'


def outcomes(w, project):
    items = w.must("GET", f"/api/v1/projects/{project['uuid']}/outcomes")["items"]
    return {(i["category"], i["outcome"], i.get("reason") or ""): i["quantity"] for i in items}


def until(look):
    end = time.monotonic() + WAIT_S
    while not (got := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return got


def files(w, event_id, project=None):
    """The files of an event, and the path of each."""
    event, issue = w.document(event_id, project)
    path = f"/api/v1/projects/{(project or w.shop)['uuid']}/issues/{issue['id']}/events/{event_id}/attachments"
    found = w.must("GET", path)
    return [(f, f"{path}/{f['id']}") for f in (found["items"] if isinstance(found, dict) else found)]


def counted(w):
    project = w.project("counted")
    for kind in COUNTED:
        answer = w.send(w.path("envelope", project), b"{}\n" + sized(kind, b"\x00\xff\n{]"), [w.auth(project)])
        w.check(f"an item {kind} alone is 200 and {{}}", answer.status == 200 and answer.json() == {}, answer)
    want = {}
    for category in COUNTED.values():
        want[category] = want.get(category, 0) + 1

    def seen():
        return {c: n for (c, outcome, _), n in outcomes(w, project).items() if outcome == "not_kept"}
    until(lambda: seen() == want)
    w.check("each item that is not kept is counted by its category", seen() == want, (seen(), want))


def forms(w):
    event = w.event(message="with a form", extra={"branch": "own"})
    merged = {"branch": "own", "guid": "UE-1][2", "n": "7"}
    for name, items in (("before", (unsized("form_data", FORM), unsized("event", event))),
                        ("behind", (sized("event", event), sized("form_data", FORM)))):
        event_id = w.id()
        body = b"\n".join((json.dumps({"event_id": event_id}).encode(), *items))
        w.accepted(f"a form {name} its event joins extra", w.envelope(body), event_id,
                   want=lambda e, i: e["data"]["extra"] == merged or e["data"]["extra"])
    event_id = w.id()
    body = b"\n".join((json.dumps({"event_id": event_id}).encode(), unsized("form_data", FORM), unsized("form_data", b'["a","b"]'),
                       unsized("form_data", b"{"), unsized("event", event), unsized("event", event)))
    w.accepted("of several forms the first counts, of several events the first gets it", w.envelope(body), event_id,
               want=lambda e, i: e["data"]["extra"] == merged or e["data"]["extra"])
    answer = w.envelope(b'{}\n' + unsized("form_data", FORM))
    w.check("a form without an event is 200", answer.status == 200, answer)


def unreal(w):
    crash = b"CR1" + bytes(range(256)) * 5000  # 1.2 MiB: it goes by a file
    for name, body in (("small", crash[:100]), ("large", crash)):
        answer = w.send(f"/api/{w.shop['number']}/unreal/{w.shop['key']}/", body)
        event_id = w.accepted(f"a {name} Unreal crash is an event", answer,
                              want=lambda e, i: i["title"] == "Unreal crash" and i["level"] == "fatal" or i)
        w.verify()
        (one, path), *more = files(w, event_id)
        status, text = w.api("GET", path)
        w.check(f"... and its container the {name} file", not more and one["size_bytes"] == len(body) and status == 200 and text == body, (one, more))
    w.refused("an Unreal crash without a body", w.send(f"/api/{w.shop['number']}/unreal/{w.shop['key']}/"), 400)
    event_id = w.id()
    body = b"\n".join((json.dumps({"event_id": event_id}).encode(), unsized("event", w.event()), sized("unreal_report", crash[:50], filename="a.crash")))
    w.accepted("an unreal_report beside its event", w.envelope(body), event_id)
    w.verify()
    found = files(w, event_id)
    w.check("... is a file of it", [(f["name"], f["size_bytes"]) for f, _ in found] == [("a.crash", 50)], found)


def limits(w):
    """Every limit of §7 that concerns what is kept, lowered."""
    small = World(w.binary, w.store, {
        "EVENT_MAX_BYTES": "16KiB", "ENVELOPE_EVENTS_MAX": "2", "ENVELOPE_ITEMS_MAX": "6", "CLIENT_REPORTS_MAX": "1",
        "CLIENT_REPORTS_MAX_BYTES": "1KiB", "ATTACHMENT_MAX_BYTES": "1KiB", "ATTACHMENTS_PER_EVENT": "2", "SESSION_MAX_BYTES": "1KiB",
        "SESSIONS_PER_ENVELOPE": "1", "CHECK_IN_MAX_BYTES": "1KiB", "CHECK_INS_PER_ENVELOPE": "1", "BODY_MAX_BYTES": "3MiB"})
    large = small.event(extra={"a": "x" * 16000, "b": "x" * 1000})
    small.refused("EVENT_MAX_BYTES holds for store", small.store_event(large), 413)
    small.refused("EVENT_MAX_BYTES holds for envelopes", small.envelope(b"{}\n" + unsized("event", large)), 413)
    event = unsized("event", small.event())
    small.refused("ENVELOPE_EVENTS_MAX holds", small.envelope(b"{}\n" + b"\n".join([event] * 3)), 413)
    small.accepted("two events are none too many", small.envelope(b"{}\n" + b"\n".join([event] * 2)))
    small.refused("ENVELOPE_ITEMS_MAX holds", small.envelope(b"{}\n" + b"\n".join([event] + [unsized("x", b"")] * 6)), 413)
    small.refused("BODY_MAX_BYTES holds", small.envelope(b"{}\n" + sized("attachment", bytes(4 << 20))), 413)
    event_id = small.id()
    body = [json.dumps({"event_id": event_id}).encode(), event] + [sized("attachment", b"x%d" % n) for n in range(3)] + [sized("attachment", bytes(2000))]
    small.accepted("ATTACHMENTS_PER_EVENT costs no event", small.envelope(b"\n".join(body)), event_id)
    small.verify()
    small.check("ATTACHMENTS_PER_EVENT holds", len(files(small, event_id)) == 2, files(small, event_id))
    event_id = small.id()
    body = [json.dumps({"event_id": event_id}).encode(), event, sized("attachment", bytes(2000), filename="big")]
    small.accepted("ATTACHMENT_MAX_BYTES costs no event", small.envelope(b"\n".join(body)), event_id)
    session = b'{"sid":"01234567-89ab-4cde-8f01-0000000000fd","init":true,"started":"2026-11-24T10:00:00Z","status":"ok","attrs":{"release":"a@1"}}'
    check_in = b'{"monitor_slug":"m","status":"ok","monitor_config":{"schedule":{"type":"interval","value":1,"unit":"day"}}}'
    report = b'{"discarded_events":[{"reason":"before_send","category":"error","quantity":1}]}'
    for kind, payload in (("session", session), ("check_in", check_in), ("client_report", report)):
        for padding in (b"", b" " * 2000):
            answer = small.envelope(b"{}\n" + b"\n".join([sized(kind, payload + padding), sized(kind, payload + padding)]))
            small.check(f"two {kind}s with {len(padding)} blanks are 200", answer.status == 200, answer)
    want = {("session", "invalid", "too_many"): 1, ("session", "invalid", "too_large"): 2, ("monitor", "invalid", "too_many"): 1,
            ("monitor", "invalid", "too_large"): 2, ("internal", "invalid", "too_many"): 2, ("internal", "invalid", "too_large"): 1,
            ("attachment", "invalid", "too_many"): 2, ("attachment", "invalid", "too_large"): 1, ("monitor", "accepted", ""): 1,
            ("error", "client_discard", "before_send"): 1}
    until(lambda: want.items() <= outcomes(small, small.shop).items())
    got = outcomes(small, small.shop)
    small.check("what is over a limit is left out and counted", want.items() <= got.items(), got)
    cron = small.send(f"/api/{small.shop['number']}/cron/m/{small.shop['key']}/", check_in + b" " * 2000, [("Content-Type", "application/json")])
    small.refused("CHECK_IN_MAX_BYTES holds for URLs", cron, 413)
    small.close()
    w.passed, w.failed = w.passed + small.passed, w.failed + small.failed


def test(w):
    counted(w)
    forms(w)
    unreal(w)
    limits(w)
