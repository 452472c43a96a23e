#include "base/base.h"
#include "feature/ingest/store_note.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "port/crypto.h"

enum { NOTE_BYTES = 128, NOTE_MODE = 0600 };

/* "STORE-ID HASH\n" */
static struct str note_text(struct ctx *cx, struct str store_id)
{
    uint64_t hash = hash64(core_config()->database_url);

    return str_printf(cx->arena, "%.*s %016llx\n", FMT(store_id), (unsigned long long)hash);
}

static const char *note_path(struct ctx *cx, const char *suffix)
{
    return str_cz(cx->arena,
                  str_printf(cx->arena, "%.*s/store%s", FMT(core_config()->data_dir), suffix));
}

static struct str note_found(struct ctx *cx)
{
    char text[NOTE_BYTES];
    int fd = open(note_path(cx, ""), O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : 0;

    if (fd >= 0)
        (void)close(fd);
    return str_dup(cx->arena, str_make(text, n > 0 ? (size_t)n : 0));
}

enum status store_note_read(struct ctx *cx, struct str *store_id)
{
    struct str text = note_found(cx);
    struct str id = str_to(text, UUID_TEXT_BYTES);

    if (text.len == 0 || !str_eq(text, note_text(cx, id)))
        return fail(cx, E_MISSING, "this folder was not used with this store before");
    *store_id = id;
    return OK;
}

void store_note_write(struct ctx *cx, struct str store_id)
{
    struct str text = note_text(cx, store_id);
    const char *fresh = note_path(cx, ".new");

    if (str_eq(note_found(cx), text))
        return;
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, NOTE_MODE);
    bool is_good = fd >= 0 && write(fd, text.p, text.len) == (ssize_t)text.len && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    if (!is_good || rename(fresh, note_path(cx, "")) != 0)
        LOG(WARN, "store.note_failed", K_CZ("why", strerror(errno)));
}
