#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "feature/ingest/item_sink.h"
#include "feature/session/session_int.h"
#include "feature/session/session_sql.h"

enum { FORGET_STEP = 1000, FORGET_EVERY_S = 3600 };

/* Step by step: people and ingest wait for none of them long. */
static enum status forget(struct ctx *cx, struct str argument)
{
    int64_t before = clock_hour(cx->now_ms - (int64_t)SESSION_KEPT_DAYS * MS_PER_DAY);
    int64_t changed = 0;

    (void)argument;
    do
        TRY(q_session_forget(cx, &(struct q_session_forget_args){ before, FORGET_STEP }, &changed));
    while (changed == FORGET_STEP);
    do
        TRY(q_release_health_forget(cx, &(struct q_release_health_forget_args){ FORGET_STEP },
                                    &changed));
    while (changed == FORGET_STEP);
    return OK;
}

static const struct job session_jobs[] = {
    { "session.forget", forget, .every_s = FORGET_EVERY_S, .timeout_s = 300, .forgets = true },
    { 0 },
};

static struct {
    int64_t item_bytes;
    int64_t per_envelope;
} config = { SESSION_BYTES, SESSION_ITEMS };

static const struct setting session_settings[] = {
    SETTING_BYTES("SESSION_MAX_BYTES", &config.item_bytes, "100KiB", 1 << 10, SESSION_BYTES_MOST,
                  "Largest item of release health sessions; a larger one is dropped and counted."),
    SETTING_I64("SESSIONS_PER_ENVELOPE", &config.per_envelope, "100", 0, SESSION_ITEMS_MOST,
                "Items of sessions that are taken from one envelope, of each kind."),
    SETTING_END,
};

static const struct item_sink session_items[] = {
    { .type = "session",
      .category = "session",
      .item_bytes = &config.item_bytes,
      .per_envelope = &config.per_envelope,
      .prepare = session_prepare,
      .store = session_store },
    { .type = "sessions",
      .category = "session",
      .item_bytes = &config.item_bytes,
      .per_envelope = &config.per_envelope,
      .prepare = sessions_prepare,
      .store = session_store },
    { 0 },
};

const struct feature feature_session = {
    .name = "session",
    .settings = session_settings,
    .routes = session_routes,
    .params = session_params,
    .jobs = session_jobs,
    .items = session_items,
};
