#include "base/base.h"

#include "feature/project/project_key.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/project/project_key_sql.h"
#include "feature/project/project_section.h"
#include "feature/project/project_section_sql.h"
#include "feature/project/project_table.h"

enum {
    TABLE_ARENA = 256 << 20, /* 400,000 keys, and their projects' sections */
    USED_TRIES = 16,
};

static struct lock keys_lock = LOCK_INIT(LOCK_PROJECT_KEYS);
static struct project_table table GUARDED_BY(keys_lock);
static uint64_t table_ticket GUARDED_BY(keys_lock);
static int64_t loaded_ms GUARDED_BY(keys_lock); /* 0 = never from the store */

/* Last uses that wait to be written. */
static struct lock used_lock = LOCK_INIT(LOCK_KEYS_USED);
static struct used {
    int64_t key_id; /* 0 = free */
    int64_t at_ms;
} used[KEYS_USED_MAX] GUARDED_BY(used_lock);

static _Atomic uint64_t next_ticket;
static _Atomic uint64_t generation;

/* --- filling --------------------------------------------------------------------- */

static int key_order(const void *a, const void *b)
{
    const struct key_entry *x = a, *y = b;

    return memcmp(x->public_key, y->public_key, PUBLIC_KEY_BYTES);
}

static int project_order(const void *a, const void *b, void *keys)
{
    const struct key_entry *all = keys;
    const struct key_entry *x = &all[*(const uint32_t *)a], *y = &all[*(const uint32_t *)b];

    return (x->project_id > y->project_id) - (x->project_id < y->project_id);
}

void project_table_begin(struct project_table *t, size_t n_keys, size_t n_sections)
{
    *t = (struct project_table){ 0 };
    arena_init(&t->arena, "project.keys", TABLE_ARENA);
    t->keys = arena_array(&t->arena, struct key_entry, n_keys);
    t->by_project = arena_array(&t->arena, uint32_t, n_keys);
    t->sections = arena_array(&t->arena, struct section_entry, n_sections);
}

bool project_table_add_key(struct project_table *t, const struct key_text *key)
{
    struct key_entry *k = &t->keys[t->n_keys];
    struct event_id uuid;

    *k = key->entry;
    if (!str_unhex(key->public_key, k->public_key, PUBLIC_KEY_BYTES) ||
        key->project_uuid.len != UUID_TEXT_BYTES || !event_id_parse(key->project_uuid, &uuid))
        return false;
    memcpy(k->project_uuid, uuid.b, PROJECT_UUID_BYTES);
    t->n_keys++;
    return true;
}

void project_table_add_section(struct project_table *t, const struct section_entry *section)
{
    struct section_entry *s = &t->sections[t->n_sections++];

    *s = *section;
    s->name = str_dup(&t->arena, section->name);
    s->body = str_dup(&t->arena, section->body);
}

static void sort(struct project_table *t)
{
    qsort(t->keys, t->n_keys, sizeof *t->keys, key_order);
    for (size_t i = 0; i < t->n_keys; i++)
        t->by_project[i] = (uint32_t)i;
    qsort_r(t->by_project, t->n_keys, sizeof *t->by_project, project_order, t->keys);
}

uint64_t project_table_ticket(void)
{
    return atomic_fetch_add(&next_ticket, 1) + 1;
}

void project_table_put(struct project_table *t, uint64_t ticket, bool is_fresh)
{
    struct project_table old = *t;

    sort(t);
    lock_take(&keys_lock);
    if (ticket > table_ticket) {
        old = table;
        table = *t;
        table_ticket = ticket;
        loaded_ms = is_fresh ? clock_monotonic_ms() : 0;
        atomic_fetch_add(&generation, 1);
    }
    lock_give(&keys_lock);
    arena_release(&old.arena);
}

