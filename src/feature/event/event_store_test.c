#include "feature/event/event_store.c"

#include "base/buf.h"
#include "base/id.h"
#include "base/test.h"
#include "core/store_testing.h"

/* Rows as the digest writes them, by hand: two fingerprints of one issue over three
 * segments of three days, one of another issue, one of another project. */
enum { SHOP = 1, OTHER = 2, DAY = 20000, SCRIPT_BYTES = 64 << 20, BIG_BYTES = 3 << 20 };

static struct test_store t;
static struct packer *packer;

static const int64_t both[] = { 10, 11 };
static const struct event_range shop = {
    .project_id = SHOP, .fingerprint_ids = both, .n_fingerprints = 2, .limit = 10
};

static void run(const char *sql)
{
    if (db_script(&t.cx, sql) != OK)
        fail_msg("%s", t.cx.err.text);
}

static struct str blob(struct str bytes)
{
    struct str hex = str_hex(&t.arena, (const uint8_t *)bytes.p, bytes.len);
    return str_printf(&t.arena, t.kind == DB_SQLITE ? "X'%.*s'" : "decode('%.*s', 'hex')",
                      FMT(hex));
}

static struct str packed(struct str document, struct str prefix)
{
    struct str out;
    assert_int_equal(pack(&t.cx, packer, document, (struct pack_prefix){ .text = prefix }, &out),
                     OK);
    return blob(out);
}

static int64_t row_id(int64_t segment, int64_t ordinal)
{
    return (segment << SEGMENT_SHIFT) + ordinal;
}

static struct str key_of(int64_t id)
{
    struct event_id key = { { 7 } };
    memcpy(key.b + 8, &id, sizeof id);
    return str_dup(&t.arena, str_make((const char *)key.b, EVENT_ID_BYTES));
}

struct sample {
    int64_t segment;
    int64_t ordinal;
    int64_t project_id;
    int64_t fingerprint_id;
    int64_t exemplar_id;
    struct str payload; /* SQL */
};

static void add(const struct sample *s)
{
    const char *day = t.kind == DB_SQLITE ? "" : "day, ";
    struct str at =
        t.kind == DB_SQLITE ? S("") : str_printf(&t.arena, "%lld, ", (long long)(DAY + s->segment));
    struct str id = blob(key_of(row_id(s->segment, s->ordinal)));
    struct buf b;

    buf_init(&b, &t.arena, SCRIPT_BYTES);
    buf_printf(&b,
               "INSERT INTO event (%sid, project_id, fingerprint_id, exemplar_id, received_ms,"
               " timestamp_delta_ms, level, environment_id, release_id, user_hash, flags, payload)"
               " VALUES (%.*s%lld, %lld, %lld, %lld, 5000, 1000, 4, 1, 0, 0, 0, ",
               day, FMT(at), (long long)row_id(s->segment, s->ordinal), (long long)s->project_id,
               (long long)s->fingerprint_id, (long long)s->exemplar_id);
    buf_add(&b, s->payload);
    buf_printf(&b,
               "); INSERT INTO event_key (%ssegment, project_id, event_id, place)"
               " VALUES (%.*s%lld, %lld, %.*s, %lld);"
               " INSERT INTO event_fingerprint (%ssegment, project_id, fingerprint_id, ordinal)"
               " VALUES (%.*s%lld, %lld, %lld, %lld);",
               day, FMT(at), (long long)s->segment, (long long)s->project_id, FMT(id),
               (long long)s->ordinal, day, FMT(at), (long long)s->segment, (long long)s->project_id,
               (long long)s->fingerprint_id, (long long)s->ordinal);
    buf_add_char(&b, '\0');
    assert_false(buf_is_full(&b));
    run(b.p);
}

static void add_segment(int64_t id)
{
    int64_t day = DAY + id;
    struct str sql = str_printf(&t.arena,
                                "INSERT INTO segment (id, day, first_ms, last_ms, events, bytes,"
                                " is_closed) VALUES (%lld, %lld, %lld, %lld, 1, 1, FALSE)",
                                (long long)id, (long long)day, (long long)day * 86400000,
                                (long long)day * 86400000);
    run(str_cz(&t.arena, sql));
    if (t.kind == DB_POSTGRES)
        run(str_cz(&t.arena, str_printf(&t.arena, "SELECT make_partitions(%lld)", (long long)day)));
}

