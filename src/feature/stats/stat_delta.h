/* stat_delta.h - what a batch adds to the statistics of one fingerprint, in memory and as
 * bytes of stat_log.
 *
 * Bytes of a row (numbers as in stat_blob.h): n deltas, each: n fingerprint, n project,
 * n users and 8 bytes each, n pairs, each: n length and text of key and value, n count. */
#ifndef FEATURE_STATS_STAT_DELTA_H
#define FEATURE_STATS_STAT_DELTA_H

#include "base/map.h"
#include "feature/stats/stat_blob.h"

struct stat_pair {
    struct str key;
    struct str value;
    int64_t count;
    struct stat_pair *next;
};
enum { STAT_PLACES = 16 }; /* of an event's tags whose last value is remembered */

struct stat_delta {
    int64_t fingerprint_id;
    int64_t project_id;
    struct stat_blob *blob; /* as it was before the batch */
    struct map pairs;       /* key NUL value → pair       */
    struct stat_pair *first;
    size_t n_pairs;
    struct stat_pair *by_place[STAT_PLACES]; /* of the event before */
    struct sketch users;                     /* of this batch              */
    uint64_t *hashes;
    size_t n_hashes;
    size_t cap_hashes;
    bool has_new_user;
    struct stat_delta *next;
    size_t place;     /* in the log, while it is merged    */
    int64_t issue_id; /* whose users are counted anew then */
};

void stat_delta_encode(const struct stat_delta *d, struct buf *b);
/* The next one of a row; false: the bytes are damaged. Texts point into in. */
bool stat_delta_decode(struct arena *a, struct str *in, struct stat_delta *d);
/* Counts its users and tags. True: a user was new, or may have been. */
bool stat_delta_apply(struct arena *a, const struct stat_delta *d, struct stat_blob *s);

#endif