static struct key_text key_of_row(const struct q_project_keys_all_row *row)
{
    return (struct key_text){
        .public_key = row->public_key,
        .project_uuid = row->project_uuid,
        .entry = { .key_id = row->key_id,
                   .project_id = row->project_id,
                   .rates = { (uint32_t)row->per_minute, (uint32_t)row->per_hour,
                              (uint32_t)row->per_day },
                   .is_enabled = row->is_enabled },
    };
}

enum status project_keys_load(struct ctx *cx)
{
    struct q_project_keys_all_row *keys;
    struct q_project_sections_all_row *sections;
    size_t n_keys, n_sections;
    struct project_table t;
    uint64_t ticket = project_table_ticket();

    TRY(q_project_keys_all(cx, &keys, &n_keys));
    TRY(q_project_sections_all(cx, &sections, &n_sections));
    project_table_begin(&t, n_keys, n_sections);
    for (size_t i = 0; i < n_keys; i++) {
        struct key_text key = key_of_row(&keys[i]);
        (void)project_table_add_key(&t, &key);
    }
    for (size_t i = 0; i < n_sections; i++)
        project_table_add_section(
            &t, &(struct section_entry){ sections[i].project_id, sections[i].version,
                                         sections[i].name, sections[i].body });
    project_snapshot_write(cx, &t);
    project_table_put(&t, ticket, true);
    return OK;
}

/* --- looking up -------------------------------------------------------------------- */

static void uuid_write(const uint8_t uuid[PROJECT_UUID_BYTES], char out[UUID_TEXT_BYTES + 1])
{
    static const char hex[] = "0123456789abcdef";
    size_t n = 0;

    for (size_t i = 0; i < PROJECT_UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) /* RFC 9562 §4 */
            out[n++] = '-';
        out[n++] = hex[uuid[i] >> 4];
        out[n++] = hex[uuid[i] & 0xf];
    }
    out[n] = '\0';
}

static void copy_out(const struct key_entry *k, struct project_key *out)
{
    *out = (struct project_key){ .key_id = k->key_id,
                                 .project_id = k->project_id,
                                 .is_enabled = k->is_enabled,
                                 .rates = k->rates };
    memcpy(out->public_key, k->public_key, PUBLIC_KEY_BYTES);
    uuid_write(k->project_uuid, out->project_uuid);
}

enum key_answer project_key_find(struct str public_key, struct project_key *out)
{
    struct key_entry wanted;
    enum key_answer answer = KEY_UNKNOWN;

    if (!str_unhex(public_key, wanted.public_key, PUBLIC_KEY_BYTES))
        return KEY_UNKNOWN;
    lock_take(&keys_lock);
    const struct key_entry *k =
        table.n_keys > 0 ? bsearch(&wanted, table.keys, table.n_keys, sizeof wanted, key_order)
                         : NULL;
    if (k != NULL) {
        copy_out(k, out);
        answer = KEY_FOUND;
    } else if (loaded_ms == 0 ||
               clock_monotonic_ms() - loaded_ms > (int64_t)KEYS_FRESH_S * MS_PER_SECOND) {
        answer = KEY_NOT_SURE;
    }
    lock_give(&keys_lock);
    return answer;
}

static const struct key_entry *key_by_number(int64_t project_id) REQUIRES(keys_lock);
static const struct key_entry *key_by_number(int64_t project_id)
{
    size_t low = 0, high = table.n_keys;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table.keys[table.by_project[middle]].project_id < project_id)
            low = middle + 1;
        else
            high = middle;
    }
    const struct key_entry *k = low < table.n_keys ? &table.keys[table.by_project[low]] : NULL;
    return k != NULL && k->project_id == project_id ? k : NULL;
}

bool project_key_of(int64_t project_id, struct project_key *out)
{
    lock_take(&keys_lock);
    const struct key_entry *k = key_by_number(project_id);
    if (k != NULL)
        copy_out(k, out);
    lock_give(&keys_lock);
    return k != NULL;
}

