/* project_snapshot.c - DATA_DIR/keys: the keys and sections of all projects, for a start
 * while the store is away.
 *
 *     gosnag-keys 2
 *     K public_key project key uuid enabled per_minute per_hour per_day
 *     S project version name json
 *     sum of all before it, 16 hex */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/project/project_table.h"
#include "port/crypto.h"

enum {
    KEY_PARTS = 8,
    SECTION_PARTS = 3, /* before the JSON */
    SUM_BYTES = 16,
    SNAPSHOT_MODE = 0600,
    SNAPSHOT_BYTES = 256 << 20,
    PATH_BYTES = 512,
};

static const struct str head = S("gosnag-keys 2\n");

static void add_key(struct buf *b, const struct key_entry *k)
{
    buf_add(b, S("K "));
    buf_add_hex(b, k->public_key, PUBLIC_KEY_BYTES);
    buf_printf(b, " %lld %lld ", (long long)k->project_id, (long long)k->key_id);
    buf_add_hex(b, k->project_uuid, PROJECT_UUID_BYTES);
    buf_printf(b, " %d %u %u %u\n", k->is_enabled, k->rates.per_minute, k->rates.per_hour,
               k->rates.per_day);
}

static struct str snapshot_text(struct ctx *cx, const struct project_table *t)
{
    struct buf b;

    buf_init(&b, cx->arena, SNAPSHOT_BYTES);
    buf_add(&b, head);
    for (size_t i = 0; i < t->n_keys; i++)
        add_key(&b, &t->keys[i]);
    for (size_t i = 0; i < t->n_sections; i++) {
        const struct section_entry *s = &t->sections[i];
        buf_printf(&b, "S %lld %lld %.*s %.*s\n", (long long)s->project_id, (long long)s->version,
                   FMT(s->name), FMT(s->body));
    }
    buf_printf(&b, "%016llx\n", (unsigned long long)hash64(buf_str(&b)));
    return buf_str(&b);
}

static void snapshot_path(char out[PATH_BYTES], const char *suffix)
{
    struct str dir = core_config()->data_dir;

    (void)snprintf(out, PATH_BYTES, "%.*s/keys%s", FMT(dir), suffix);
}

/* Hash of what was written last: the table is loaded often and changes seldom. */
static struct lock snapshot_lock = LOCK_INIT(LOCK_SNAPSHOT);
static uint64_t written GUARDED_BY(snapshot_lock);

static bool replace_file(struct str text)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];

    snapshot_path(path, "");
    snapshot_path(fresh, ".new");
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, SNAPSHOT_MODE);
    bool is_good = fd >= 0 && write(fd, text.p, text.len) == (ssize_t)text.len && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return is_good && rename(fresh, path) == 0;
}

/* One at a time: request workers load the table side by side. */
void project_snapshot_write(struct ctx *cx, const struct project_table *t)
{
    struct str text = snapshot_text(cx, t);
    uint64_t sum = hash64(text);

    if (core_config()->data_dir.len == 0)
        return;
    lock_take(&snapshot_lock);
    if (written != sum && replace_file(text))
        written = sum;
    else if (written != sum)
        LOG(WARN, "keys.snapshot_failed", K_CZ("why", strerror(errno)));
    lock_give(&snapshot_lock);
}

/* Cuts the next part off; the rest stays in *line. */
static bool parts_of(struct str *line, struct str *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_split(line, ' ', &parts[i]))
            return false;
    }
    return true;
}

static bool rate_of(struct str text, uint32_t *out)
{
    uint64_t n;

    if (!str_u64(text, &n) || n > UINT32_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool read_key(struct ctx *cx, struct project_table *t, struct str line)
{
    struct str part[KEY_PARTS];
    struct key_text key = { 0 };

    if (!parts_of(&line, part, KEY_PARTS) || !str_i64(part[1], &key.entry.project_id) ||
        !str_i64(part[2], &key.entry.key_id) || !str_bool(part[4], &key.entry.is_enabled))
        return false;
    if (!rate_of(part[5], &key.entry.rates.per_minute) ||
        !rate_of(part[6], &key.entry.rates.per_hour) ||
        !rate_of(part[7], &key.entry.rates.per_day) ||
        !uuid_parse(cx->arena, part[3], &key.project_uuid))
        return false;
    key.public_key = part[0];
    return project_table_add_key(t, &key);
}

static bool read_section(struct project_table *t, struct str line)
{
    struct str part[SECTION_PARTS];
    struct section_entry s = { 0 };

    if (!parts_of(&line, part, SECTION_PARTS) || !str_i64(part[0], &s.project_id) ||
        !str_i64(part[1], &s.version))
        return false;
    s.name = part[2];
    s.body = line;
    project_table_add_section(t, &s);
    return true;
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
    if (text.len <= SUM_BYTES + head.len || text.p[text.len - 1] != '\n' || !str_starts(text, head))
        return (struct str){ 0 };
    struct str lines = str_to(text, text.len - SUM_BYTES - 1);
    struct str sum = str_slice(text, lines.len, text.len - 1);
    struct str want = str_printf(a, "%016llx", (unsigned long long)hash64(lines));
    return str_eq(sum, want) ? str_from(lines, head.len) : (struct str){ 0 };
}

enum status project_keys_restore(struct ctx *cx)
{
    struct project_table t;
    struct str text = { 0 }, line;
    uint64_t ticket = project_table_ticket();
    size_t n = 0;

    TRY(snapshot_read(cx, &text));
    struct str lines = snapshot_checked(cx->arena, text);
    if (str_is_null(lines))
        return fail(cx, E_MISSING,
                    "the snapshot of the project keys is damaged, or of another version");
    for (size_t i = 0; i < lines.len; i++)
        n += lines.p[i] == '\n';
    project_table_begin(&t, n, n);
    while (str_split(&lines, '\n', &line)) {
        if (str_starts(line, S("K ")))
            (void)read_key(cx, &t, str_from(line, 2));
        else if (str_starts(line, S("S ")))
            (void)read_section(&t, str_from(line, 2));
    }
    project_table_put(&t, ticket, false);
    return OK;
}
