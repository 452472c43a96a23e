#include "base/base.h"
#include "feature/project/project_key.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/project/project_key_sql.h"
#include "port/crypto.h"

enum {
    SNAPSHOT_FIELDS = 5,
    SNAPSHOT_SUM_BYTES = 16,
    SNAPSHOT_MODE = 0600,
    KEYS_ARENA = 64 << 20, /* two tables of 400,000 keys */
    PATH_BYTES = 512,
};

/* Sorted by public key; projects sorted by number. Two tables take turns: the new one is
 * built beside the old one and swapped in. */
struct table {
    struct arena arena;
    struct project_key *keys;
    size_t n_keys;
    struct project_ref {
        int64_t id;
        char uuid[UUID_TEXT_BYTES + 1];
    } * projects;
    size_t n_projects;
};

static struct lock keys_lock = LOCK_INIT(LOCK_PROJECT_KEYS);
static struct table tables[2] GUARDED_BY(keys_lock);
static unsigned current GUARDED_BY(keys_lock);
static int64_t loaded_ms GUARDED_BY(keys_lock); /* 0 = never from the store */

static int key_order(const void *a, const void *b)
{
    const struct project_key *x = a, *y = b;

    return memcmp(x->public_key, y->public_key, PUBLIC_KEY_BYTES);
}

static int project_order(const void *a, const void *b)
{
    const struct project_ref *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static void table_begin(struct table *t, size_t n)
{
    arena_release(&t->arena);
    arena_init(&t->arena, "project.keys", KEYS_ARENA);
    t->keys = arena_array(&t->arena, struct project_key, n);
    t->projects = arena_array(&t->arena, struct project_ref, n);
    t->n_keys = t->n_projects = 0;
}

static bool table_add(struct table *t, struct str public_key, const struct project_key *row,
                      struct str uuid)
{
    struct project_key *k = &t->keys[t->n_keys];

    *k = *row;
    if (!str_unhex(public_key, k->public_key, PUBLIC_KEY_BYTES) || uuid.len != UUID_TEXT_BYTES)
        return false;
    memcpy(k->project_uuid, uuid.p, UUID_TEXT_BYTES);
    t->n_keys++;
    return true;
}

static void table_finish(struct table *t)
{
    for (size_t i = 0; i < t->n_keys; i++) {
        t->projects[i].id = t->keys[i].project_id;
        memcpy(t->projects[i].uuid, t->keys[i].project_uuid, UUID_TEXT_BYTES);
    }
    t->n_projects = t->n_keys;
    qsort(t->keys, t->n_keys, sizeof *t->keys, key_order);
    qsort(t->projects, t->n_projects, sizeof *t->projects, project_order);
}

static void table_swap(int64_t now_ms) REQUIRES(keys_lock);
static void table_swap(int64_t now_ms)
{
    current = 1 - current;
    loaded_ms = now_ms;
    arena_release(&tables[1 - current].arena);
    tables[1 - current] = (struct table){ 0 };
}

/* "key project key-id uuid enabled" a line, and the sum of all before it. */
static struct str snapshot_text(struct ctx *cx, const struct q_project_keys_all_row *rows, size_t n)
{
    struct buf b;

    buf_init(&b, cx->arena, KEYS_ARENA);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%.*s %lld %lld %.*s %d\n", FMT(rows[i].public_key),
                   (long long)rows[i].project_id, (long long)rows[i].key_id,
                   FMT(rows[i].project_uuid), rows[i].is_enabled);
    buf_printf(&b, "%016llx\n", (unsigned long long)hash64(buf_str(&b)));
    return buf_str(&b);
}

static void snapshot_path(char out[PATH_BYTES], const char *suffix)
{
    struct str dir = core_config()->data_dir;

    (void)snprintf(out, PATH_BYTES, "%.*s/keys%s", FMT(dir), suffix);
}

/* Not fatal: the store has the truth, the snapshot only bridges its absence. */
static void snapshot_write(struct str text)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];

    snapshot_path(path, "");
    snapshot_path(fresh, ".new");
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, SNAPSHOT_MODE);
    bool is_good = fd >= 0 && write(fd, text.p, text.len) == (ssize_t)text.len && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    if (!is_good || rename(fresh, path) != 0)
        LOG(WARN, "keys.snapshot_failed", K_CZ("why", strerror(errno)));
}

static bool snapshot_line(struct table *t, struct str line)
{
    struct str part[SNAPSHOT_FIELDS];
    struct project_key row = { 0 };
    size_t n = 0;

    while (n < SNAPSHOT_FIELDS && str_split(&line, ' ', &part[n]))
        n++;
    return n == SNAPSHOT_FIELDS && str_i64(part[1], &row.project_id) &&
           str_i64(part[2], &row.key_id) && str_bool(part[4], &row.is_enabled) &&
           table_add(t, part[0], &row, part[3]);
}

static enum status snapshot_read(struct ctx *cx, struct str *out)
{
    char path[PATH_BYTES];