static const struct key_entry *key_by_uuid(struct str text) REQUIRES(keys_lock);
static const struct key_entry *key_by_uuid(struct str text)
{
    struct event_id uuid;

    if (text.len != UUID_TEXT_BYTES || !event_id_parse(text, &uuid))
        return NULL;
    for (size_t i = 0; i < table.n_keys; i++) {
        if (memcmp(table.keys[i].project_uuid, uuid.b, PROJECT_UUID_BYTES) == 0)
            return &table.keys[i];
    }
    return NULL;
}

int64_t project_key_project(struct str number_or_uuid)
{
    int64_t number;

    lock_take(&keys_lock);
    const struct key_entry *k =
        str_i64(number_or_uuid, &number) ? key_by_number(number) : key_by_uuid(number_or_uuid);
    int64_t id = k != NULL ? k->project_id : 0;
    lock_give(&keys_lock);
    return id;
}

bool project_key_uuid(int64_t project_id, char out[UUID_TEXT_BYTES + 1])
{
    lock_take(&keys_lock);
    const struct key_entry *k = key_by_number(project_id);
    if (k != NULL)
        uuid_write(k->project_uuid, out);
    lock_give(&keys_lock);
    return k != NULL;
}

/* --- sections ---------------------------------------------------------------------- */

uint64_t project_sections_generation(void)
{
    return atomic_load(&generation);
}

static int section_order(const struct section_entry *a, int64_t project_id, struct str name)
{
    if (a->project_id != project_id)
        return a->project_id < project_id ? -1 : 1;
    return str_cmp(a->name, name);
}

bool project_section_find(int64_t project_id, struct str name, struct arena *a,
                          struct project_section *out)
{
    bool is_there = false;

    lock_take(&keys_lock);
    size_t low = 0, high = table.n_sections;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (section_order(&table.sections[middle], project_id, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < table.n_sections && section_order(&table.sections[low], project_id, name) == 0) {
        const struct section_entry *s = &table.sections[low];
        *out = (struct project_section){ .version = s->version, .body = str_dup(a, s->body) };
        is_there = true;
    }
    lock_give(&keys_lock);
    return is_there;
}

/* --- last uses ---------------------------------------------------------------------- */

void project_key_used(int64_t key_id, int64_t now_ms)
{
    lock_take(&used_lock);
    for (size_t i = 0; i < USED_TRIES; i++) {
        struct used *u = &used[((uint64_t)key_id + i) % KEYS_USED_MAX];
        if (u->key_id != 0 && u->key_id != key_id)
            continue;
        u->key_id = key_id;
        u->at_ms = u->at_ms > now_ms ? u->at_ms : now_ms;
        break;
    }
    lock_give(&used_lock);
}

static int used_order(const void *a, const void *b)
{
    const struct used *x = a, *y = b;

    return (x->key_id > y->key_id) - (x->key_id < y->key_id);
}

/* All that wait, taken out, in order of keys: two processes must not lock crosswise. */
static size_t take_used(struct used *out)
{
    size_t n = 0;

    lock_take(&used_lock);
    for (size_t i = 0; i < KEYS_USED_MAX; i++) {
        if (used[i].key_id != 0)
            out[n++] = used[i];
        used[i] = (struct used){ 0 };
    }
    lock_give(&used_lock);
    qsort(out, n, sizeof *out, used_order);
    return n;
}

static enum status write_used(struct ctx *cx, const struct used *list, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++)
        TRY(q_project_key_used(cx,
                               &(struct q_project_key_used_args){ list[i].key_id, list[i].at_ms }));
    return tx_commit(&tx);
}

enum status project_keys_write_used(struct ctx *cx)
{
    struct used *list = arena_array(cx->arena, struct used, KEYS_USED_MAX);
    size_t n = take_used(list);

    if (n == 0)
        return OK;
    enum status st = write_used(cx, list, n);
    for (size_t i = 0; st != OK && i < n; i++)
        project_key_used(list[i].key_id, list[i].at_ms);
    return st;
}
