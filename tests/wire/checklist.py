"""The checklist of the protocol (sentry-ingest.md §15), each fact seen on the wire (§16), what the
server does on purpose otherwise than Relay (§1 to §14), and each trouble in which nothing may be
lost: which tests show it. Fails when a test named here is gone."""
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


AUTH, PATHS, FRAMING, ITEMS, SHAPES = (f"tests/wire/{noun}.py" for noun in ("auth", "paths", "framing", "items", "shapes"))
ANSWERS, SECURITY, CODINGS = (f"tests/wire/{noun}.py" for noun in ("answers", "security", "codings"))
NORMALIZE, GROUPING = "src/feature/event/normalize_test.c", "src/feature/grouping/fingerprint_test.c"
SPOOL, STORE = "src/feature/ingest/spool_test.c", "src/feature/ingest/digest_store_test.c"

# What we decided ourselves.
OURS = {
    "1 keys in any case, secrets unread": {AUTH: ["an upper-case key", "a secret that says (null)", "an empty secret"]},
    "1 a path before /api": {PATHS: ["the DSN carries {prefix}", "{prefix}x is another path"]},
    "2.2 no version is refused": {AUTH: ["version 4", "no version", "a version of the future", "a version that is none"]},
    "2.3 the first source counts": {
        AUTH: ["X-Sentry-Auth before Authorization", "header first: an unknown key in the query is not asked",
               "a header that is none gives way to the query", "Basic of somebody else's proxy after the query",
               "keys of two projects: header and query", "keys of two projects: both headers", "two keys of one project"]},
    "2.3 a dsn is refused for another project's key alone": {
        AUTH: ["a dsn with another host", "a dsn with another secret", "a dsn with a key nobody knows", "a dsn of another project",
               "a bearer token alone"]},
    "2.4 statuses of keys": {AUTH: ["a key too short", "an unknown key", "a disabled key", "the key of another project"]},
    "3 no redirects, 404 and 405 as JSON": {PATHS: ["is never redirected", "is 405"], "tests/wire/world.py": ["is detail and causes"]},
    "3 names of the door for reports": {"tests/api/ingest.http": ["a browser's report by csp-report", "a browser's report by csp"]},
    "3 Unreal": {ITEMS: ["a {name} Unreal crash is an event", "its container the {name} file"]},
    "3.1 an id that is none is replaced": {NORMALIZE: ["an_id_that_is_none_is_replaced_and_told"]},
    "3.3 dumps without symbols": {
        "src/feature/event/minidump_test.c": ["event_of_a_dump_is_native_and_fatal", "exception_that_the_client_sent_stays"],
        "tests/api/minidump.http": ["with the dump"]},
    "3.5 the dialog": {"tests/api/feedback.http": ["the dialog's script", "what was written into it"]},
    "3.6 the loader": {"tests/api/loader.http": ["a key that is none", "without a bundle it says what to do"]},
    "4.4 private networks": {PATHS: ["a public page may call a private server", "nothing of private networks unasked"]},
    "5.1 BOM, blank lines, CR": {FRAMING: ["a BOM in front", "blank lines in front", "CR before LF in both headers"]},
    "5.2 odd members of the header": {FRAMING: ["sent_at that is no time", "sdk of the wrong type", "trace of the wrong type"]},
    "5.7 blank lines between items": {FRAMING: ["blank lines behind the header", "blank lines at the end"]},
    "5.8 unknown items": {FRAMING: ["an unknown item of binary"], ITEMS: ["each item that is not kept is counted by its category"]},
    "5.9 a hundred events": {FRAMING: ["a hundred and one"]},
    "5.12 text that is none": {FRAMING: ["bad UTF-8 and lone surrogates"]},
    "5 clocks": {NORMALIZE: ["a_clock_an_hour_off_is_corrected_everywhere", "times_ahead_or_long_past_become_the_receipt"]},
    "6 every type of item": {ITEMS: ["COUNTED", "a form {name} its event joins extra", "an unreal_report beside its event"]},
    "7 limits are settings": {
        ITEMS: ["EVENT_MAX_BYTES holds for store", "ENVELOPE_EVENTS_MAX holds", "ENVELOPE_ITEMS_MAX holds", "BODY_MAX_BYTES holds",
                "ATTACHMENTS_PER_EVENT holds", "what is over a limit is left out and counted", "CHECK_IN_MAX_BYTES holds for URLs"]},
    "7 a large file costs no event": {ITEMS: ["ATTACHMENT_MAX_BYTES costs no event"]},
    "7 nesting": {"tests/wire/answers.py": ["100,000 deep"]},
    "8.1 no Retry-After on a 200": {"tests/wire/world.py": ["no Retry-After on a 200"]},
    "8.2 X-Sentry-Error": {"tests/wire/world.py": ["is ASCII of at most 200"]},
    "8.3 limits by category": {"tests/api/limits.http": ["X-Sentry-Rate-Limits", "a crash handler is never told so"]},
    "10.2 platforms nobody knows": {SHAPES: ["a platform nobody knows"]},
    "10.3 levels": {NORMALIZE: ["levels_have_aliases_and_numbers", "an_invalid_level_becomes_error_and_is_told"]},
    "10.9 what is cut": {NORMALIZE: ["long_texts_end_in_dots_and_say_so"]},
    "11 secrets": {
        "src/feature/event/scrub_test.c": ["every_change_leaves_a_remark", "a_project_may_name_more_fields_or_fewer"],
        "src/feature/event/scrub_text_test.c": ["secrets_with_a_shape_are_found", "addresses_go_when_asked_for"]},
    "12.3 grouping": {
        GROUPING: ["fingerprint_ignores_line_numbers_values_and_paths", "an_exception_with_its_stack_in_a_thread_never_groups_by_value",
                   "bundlers_hashes_and_short_names_do_not_split", "a_checksum_is_the_fingerprint", "nothing_to_go_by_is_one_issue"]},
    "13 monitors": {"src/feature/monitor/monitor_job_test.c": ["monitor_thresholds_count_runs_in_a_row_on_sqlite"]},
    "14 sessions": {"src/feature/session/session_store_test.c": ["session_rows_grow_by_hours_not_by_sessions"]},
}