static void begin(enum db_kind kind)
{
    static const char fingerprint[] =
        "INSERT INTO fingerprint (id, project_id, hash, grouping_version, issue_id, home_issue_id,"
        " first_seen_ms, last_seen_ms, event_count, stored_count)"
        " VALUES (%d, %d, %.*s, 1, 1, 1, 0, 0, 9, %d)";
    static const int rows[][3] = { { 10, SHOP, 3 }, { 11, SHOP, 1 }, { 12, SHOP, 1 } };

    test_store_open(&t, kind);
    packer = packer_new();
    run("INSERT INTO environment (id, project_id, name) VALUES (1, 1, 'live')");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        run(str_cz(&t.arena, str_printf(&t.arena, fingerprint, rows[i][0], rows[i][1],
                                        FMT(blob(key_of(rows[i][0]))), rows[i][2])));
    struct str plain = packed(S("{\"n\":1}"), S(""));
    add_segment(1);
    add_segment(2);
    add_segment(5);
    add(&(struct sample){ 1, 0, SHOP, 10, 0, plain });
    add(&(struct sample){ 1, 7, SHOP, 11, 0, plain });
    add(&(struct sample){ 2, 1, SHOP, 10, 0, plain });
    add(&(struct sample){ 2, 2, SHOP, 12, 0, plain });
    add(&(struct sample){ 5, 0, OTHER, 10, 0, plain });
    add(&(struct sample){ 5, 3, SHOP, 10, 0, plain });
}

static void end(void)
{
    packer_free(packer);
    test_store_close(&t);
}

static void check_ids(const struct event_range *range, const int64_t *ids, size_t n)
{
    struct stored_event *events;
    size_t n_events;

    if (event_page(&t.cx, range, &events, &n_events) != OK)
        fail_msg("%s", t.cx.err.text);
    assert_int_equal(n_events, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(events[i].id, ids[i]);
        assert_int_equal(events[i].project_id, SHOP);
    }
}
#define IDS(...) (const int64_t[]){ __VA_ARGS__ }, ARRAY_LEN(((const int64_t[]){ __VA_ARGS__ }))

static void check_pages(enum db_kind kind)
{
    struct event_range r = shop;

    begin(kind);
    check_ids(&r, IDS(row_id(5, 3), row_id(2, 1), row_id(1, 7), row_id(1, 0)));
    r.limit = 2;
    check_ids(&r, IDS(row_id(5, 3), row_id(2, 1)));
    r.before_id = row_id(2, 1);
    check_ids(&r, IDS(row_id(1, 7), row_id(1, 0)));
    r.before_id = 0;
    r.skip = 3;
    check_ids(&r, IDS(row_id(1, 0)));
    r.skip = 0;
    r.after_id = row_id(1, 0);
    check_ids(&r, IDS(row_id(1, 7), row_id(2, 1)));
    r.after_id = row_id(2, 2);
    check_ids(&r, IDS(row_id(5, 3)));
    r.after_id = row_id(5, 3);
    check_ids(&r, NULL, 0);
    r.project_id = OTHER;
    r.after_id = 0;
    r.n_fingerprints = 0;
    check_ids(&r, NULL, 0);
    end();
}

TEST(event_pages_walk_segments_both_ways_on_sqlite)
{
    check_pages(DB_SQLITE);
}

TEST(event_pages_walk_segments_both_ways_on_postgres)
{
    check_pages(DB_POSTGRES);
}

static void check_bounds(enum db_kind kind)
{
    struct event_bounds bounds;
    int64_t ordinal;

    begin(kind);
    assert_int_equal(event_bounds(&t.cx, &shop, &bounds), OK);
    assert_int_equal(bounds.oldest_id, row_id(1, 0));
    assert_int_equal(bounds.newest_id, row_id(5, 3));
    assert_int_equal(bounds.stored, 4);
    assert_int_equal(event_ordinal(&t.cx, &shop, row_id(5, 3), &ordinal), OK);
    assert_int_equal(ordinal, 3);
    assert_int_equal(event_ordinal(&t.cx, &shop, row_id(1, 0), &ordinal), OK);
    assert_int_equal(ordinal, 0);
    end();
}

TEST(event_bounds_and_ordinals_on_sqlite)
{
    check_bounds(DB_SQLITE);
}

TEST(event_bounds_and_ordinals_on_postgres)
{
    check_bounds(DB_POSTGRES);
}

static struct event_id id_of(struct str key)
{
    struct event_id id;
    memcpy(id.b, key.p, EVENT_ID_BYTES);
    return id;
}

static void check_lookup(enum db_kind kind)
{
    struct event_found found;
    struct event_id id, there;
    bool is_there;

    begin(kind);
    id = id_of(key_of(row_id(2, 1)));
    assert_int_equal(event_lookup(&t.cx, SHOP, &id, &found), OK);
    assert_int_equal(found.place, EVENT_STORED);
    assert_int_equal(found.id, row_id(2, 1));
    assert_int_equal(found.fingerprint_id, 10);
    assert_int_equal(event_lookup(&t.cx, OTHER, &id, &found), OK);
    assert_int_equal(found.place, EVENT_NEVER_SEEN);

    run("UPDATE event_key SET place = -11 WHERE segment = 2 AND place = 1");
    assert_int_equal(event_lookup(&t.cx, SHOP, &id, &found), OK);
    assert_int_equal(found.place, EVENT_COUNTED);
    assert_int_equal(found.fingerprint_id, 11);
    assert_int_equal(found.id >> SEGMENT_SHIFT, 2);

    assert_int_equal(event_id_of_row(&t.cx, SHOP, row_id(5, 3), &there, &is_there), OK);
    assert_true(is_there);
    assert_memory_equal(there.b, key_of(row_id(5, 3)).p, EVENT_ID_BYTES);
    assert_int_equal(event_id_of_row(&t.cx, SHOP, row_id(9, 3), &there, &is_there), OK);
    assert_false(is_there);
    end();
}

