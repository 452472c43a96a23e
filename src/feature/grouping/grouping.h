/* grouping.h - which events are the same error (sentry-ingest.md §12.3–12.6).
 *
 * Only the outcome matters: ids, numbers, dates and addresses vanish, words stay;
 * line numbers are never hashed; an exception with frames never groups by value.
 * Linear time on hostile input. The version is stored with each fingerprint, so
 * that a better algorithm can come without splitting what exists. */
#ifndef FEATURE_GROUPING_GROUPING_H
#define FEATURE_GROUPING_GROUPING_H

#include "base/base.h"
#include "feature/project/project_section.h"

struct buf;
struct ctx;
struct event;
struct feature;
struct fingerprint_rule;
struct fingerprint_rules;
struct json;
struct route_rules;

extern const struct feature feature_grouping; /* `gosnag debug fingerprint FILE` */

enum { GROUPING_VERSION = 1, GROUPING_HASH_BYTES = 16 };

/* What a project decided about grouping; NULL where it decided nothing. */
struct grouping_settings {
    const struct grouping_choices *choices; /* modes and stack-frame rules, of its columns */
    const struct fingerprint_rules *rules;
    const struct route_rules *routes;
};
/* Decoded once and kept until it changes; one thread at a time per cache. */
struct grouping_cache {
    struct section_cache choices;
    struct section_cache rules;
    struct section_cache routes;
};
/* Valid until the next call with this cache. */
struct grouping_settings grouping_settings_of(struct grouping_cache *c, int64_t project_id);
/* The same, decoded for this once into cx->arena. */
struct grouping_settings grouping_settings_now(struct ctx *cx, int64_t project_id);
/* The mode for events of this level: "normal", "by_url", "by_file". */
struct str grouping_mode_of(const struct grouping_settings *settings, const struct event *ev);
/* Whose code a frame is by the project's patterns and by places everybody knows: "app",
 * "framework", "external". *pattern: the one that said so; absent = none. */
const char *grouping_frame_class(const struct grouping_settings *settings,
                                 const struct json *frame, struct str *pattern);
void grouping_cache_release(struct grouping_cache *c);

struct grouping {
    /* grouping_compute */
    uint8_t hash[GROUPING_HASH_BYTES];
    struct str how; /* "project_rule", "by_url", "custom", "checksum", "stack", …: a literal */
    const struct fingerprint_rule *rule; /* of the settings, when it was one of them */
    /* grouping_describe */
    struct str title;    /* §12.5, ≤ LIMIT_TITLE bytes                  */
    struct str type;     /* exception type, "" for messages             */
    struct str culprit;  /* §12.6, ≤ LIMIT_CULPRIT characters           */
    struct str location; /* filename of the culprit's frame, "" = none  */
};

/* "Why here": what was hashed, and what became of each frame that was looked at. */
struct grouping_part {
    const char *what; /* "type", "module", "file", "function", "line", "custom", … */
    struct str text;
};
struct grouping_frame {
    const struct json *frame;
    const char *left_out; /* why; NULL: it was hashed */
};
enum { EXPLAINED_MAX = 500 }; /* parts and frames; more are not told of */
struct grouping_explained {
    struct grouping_part parts[EXPLAINED_MAX];
    size_t n_parts;
    struct grouping_frame frames[EXPLAINED_MAX]; /* oldest call first, stack after stack */
    size_t n_frames;
};
/* Parts, one a line. */
void grouping_print(struct buf *out, const struct grouping_explained *explained);

/* Two steps, because the scrubber stands between them (design.md §2): hashes may
 * see secrets, the texts an issue shows may not.
 *   event_normalize · grouping_frames · grouping_compute · event_scrub ·
 *   grouping_describe · event_write
 *
 * grouping_frames gives frames the in_app that the project's stack-frame rules say, and keeps
 * what was sent as data.orig_in_app (1, 0). */
void grouping_frames(const struct grouping_settings *settings, const struct event *ev);
/* Of an event that was stored under other rules. */
void grouping_frames_anew(const struct grouping_settings *settings, const struct event *ev);
/* Sets hash, how and rule. explain may be NULL. */
NODISCARD enum status grouping_compute(struct ctx *cx, const struct grouping_settings *settings,
                                       const struct event *ev, struct grouping *out,
                                       struct grouping_explained *explain);
/* Sets title, type, culprit, location. */
void grouping_describe(struct ctx *cx, const struct grouping_settings *settings,
                       const struct event *ev, struct grouping *out);

/* §12.2: ids, numbers, dates → <name>. Linear. */
struct str grouping_parameterize(struct ctx *cx, struct str text);

/* The fingerprint of "too many different errors (Type)" (storage.md §3). */
void grouping_overflow_hash(struct str type, uint8_t out[GROUPING_HASH_BYTES]);

#endif
