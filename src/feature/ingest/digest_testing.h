/* feature/ingest/digest_testing.h - a store with one project and what the digest's thread has, for
 * x_test.c files that digest. The project is the first, its issues keep three events. */
#ifndef FEATURE_INGEST_DIGEST_TESTING_H
#define FEATURE_INGEST_DIGEST_TESTING_H

#include "base/arena.h"
#include "base/limits.h"
#include "core/store_testing.h"
#include "feature/ingest/digest_batch.h"
#include "feature/stats/stat.h"

struct digest_test {
    struct test_store store;
    struct digest_tools tools;
    uint64_t seq;
};

static const struct str digest_test_spool = { "01934567-89ab-7cde-8f01-000000000001", 36 };

static inline void digest_test_begin(struct digest_test *t, enum db_kind kind)
{
    static const char project[] =
        "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue,"
        " warning_as_error, route_grouping_enabled, ai_enabled, ai_merge_suggestions,"
        " ai_auto_merge, ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,"
        " analysis_db_enabled, created_ms, updated_ms)"
        " VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop', 'SHOP', 3, FALSE, FALSE,"
        " FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";

    *t = (struct digest_test){ 0 };
    test_store_open(&t->store, kind);
    assert_int_equal(db_script(&t->store.cx, project), OK);
    t->tools.packer = packer_new();
    exemplar_cache_init(&t->tools.exemplars);
    segments_init(&t->tools.segments);
    arena_init(&t->tools.scratch, "scratch", LIMIT_EVENT_SCRATCH);
}

static inline void digest_test_end(struct digest_test *t)
{
    stat_release();
    packer_free(t->tools.packer);
    exemplar_cache_release(&t->tools.exemplars);
    segments_release(&t->tools.segments);
    section_cache_release(&t->tools.filters);
    section_cache_release(&t->tools.scrubbing);
    grouping_cache_release(&t->tools.grouping);
    arena_release(&t->tools.scratch);
    test_store_close(&t->store);
}

#endif