# In each of them nothing acknowledged is missing and nothing is counted twice.
TROUBLES = {
    "a full disk": {"tests/api/disk.py": ["with 503 and Retry-After", "every acknowledged id is found"]},
    "a disk that fails": {SPOOL: ["spool_after_a_failed_fdatasync_goes_on_behind_the_last_durable_record",
                                  "spool_that_cannot_write_says_so_and_recovers"]},
    "a disk that may only be read": {"tests/api/disk.py": ["a read-only disk is named", "and none is missing"]},
    "a spool over its limit": {SPOOL: ["spool_over_its_limit_refuses"]},
    "a store that is away": {"tests/api/outage.py": ["/ready says why", "it starts without its store"]},
    "a clock that jumps": {STORE: ["digest_bears_a_clock_that_jumps_on_sqlite", "digest_knows_a_repeat_after_a_jump_of_days"]},
    "a kill anywhere": {"scripts/crash": ["SIGKILL"], STORE: ["digest_batch_that_fails_anywhere_leaves_nothing"]},
    "a tail that is torn": {SPOOL: ["spool_cut_in_its_last_record_loses_only_that_one",
                                    "spool_cut_by_somebody_accounts_for_what_was_acknowledged"]},
    "an older segment that is damaged": {SPOOL: ["spool_damage_in_an_older_segment_ends_that_segment_only",
                                                 "spool_record_with_a_damaged_body_costs_itself_only"]},
    "an event that ends the program": {"scripts/crash": ["poison"],
                                       "src/feature/ingest/digest_watch_test.c": ["a_batch_that_computes_beyond_its_time"]},
    "a store that is switched": {SPOOL: ["spool_of_another_store_is_refused_while_it_holds_events"]},
    "a store that is put back": {SPOOL: ["spool_sequence_goes_on_behind_the_stores_mark"], "tests/api/spool.py": ["the older store gets them again from the spool"]},
    "a data folder that is copied": {"tests/api/outage.py": ["a copied data folder is refused"],
                                     SPOOL: ["spool_that_began_without_the_store_refuses_to_be_an_older_copy"]},
    "two processes on one folder": {SPOOL: ["spool_folder_belongs_to_one_process"]},
}


def test(w):
    for number, files in {**CHECKLIST, **OURS, **TROUBLES}.items():
        for name, words in files.items():
            path = os.path.join(ROOT, name)
            text = ""
            if os.path.exists(path):
                with open(path, encoding="utf-8") as f:
                    text = f.read()
            missing = [word for word in words if word not in text]
            w.check(f"{number}: {name} shows it", text and not missing, missing or "no such file")
