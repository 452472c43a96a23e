/* spool_command.c - a spool folder from the shell. */
#include "base/base.h"
#include "feature/ingest/spool_command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "core/config.h"
#include "feature/ingest/spool_int.h"

enum { LINE_BYTES = 64 << 10, SEGMENTS_SHOWN = SPOOL_SEGMENTS };

static const char *kind_name(enum record_kind kind)
{
    static const char *const names[] = { [RECORD_EVENT] = "event",
                                         [RECORD_ENVELOPE] = "envelope",
                                         [RECORD_ENVELOPE_FILE] = "envelope in a file" };

    return kind < ARRAY_LEN(names) && names[kind] != NULL ? names[kind] : "unknown";
}

static void print_record(struct arena *a, const struct record *r)
{
    struct buf b;

    buf_init(&b, a, LINE_BYTES);
    buf_printf(&b, "  %llu ", (unsigned long long)r->seq);
    buf_add_time(&b, r->received_ms);
    buf_printf(&b, " project %lld %s %zu bytes from %.*s", (long long)r->project_id,
               kind_name(r->kind), r->body.len, FMT(r->remote));
    for (size_t i = 0; i < r->n_ids; i++) {
        struct str id = event_id_text(a, &r->ids[i].id);
        buf_printf(&b, " %.*s", FMT(id));
    }
    (void)printf("%.*s\n", (int)b.len, b.p);
}

/* Walks one file as it lies there; another process may be writing it. */
static void print_segment(struct ctx *cx, int dir_fd, const char *name)
{
    char header[RECORD_HEADER_BYTES];
    uint8_t spool[EVENT_ID_BYTES], store[EVENT_ID_BYTES];
    int64_t at = SEGMENT_HEADER_BYTES;
    uint64_t seq;
    int fd = openat(dir_fd, name, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || !segment_read_at(fd, header, SEGMENT_HEADER_BYTES, 0) ||
        !segment_header_decode(header, spool, store, &seq)) {
        (void)printf("%s: no segment, or its header is damaged\n", name);
        if (fd >= 0)
            (void)close(fd);
        return;
    }
    (void)printf("%s\n", name);
    while (segment_read_at(fd, header, sizeof header, at)) {
        struct arena_mark mark = arena_mark(cx->arena);
        struct record r;
        size_t length = record_length(header, seq);
        char *bytes = length > 0 ? arena_try(cx->arena, length) : NULL;
        bool is_good = bytes != NULL && segment_read_at(fd, bytes, length, at) &&
                       record_decode(cx->arena, str_make(bytes, length), &r);
        if (is_good)
            print_record(cx->arena, &r);
        arena_rewind(cx->arena, mark);
        if (!is_good)
            break;
        at += (int64_t)length;
        seq++;
    }
    (void)close(fd);
}

static int name_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status show(struct ctx *cx, const struct str *args, size_t n)
{
    const char *names[SEGMENTS_SHOWN];
    size_t n_names = 0;
    const struct dirent *e;
    struct str dir =
        n > 0 ? args[0] : str_printf(cx->arena, "%.*s/spool", FMT(core_config()->data_dir));
    DIR *d = opendir(str_cz(cx->arena, dir));

    if (d == NULL)
        return fail(cx, E_MISSING, "cannot read %.*s: %s", FMT(dir), strerror(errno));
    while ((e = readdir(d)) != NULL && n_names < SEGMENTS_SHOWN) {
        if (str_ends(str_c(e->d_name), S(".seg")) || str_ends(str_c(e->d_name), S(".damaged")))
            names[n_names++] = str_cz(cx->arena, str_c(e->d_name));
    }
    qsort(names, n_names, sizeof *names, name_order);
    for (size_t i = 0; i < n_names; i++)
        print_segment(cx, dirfd(d), names[i]);
    (void)closedir(d);
    return OK;
}

enum status spool_command(struct ctx *cx, const struct str *args, size_t n)
{
    if (n == 0)
        return show(cx, args, 0);
    if (str_eq(args[0], S("drain")))
        return spool_drain(cx, args + 1, n - 1);
    if (n <= 2 && str_eq(args[0], S("show")))
        return show(cx, args + 1, n - 1);
    return fail(cx, E_INVALID, "spool show [DIR] | spool drain DIR --into-this-store");
}
