/* quarantine_command.c - the quarantine from the shell, beside a running server or not. */
#include "base/base.h"
#include "feature/ingest/quarantine.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/quarantine_sql.h"
#include "feature/ingest/spool_int.h"

enum { LINE_BYTES = 1 << 10, PAGE_ROWS = 100 };

static void print_row(struct arena *a, const struct q_quarantine_page_row *row)
{
    struct buf b;

    buf_init(&b, a, LINE_BYTES);
    buf_printf(&b, "%.*s ", FMT(row->uuid));
    buf_add_time(&b, row->received_ms);
    buf_printf(&b, " project %lld, %lld bytes, tried again %lld times%s, %.*s: %.*s\n",
               (long long)row->project_id, (long long)row->bytes, (long long)row->attempts,
               row->is_wanted ? " and to be" : "", FMT(row->reason), FMT(row->detail));
    (void)printf("%.*s", FMT(buf_str(&b)));
}

static enum status list(struct ctx *cx, const struct str *args, size_t n)
{
    struct q_quarantine_page_args page = { .max = PAGE_ROWS };
    struct q_quarantine_page_row *rows;
    size_t n_rows = PAGE_ROWS;

    (void)args, (void)n;
    while (n_rows == PAGE_ROWS) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_quarantine_page(cx, &page, &rows, &n_rows));
        for (size_t i = 0; i < n_rows; i++)
            print_row(cx->arena, &rows[i]);
        if (n_rows > 0)
            page.before = rows[n_rows - 1].id;
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* The body as it was received, alone on standard output. */
static enum status show(struct ctx *cx, const struct str *args, size_t n)
{
    struct q_quarantine_get_row row;
    struct record r;
    bool found;

    (void)n;
    TRY(q_quarantine_get(cx, &(struct q_quarantine_get_args){ .uuid = args[0] }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "nothing in quarantine has the id %.*s", FMT(args[0]));
    if (row.record.len < RECORD_HEADER_BYTES || !record_decode(cx->arena, row.record, &r))
        return fail(cx, E_INTERNAL, "the record is damaged");
    (void)fwrite(r.body.p, 1, r.body.len, stdout);
    (void)fputc('\n', stdout);
    return OK;
}

static enum status retry(struct ctx *cx, const struct str *args, size_t n)
{
    int64_t changed = 0, wanted = 0;

    if (str_eq(args[0], S("--all")))
        TRY(q_quarantine_want_all(cx, &wanted));
    else
        for (size_t i = 0; i < n; i++) {
            TRY(q_quarantine_want(cx, &(struct q_quarantine_want_args){ args[i] }, &changed));
            if (changed == 0)
                return fail(cx, E_MISSING, "nothing in quarantine has the id %.*s", FMT(args[i]));
            wanted += changed;
        }
    (void)printf("%lld to be digested again: by the running server within a second, else when it "
                 "is started\n",
                 (long long)wanted);
    return OK;
}

static enum status drop(struct ctx *cx, const struct str *args, size_t n)
{
    struct quarantine_file file; /* the server's to remove */
    bool found;

    for (size_t i = 0; i < n; i++) {
        TRY(quarantine_drop(cx, args[i], &file, &found));
        if (!found)
            return fail(cx, E_MISSING, "nothing in quarantine has the id %.*s", FMT(args[i]));
        (void)printf("%.*s is gone\n", FMT(args[i]));
    }
    return OK;
}

static const struct verb {
    const char *name;
    bool has_ids;
    enum status (*run)(struct ctx *cx, const struct str *args, size_t n);
} verbs[] = {
    { "list", false, list },
    { "show", true, show },
    { "retry", true, retry },
    { "drop", true, drop },
};

enum status quarantine_command(struct ctx *cx, const struct str *args, size_t n)
{
    if (n == 0)
        return list(cx, args, 0);
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (str_eq(args[0], str_c(verbs[i].name)) && verbs[i].has_ids == (n > 1))
            return verbs[i].run(cx, args + 1, n - 1);
    return fail(cx, E_INVALID, "quarantine list | show ID | retry ID… | retry --all | drop ID…");
}
