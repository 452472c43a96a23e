/* json_fixture.h - for json*_test.c: documents from text and back.
 *
 * One arena, emptied by json_fixture_reset (a test that needs room calls it). A
 * document stays valid until then. */
#ifndef PORT_JSON_FIXTURE_H
#define PORT_JSON_FIXTURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/test.h"
#include "port/json.h"

static struct arena fixture_arena;
static struct ctx fixture_cx;

static inline struct ctx *json_fixture_reset(size_t ceiling)
{
    arena_release(&fixture_arena);
    arena_init(&fixture_arena, "test", ceiling);
    fixture_cx = (struct ctx){ .arena = &fixture_arena };
    return &fixture_cx;
}

static inline struct ctx *json_fixture(void)
{
    return fixture_cx.arena != NULL ? &fixture_cx : json_fixture_reset(LIMIT_EVENT_SCRATCH);
}

/* The text is copied to a place of exactly its size, where ASan sees overreads. */
static inline enum status json_fixture_try(struct str text, struct json_doc **doc,
                                           struct json_repairs *repairs)
{
    struct str exact = str_dup(json_fixture()->arena, text);
    return json_parse(json_fixture(), exact, doc, repairs);
}

static inline struct json_doc *json_fixture_doc(struct str text)
{
    struct json_doc *doc = NULL;
    enum status st = json_fixture_try(text, &doc, NULL);
    if (st != OK)
        fail_msg("%.*s: %s", FMT(str_to(text, 100)), fixture_cx.err.text);
    return doc;
}

static inline struct json *json_fixture_value(struct str text)
{
    return json_root(json_fixture_doc(text));
}

static inline struct str json_fixture_text(const struct json *v)
{
    struct buf b;
    buf_init(&b, json_fixture()->arena, LIMIT_EVENT_SCRATCH);
    json_write(v, &b);
    assert_false(buf_is_full(&b));
    assert_int_equal(json_text_bytes(v), b.len);
    return buf_str(&b);
}

#endif
