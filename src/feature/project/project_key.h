/* project_key.h - all DSN keys in memory, so that accept never asks the store.
 *
 * One sorted table: 16-byte key → project, state and limits, 64 bytes each and 4 to find
 * them by project: 100,000 projects are 6.8 MB (decisions.md §9, "Keys"). The sections of
 * the projects' settings (project_section.h) stand beside them.
 * Loaded from the store at start, after every change made by this process, and every
 * KEYS_POLL_S by the digest; snapshotted (write, fsync, rename) to DATA_DIR/keys,
 * which stands in when the store is away at start. An unknown key is refused only
 * while the table is fresh (loaded within KEYS_FRESH_S); else the client gets 503.
 *
 * Threads: look-ups from any thread, never waiting for the store. */
#ifndef FEATURE_PROJECT_PROJECT_KEY_H
#define FEATURE_PROJECT_PROJECT_KEY_H

#include "base/base.h"
#include "base/id.h"

struct ctx;

enum {
    PUBLIC_KEY_BYTES = 16,
    KEYS_POLL_S = 30,
    KEYS_FRESH_S = 120,
};

/* Requests in whole minutes, hours and days of UTC; 0 = no limit. */
struct rates {
    uint32_t per_minute;
    uint32_t per_hour;
    uint32_t per_day;
};

struct project_key {
    uint8_t public_key[PUBLIC_KEY_BYTES];
    int64_t key_id;
    int64_t project_id;
    char project_uuid[UUID_TEXT_BYTES + 1];
    bool is_enabled;
    struct rates rates;
};

enum key_answer { KEY_FOUND, KEY_UNKNOWN, KEY_NOT_SURE };

/* public_key: 32 hex, any case. KEY_NOT_SURE: the table is stale, answer 503. */
enum key_answer project_key_find(struct str public_key, struct project_key *out);
/* Some key of the project, enabled or not. False: it has none. */
bool project_key_of(int64_t project_id, struct project_key *out);
/* Is this a project, by number or uuid? Answers its number; 0 = no. */
int64_t project_key_project(struct str number_or_uuid);
/* Its uuid, NUL-terminated. False: there is no such project. */
bool project_key_uuid(int64_t project_id, char out[UUID_TEXT_BYTES + 1]);

/* The key was used; kept in memory (KEYS_USED_MAX of them) until project_keys_write_used
 * puts it into the store, which the digest asks for every few seconds. */
enum { KEYS_USED_MAX = 4096 };
void project_key_used(int64_t key_id, int64_t now_ms);
NODISCARD enum status project_keys_write_used(struct ctx *cx);

/* Loads from the store and writes the snapshot. Call it after the commit of anything
 * that changes keys, projects or sections. */
NODISCARD enum status project_keys_load(struct ctx *cx);
/* The same, and other processes are told. A table that cannot be read now is read within
 * KEYS_POLL_S: the change itself is done. */
void project_keys_changed(struct ctx *cx);
/* From the snapshot, as not fresh: the store is away at start. E_MISSING: there is none. */
NODISCARD enum status project_keys_restore(struct ctx *cx);

#endif
