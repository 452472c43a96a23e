/* session_int.h - what the files of this folder share. */
#ifndef FEATURE_SESSION_SESSION_INT_H
#define FEATURE_SESSION_SESSION_INT_H

#include "core/router.h"
#include "feature/session/session.h"

struct ctx;
struct item_input;

enum {
    SESSION_BYTES = 100 << 10, /* SESSION_MAX_BYTES; with 100 sums some 15 KB      */
    SESSION_ITEMS = 100,       /* SESSIONS_PER_ENVELOPE                            */
    SESSION_ITEMS_MOST = 1000,
    SESSION_BYTES_MOST = 1 << 20,
    SESSION_SUMS = 100, /* of an item (§7)                                   */
    SESSION_PAST_DAYS = 5,
    SESSION_KEPT_DAYS = 90,
    SESSION_SERIES_HOURS = 14 * 24,
};

/* What an update or a sum adds to its hour. */
struct session_sum {
    int64_t hour;
    int64_t started;
    int64_t crashed;
    int64_t abnormal;
    int64_t unhandled;
    int64_t bad;     /* errored in any way, already added up by the client */
    uint64_t bad_id; /* this session errored; 0 = it did not               */
    uint64_t user;   /* 0 = not known                                      */
};

struct session_item {
    int64_t project_id;
    int64_t received_ms;
    struct str release;
    struct str environment; /* "" = none */
    size_t n;
    struct session_sum sums[];
};

/* session.c */
NODISCARD enum status session_prepare(struct ctx *cx, const struct item_input *in, void **out);
NODISCARD enum status sessions_prepare(struct ctx *cx, const struct item_input *in, void **out);
/* session_store.c: both kinds are one kind of item here. */
NODISCARD enum status session_store(struct ctx *cx, void *const *items, size_t n,
                                    const char **outcomes);

/* release_api.c */
extern const struct route session_routes[];
extern const struct route_param session_params[];

#endif
