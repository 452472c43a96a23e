/* project_table.h - the table in memory behind project_key.h and project_section.h; only
 * for their files.
 *
 * A loader fills a table of its own and puts it in the place of the one in use; what is
 * looked up is copied out under the lock. */
#ifndef FEATURE_PROJECT_PROJECT_TABLE_H
#define FEATURE_PROJECT_PROJECT_TABLE_H

#include "base/arena.h"
#include "feature/project/project_key.h"

struct project_section;

enum { PROJECT_UUID_BYTES = 16 };

struct key_entry {
    uint8_t public_key[PUBLIC_KEY_BYTES];
    uint8_t project_uuid[PROJECT_UUID_BYTES];
    int64_t key_id;
    int64_t project_id;
    struct rates rates;
    bool is_enabled;
};
static_assert(sizeof(struct key_entry) == 64, "100,000 keys must stay below 8 MB");

struct section_entry {
    int64_t project_id;
    int64_t version;
    struct str name;
    struct str body; /* JSON, one line */
};

struct project_table {
    struct arena arena;
    struct key_entry *keys; /* by public key               */
    uint32_t *by_project;   /* indexes of keys, by project */
    size_t n_keys;
    struct section_entry *sections; /* by project, then name       */
    size_t n_sections;
};

/* A key as rows and snapshots name it: texts in hex, the rest in entry. */
struct key_text {
    struct str public_key;
    struct str project_uuid;
    struct key_entry entry;
};

void project_table_begin(struct project_table *t, size_t n_keys, size_t n_sections);
/* False: it is no key; left out. */
bool project_table_add_key(struct project_table *t, const struct key_text *key);
/* In order of project and name; texts are copied. */
void project_table_add_section(struct project_table *t, const struct section_entry *section);

/* Of two loads that run at one time the one that began later counts: a ticket is taken
 * before the store is asked. project_table_put takes t over. */
uint64_t project_table_ticket(void);
void project_table_put(struct project_table *t, uint64_t ticket, bool is_fresh);

/* --- the snapshot (project_snapshot.c) --- */

/* Not fatal: the store has the truth, the snapshot only bridges its absence. */
void project_snapshot_write(struct ctx *cx, const struct project_table *t);

#endif