TEST(event_lookup_tells_stored_counted_and_never_seen_on_sqlite)
{
    check_lookup(DB_SQLITE);
}

TEST(event_lookup_tells_stored_counted_and_never_seen_on_postgres)
{
    check_lookup(DB_POSTGRES);
}

static void check_documents(enum db_kind kind)
{
    struct str exemplar = S("{\"message\":\"the same words as ever\",\"n\":1}");
    struct str document = S("{\"message\":\"the same words as ever\",\"n\":2}");
    struct stored_event ev;
    bool found;

    begin(kind);
    run(str_cz(&t.arena, str_printf(&t.arena,
                                    "INSERT INTO exemplar (id, project_id, fingerprint_id, payload,"
                                    " created_ms, last_segment) VALUES (7, 1, 10, %.*s, 1, 5)",
                                    FMT(packed(exemplar, S(""))))));
    add(&(struct sample){ 5, 8, SHOP, 10, 7, packed(document, exemplar) });
    add(&(struct sample){ 5, 9, SHOP, 10, 8, packed(document, exemplar) });
    assert_int_equal(event_read(&t.cx, SHOP, row_id(5, 8), &ev, &found), OK);
    assert_true(found);
    assert_str_equal(ev.data, document);
    assert_str_equal(ev.environment, S("live"));
    assert_true(str_is_null(ev.release));
    assert_int_equal(ev.timestamp_ms, 4000);
    assert_int_equal(event_read(&t.cx, SHOP, row_id(5, 9), &ev, &found), OK);
    assert_true(found && str_is_null(ev.data)); /* its exemplar is gone */
    assert_int_equal(event_read(&t.cx, OTHER, row_id(5, 8), &ev, &found), OK);
    assert_false(found);
    end();
}

TEST(event_documents_are_unpacked_with_their_exemplar_on_sqlite)
{
    check_documents(DB_SQLITE);
}

TEST(event_documents_are_unpacked_with_their_exemplar_on_postgres)
{
    check_documents(DB_POSTGRES);
}

/* Three megabytes each that pack well, and that do not. */
static void check_room(bool is_random)
{
    struct event_range r = shop;
    struct stored_event *events;
    size_t n;

    begin(DB_SQLITE);
    char *text = arena_alloc(&t.arena, BIG_BYTES);
    memset(text, 'x', BIG_BYTES);
    if (is_random)
        random_bytes(text, BIG_BYTES);
    for (int64_t i = 0; i < 4; i++)
        add(&(struct sample){ 5, 10 + i, SHOP, 10, 0, packed(str_make(text, BIG_BYTES), S("")) });
    r.with_data = true;
    assert_int_equal(event_page(&t.cx, &r, &events, &n), OK);
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(str_is_null(events[i].data), i >= 2);
    end();
}

TEST(event_page_carries_eight_mebibytes_of_documents)
{
    check_room(false);
}

TEST(event_page_reads_no_more_payload_than_it_may_carry)
{
    check_room(true);
}

static void check_counted(enum db_kind kind)
{
    struct event_id id;
    struct stored_event ev;
    bool found;

    begin(kind);
    assert_int_equal(event_latest_counted(&t.cx, &shop, &id, &ev, &found), OK);
    assert_false(found);
    run(str_cz(&t.arena,
               str_printf(&t.arena,
                          "INSERT INTO fingerprint_latest (fingerprint_id, project_id, event_id,"
                          " received_ms, timestamp_delta_ms, level, environment_id, release_id,"
                          " user_hash, payload) VALUES (11, 1, %.*s, 9000, 1, 4, 0, 0, 0, %.*s)",
                          FMT(blob(key_of(99))), FMT(packed(S("{\"n\":99}"), S(""))))));
    assert_int_equal(event_latest_counted(&t.cx, &shop, &id, &ev, &found), OK);
    assert_true(found);
    assert_int_equal(ev.id, 0);
    assert_str_equal(ev.data, S("{\"n\":99}"));
    assert_memory_equal(id.b, key_of(99).p, EVENT_ID_BYTES);
    end();
}

TEST(event_latest_counted_has_the_kept_body_on_sqlite)
{
    check_counted(DB_SQLITE);
}

TEST(event_latest_counted_has_the_kept_body_on_postgres)
{
    check_counted(DB_POSTGRES);
}
