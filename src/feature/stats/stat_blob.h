/* stat_blob.h - the statistics of one fingerprint in memory, and their bytes in the store.
 *
 * Bytes (little-endian base-128 numbers, "n"): n version, n segment and n seq of the last
 * log row folded in, users (n kind, n count, 8 bytes each or the registers), n keys, each:
 * n length and text, n total, n other, n values, each: n length and text, n count. */
#ifndef FEATURE_STATS_STAT_BLOB_H
#define FEATURE_STATS_STAT_BLOB_H

#include "base/base.h"
#include "feature/stats/sketch.h"

struct arena;
struct buf;

enum { STAT_KEYS = 64, STAT_VALUES = 100 };

struct stat_tag_value {
    uint32_t hash;
    struct str value;
    int64_t count;
};
struct stat_tag_key {
    uint32_t hash;
    struct str key;
    int64_t total;
    int64_t other; /* counts of values that found no place: the key is high-cardinality */
    struct stat_tag_value *values;
    size_t n_values;
    size_t cap;
};

/* Position in stat_log. */
struct stat_position {
    int64_t segment;
    int64_t seq;
};

struct stat_blob {
    int64_t fingerprint_id;
    int64_t project_id;
    struct stat_position folded; /* log rows up to here are in it */
    bool is_dirty;               /* differs from the table        */
    struct sketch users;
    struct stat_tag_key *keys; /* at most STAT_KEYS             */
    size_t n_keys;
    size_t cap_keys;
};

/* Adds count to key and value. False: no place was left, it counts as other. */
bool stat_blob_count(struct arena *a, struct stat_blob *s, struct str key, struct str value,
                     int64_t count);
/* Would the value be new, and is there a place for it? */
bool stat_blob_is_news(const struct stat_blob *s, struct str key, struct str value);

/* Adds the tag counts and users of one to all. */
void stat_blob_merge(struct arena *a, struct stat_blob *all, const struct stat_blob *one);

/* Its tag counts as readers see them (stat.h), the most frequent values first. */
struct stat_key;
void stat_blob_keys(struct arena *a, const struct stat_blob *s, struct stat_key **keys,
                    size_t *n_keys);

/* A copy in another arena, without what growing left behind. */
struct stat_blob *stat_blob_copy(struct arena *a, const struct stat_blob *s);
void stat_blob_encode(const struct stat_blob *s, struct buf *b);
/* Damaged bytes give an empty blob: figures are not worth failing for; false says so. */
bool stat_blob_decode(struct arena *a, struct str bytes, struct stat_blob *out);

/* Numbers as above. */
void stat_put(struct buf *b, uint64_t v);
void stat_put_str(struct buf *b, struct str s);
bool stat_get(struct str *in, uint64_t *out);
bool stat_get_str(struct str *in, struct str *out);
/* A sketch: its members, or its registers. out is empty before; false: damaged bytes. */
void stat_put_sketch(const struct sketch *s, struct buf *b);
bool stat_get_sketch(struct arena *a, struct str *in, struct sketch *out);

#endif