    snapshot_path(path, "");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(cx, E_MISSING, "no snapshot of the project keys in %s", path);
    off_t size = lseek(fd, 0, SEEK_END);
    char *p = size > 0 ? arena_try(cx->arena, (size_t)size) : NULL;
    bool is_good = p != NULL && pread(fd, p, (size_t)size, 0) == size;
    (void)close(fd);
    if (!is_good)
        return fail(cx, E_MISSING, "cannot read %s", path);
    *out = str_make(p, (size_t)size);
    return OK;
}

/* Lines of a snapshot whose sum is right; absent otherwise. */
static struct str snapshot_checked(struct arena *a, struct str text)
{
    if (text.len <= SNAPSHOT_SUM_BYTES || text.p[text.len - 1] != '\n')
        return (struct str){ 0 };
    struct str lines = str_to(text, text.len - SNAPSHOT_SUM_BYTES - 1);
    struct str sum = str_slice(text, lines.len, text.len - 1);
    struct str want = str_printf(a, "%016llx", (unsigned long long)hash64(lines));
    return str_eq(sum, want) ? lines : (struct str){ 0 };
}

enum status project_keys_restore(struct ctx *cx)
{
    struct str text, line;

    TRY(snapshot_read(cx, &text));
    struct str lines = snapshot_checked(cx->arena, text);
    if (str_is_null(lines))
        return fail(cx, E_MISSING, "the snapshot of the project keys is damaged");

    size_t n = 0;
    for (size_t i = 0; i < lines.len; i++)
        n += lines.p[i] == '\n';
    lock_take(&keys_lock);
    struct table *t = &tables[1 - current];
    table_begin(t, n);
    while (str_split(&lines, '\n', &line) && t->n_keys < n)
        (void)snapshot_line(t, line);
    table_finish(t);
    table_swap(0);
    lock_give(&keys_lock);
    return OK;
}

enum status project_keys_load(struct ctx *cx)
{
    struct q_project_keys_all_row *rows;
    size_t n;

    TRY(q_project_keys_all(cx, &rows, &n));
    lock_take(&keys_lock);
    struct table *t = &tables[1 - current];
    table_begin(t, n);
    for (size_t i = 0; i < n; i++) {
        struct project_key row = { .key_id = rows[i].key_id,
                                   .project_id = rows[i].project_id,
                                   .is_enabled = rows[i].is_enabled };
        (void)table_add(t, rows[i].public_key, &row, rows[i].project_uuid);
    }
    table_finish(t);
    table_swap(clock_monotonic_ms());
    lock_give(&keys_lock);
    snapshot_write(snapshot_text(cx, rows, n));
    return OK;
}

enum key_answer project_key_find(struct str public_key, struct project_key *out)
{
    struct project_key wanted;
    enum key_answer answer = KEY_UNKNOWN;

    if (!str_unhex(public_key, wanted.public_key, PUBLIC_KEY_BYTES))
        return KEY_UNKNOWN;
    lock_take(&keys_lock);
    const struct table *t = &tables[current];
    const struct project_key *k =
        t->n_keys > 0 ? bsearch(&wanted, t->keys, t->n_keys, sizeof wanted, key_order) : NULL;
    if (k != NULL) {
        *out = *k;
        answer = KEY_FOUND;
    } else if (loaded_ms == 0 ||
               clock_monotonic_ms() - loaded_ms > (int64_t)KEYS_FRESH_S * MS_PER_SECOND) {
        answer = KEY_NOT_SURE;
    }
    lock_give(&keys_lock);
    return answer;
}

bool project_key_of(int64_t project_id, struct project_key *out)
{
    bool found = false;

    lock_take(&keys_lock);
    const struct table *t = &tables[current];
    for (size_t i = 0; i < t->n_keys && !found; i++) {
        found = t->keys[i].project_id == project_id;
        if (found)
            *out = t->keys[i];
    }
    lock_give(&keys_lock);
    return found;
}

static const struct project_ref *project_by_uuid(const struct table *t, struct str uuid)
{
    for (size_t i = 0; i < t->n_projects; i++) {
        if (str_eq_fold(str_make(t->projects[i].uuid, UUID_TEXT_BYTES), uuid))
            return &t->projects[i];
    }
    return NULL;
}

int64_t project_key_project(struct str number_or_uuid)
{
    struct project_ref wanted = { 0 };
    const struct project_ref *found = NULL;

    lock_take(&keys_lock);
    const struct table *t = &tables[current];
    if (t->n_projects > 0 && str_i64(number_or_uuid, &wanted.id))
        found = bsearch(&wanted, t->projects, t->n_projects, sizeof wanted, project_order);
    else if (number_or_uuid.len == UUID_TEXT_BYTES)
        found = project_by_uuid(t, number_or_uuid);
    int64_t id = found != NULL ? found->id : 0;
    lock_give(&keys_lock);
    return id;
}

bool project_key_uuid(int64_t project_id, char out[UUID_TEXT_BYTES + 1])
{
    const struct project_ref wanted = { .id = project_id };

    lock_take(&keys_lock);
    const struct table *t = &tables[current];
    const struct project_ref *found = NULL;
    if (t->n_projects > 0)
        found = bsearch(&wanted, t->projects, t->n_projects, sizeof wanted, project_order);
    if (found != NULL)
        memcpy(out, found->uuid, UUID_TEXT_BYTES + 1);
    lock_give(&keys_lock);
    return found != NULL;
}
