/* reader.h - who reads the open streams of this process.
 *
 * A place is taken when a stream is asked for and given back when it ends. Once a second
 * some readers are asked about again (all of a hundred, more in turn): whose session or
 * token is gone, expired, or has other rights than when the stream was opened, loses it.
 * Threads: any. */
#ifndef FEATURE_STREAM_READER_H
#define FEATURE_STREAM_READER_H

#include "base/base.h"
#include "core/actor.h"
#include "core/live.h"

struct ctx;

enum {
    READER_UUID = 36,
    READER_NAME = 80,  /* longer names are cut, between characters          */
    READER_ISSUES = 4, /* whose presence one stream shows; more do not count */
};

struct reader {
    bool is_used;
    uint64_t number; /* counts up: later readers have larger ones */
    struct actor actor; /* without strings                           */
    char user[READER_UUID + 1]; /* "" = nobody behind it             */
    char name[READER_NAME + 1];
    char issues[READER_ISSUES][READER_UUID + 1];
    size_t n_issues;
};

/* Takes a place for cx->actor, to hand to live_subscribe. E_BUSY: none is free. */
NODISCARD enum status reader_take(struct ctx *cx, const struct str *issues, size_t n,
                                  struct live_owner *out);
/* Gives it back when no stream came of it. */
void reader_give(struct live_owner *owner);
/* All that are used, in cx->arena. */
size_t reader_list(struct ctx *cx, struct reader **out);
/* Asks about some of them, and ends the streams of those who may not read any more. */
void reader_check(struct ctx *cx);

#endif
