/* project_key.h - all DSN keys in memory, so that accept never asks the store.
 *
 * One table: 16-byte key → project (decisions.md §9, "Keys"). Refreshed when a key
 * or project changes in this process (project_keys_changed), polled every 30 s, and
 * snapshotted (write, fsync, rename) to DATA_DIR/keys, which is read at start when
 * the store is away. An unknown key is refused only while the table is known to be
 * fresh (loaded from the store within KEYS_FRESH_S), else the client gets 503.
 *
 * Threads: look-ups from any thread, never waiting for the store. */
#ifndef FEATURE_PROJECT_PROJECT_KEY_H
#define FEATURE_PROJECT_PROJECT_KEY_H

#include "base/base.h"

struct ctx;

enum { PUBLIC_KEY_BYTES = 16, KEYS_POLL_S = 30, KEYS_FRESH_S = 120 };

struct project_key {
    uint8_t public_key[PUBLIC_KEY_BYTES];
    int64_t key_id;
    int64_t project_id;
    char project_uuid[37];
    bool is_enabled;
};

enum key_answer { KEY_FOUND, KEY_UNKNOWN, KEY_NOT_SURE };

/* public_key: 32 hex, any case. KEY_NOT_SURE: the table is stale, answer 503. */
enum key_answer project_key_find(struct str public_key, struct project_key *out);
/* Is this a project, by number or uuid? Answers its number; 0 = no. */
int64_t project_key_project(struct str number_or_uuid);

/* Loads from the store, or from the snapshot when the store is away. */
NODISCARD enum status project_keys_load(struct ctx *cx);
/* Call after commit of anything that changes keys or projects. */
void project_keys_changed(void);
/* Last use, kept in memory and written by a job. */
void project_key_used(int64_t key_id, int64_t now_ms);

#endif
