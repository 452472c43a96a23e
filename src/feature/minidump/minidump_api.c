#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/multipart.h"
#include "core/request.h"
#include "feature/event/minidump.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/envelope_write.h"
#include "feature/minidump/minidump_feature.h"
#include "port/json.h"

enum { MEMORY_SLACK = 64 << 10 }; /* of an envelope around a dump in memory */

static const struct str dump_part = S("upload_file_minidump");

struct form {
    struct multipart_part parts[MULTIPART_PARTS];
    size_t n;
    struct body dump;
    struct str filename;
};

static enum status read_parts(struct ctx *cx, struct multipart *m, struct form *out)
{
    bool found;

    for (out->n = 0;; out->n++) {
        struct multipart_part part;
        TRY(multipart_next(cx, m, &part, &found));
        if (!found)
            return OK;
        out->parts[out->n] = part; /* the reader bounds their number */
    }
}

static const struct multipart_part *find_dump(const struct form *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (str_eq(f->parts[i].name, dump_part))
            return &f->parts[i];
    }
    return NULL;
}

/* An old Electron puts a whole second form where the dump should be: read once. */
static enum status read_nested(struct ctx *cx, struct str bytes, struct ingest_request *ir,
                               struct str *dump)
{
    struct str line = str_trim(str_first_line(str_to(bytes, MULTIPART_BOUNDARY + 4)));
    struct multipart m = { .rest = bytes, .delimiter = line, .file = ir->body.file };
    struct multipart_part part;
    bool found = true;

    *dump = bytes;
    if (!str_starts(line, S("--")) || line.len < sizeof("--x") - 1)
        return OK;
    while (found) {
        TRY(multipart_next(cx, &m, &part, &found));
        if (found && str_eq(part.name, dump_part))
            *dump = part.body;
    }
    return OK;
}

/* By magic: RFC 1952 and RFC 8878. xz and bzip2 are known, and not taken. */
static enum status coding_of(struct ctx *cx, struct str bytes, struct str *coding)
{
    *coding = S("");
    if (str_starts(bytes, S("\x1f\x8b")))
        *coding = S("gzip");
    else if (str_starts(bytes, S("\x28\xb5\x2f\xfd")))
        *coding = S("zstd");
    else if (str_starts(bytes, S("\xfd"
                                 "7zXZ")) ||
             str_starts(bytes, S("BZh")))
        return fail(cx, E_INVALID,
                    "the minidump is packed with xz or bzip2: gzip and zstd are read");
    return OK;
}

static enum status open_dump(struct ctx *cx, struct ingest_request *ir, struct str bytes,
                             struct form *out)
{
    struct body_source from = { .file = ir->body.file, .may_wait = true };
    bool needs_aside;

    TRY(read_nested(cx, bytes, ir, &from.bytes));
    TRY(coding_of(cx, from.bytes, &from.coding));
    TRY(body_open(cx, &from, &out->dump, &needs_aside));
    if (!minidump_is_one(out->dump.text))
        return fail(cx, E_INVALID, "this is not a minidump");
    return OK;
}

static enum status read_form(struct ctx *cx, struct ingest_request *ir, struct form *out)
{
    struct str type = request_header(ir->rq, "Content-Type");
    struct multipart m;

    if (!str_starts_fold(type, S("multipart/")))
        return open_dump(cx, ir, ir->body.text, out);
    TRY(multipart_open(cx, type, ir->body.text, &m));
    m.file = ir->body.file;
    TRY(read_parts(cx, &m, out));
    const struct multipart_part *dump = find_dump(out);
    if (dump == NULL)
        return fail(cx, E_INVALID, "the form has no upload_file_minidump");
    out->filename = dump->filename;
    return open_dump(cx, ir, dump->body, out);
}

static enum status write_files(struct ctx *cx, struct envelope_writer *w, const struct form *f,
                               const struct spill *file)
{
    struct envelope_item dump = {
        .type = S("attachment"),
        .filename = f->filename.len > 0 ? f->filename : S("minidump.dmp"),
        .content_type = S("application/x-dmp"),
        .attachment_type = S("event.minidump"),
        .payload = f->dump.text,
    };

    TRY(envelope_write_item(cx, w, &dump, f->dump.file));
    for (size_t i = 0; i < f->n; i++) {
        const struct multipart_part *p = &f->parts[i];
        struct envelope_item item = { .type = S("attachment"),
                                      .filename = p->filename,
                                      .content_type = p->content_type,
                                      .payload = p->body };
        bool is_file =
            !str_is_null(p->filename) && !str_eq(p->name, dump_part) && !minidump_form_is_event(p);
        if (is_file)
            TRY(envelope_write_item(cx, w, &item, file));
    }
    return OK;
}

/* The client's id, when its event names one. */
static struct event_id id_of_event(struct ctx *cx, struct str event)
{
    static const struct str keys[] = { { "event_id", 8 } };
    struct str found[ARRAY_LEN(keys)] = { { 0 } };
    struct event_id id;

    if (json_peek(cx, event, keys, found, ARRAY_LEN(keys)) != OK)
        err_clear(&cx->err);
    if (!event_id_parse(found[0], &id))
        event_id_random(&id);
    return id;
}

static enum status minidump_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct form *f = arena_new(cx->arena, struct form);
    struct envelope_writer *w = arena_new(cx->arena, struct envelope_writer);
    struct envelope_item event = { .type = S("event") };
    struct str text;

    TRY(read_form(cx, ir, f));
    event.payload = minidump_form_event(cx, f->parts, f->n);
    struct event_id id = id_of_event(cx, event.payload);
    bool is_large = ir->body.file != NULL || f->dump.file != NULL ||
                    f->dump.text.len + event.payload.len > LIMIT_BODY_MEMORY_BYTES - MEMORY_SLACK;
    TRY(envelope_write_begin(cx, w, &id, is_large));
    TRY(envelope_write_item(cx, w, &event, NULL));
    TRY(write_files(cx, w, f, ir->body.file));
    TRY(envelope_write_end(cx, w, &text, &ir->accepted.file));
    return accept_envelope(cx, text, ir->auth.key.project_id, &ir->accepted);
}

/* The hyphenated id, as crash handlers log it. */
static enum status minidump_answer(struct ctx *cx, const struct ingest_request *ir)
{
    struct str hex = event_id_text(cx->arena, &ir->accepted.answer_id), uuid;

    if (!uuid_parse(cx->arena, hex, &uuid))
        uuid = hex;
    return respond_text(ir->rs, status_http(OK), "text/plain", uuid);
}

static enum status minidump_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = { .accept = minidump_accept,
                                             .answer = minidump_answer,
                                             .is_never_429 = true,
                                             .needs_disk = true };

    return ingest_take(cx, rq, rs, &door);
}

const struct route minidump_routes[] = {
    { POST, "/api/{dsn_project}/minidump", SCOPE_PUBLIC, NULL, NULL, minidump_post, NULL,
      "Receives a crash dump, alone or in a form.", .flags = INGEST_ROUTE },
    { 0 },
};
