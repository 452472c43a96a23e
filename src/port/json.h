/* port/json.h - JSON documents (yyjson behind it).
 *
 * One mutable tree for everything: API bodies and SDK events. Numbers keep their
 * source text, key order and duplicate keys are kept as sent. Of duplicates the
 * last one counts, as in every JSON.parse (json_get, json_peek, json_set);
 * json_remove and json_set leave none behind.
 *
 * What strict parsers refuse and SDKs send is repaired (decisions.md §9): a BOM,
 * lone surrogate escapes and bad UTF-8 (→ U+FFFD), bare NaN and Infinity (→ null),
 * by one linear pass that runs when strict parsing failed. Containers below
 * LIMIT_JSON_DEPTH become null. Nothing here recurses.
 *
 * Memory: everything lives in the document's arena; strings returned point into
 * it. Threads: one at a time per document. */
#ifndef PORT_JSON_H
#define PORT_JSON_H

#include "base/base.h"

struct arena;
struct buf;
struct ctx;
struct json_doc;
struct json; /* a value inside a document */

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STR, JSON_ARR, JSON_OBJ };

/* What json_parse had to mend. */
struct json_repairs {
    bool text;  /* BOM, surrogates, UTF-8, NaN, Infinity */
    bool depth; /* parts below LIMIT_JSON_DEPTH were cut  */
};

/* E_INVALID with the position when it is not one JSON value (blanks around it
 * are fine); E_TOO_LARGE when the arena's ceiling is met. repairs may be NULL.
 * text need not outlive the call. */
NODISCARD enum status json_parse(struct ctx *cx, struct str text, struct json_doc **out,
                                 struct json_repairs *repairs);
/* text up to the end of the object or array it begins with, found by brackets and quotes
 * alone: clients of the management API may send more (gosnag-api.md §0.1). All of text
 * when it begins with neither, or does not end. */
struct str json_first(struct str text);
/* An empty document to build in. */
struct json_doc *json_doc_new(struct arena *a);
struct json *json_root(struct json_doc *doc);
void json_set_root(struct json_doc *doc, struct json *v);

/* Checks that text is one JSON object and reads up to n top-level members without
 * building a tree: accept uses it. out[i] becomes the string value of keys[i],
 * absent when it is missing or not a string. Works in scratch, which is rewound. */
NODISCARD enum status json_peek(struct ctx *cx, struct str text, const struct str *keys,
                                struct str *out, size_t n);

/* Reading. All accept v == NULL (a missing member) and answer with "nothing". */
enum json_type json_type(const struct json *v); /* NULL → JSON_NULL           */
bool json_is_null(const struct json *v);        /* missing or null            */
struct json *json_get(const struct json *obj, struct str key);
/* The same for several keys in one walk: out[i] is the value of keys[i] or NULL. */
void json_get_all(const struct json *obj, const struct str *keys, struct json **out, size_t n);
struct json *json_get_path(const struct json *v, const char *dotted); /* "a.b.c", literals only */
struct str json_str(const struct json *v);    /* absent unless a string     */
struct str json_number(const struct json *v); /* source text of a number    */
bool json_bool(const struct json *v, bool otherwise);
NODISCARD bool json_i64(const struct json *v,
                        int64_t *out); /* integral numbers in range (12, 12.0, 1e3) */
NODISCARD bool json_f64(const struct json *v, double *out);
/* String as is, number and bool as their text (True/False when pythonic), null,
 * object and array absent: "lenient" fields. */
struct str json_scalar_text(const struct json *v, bool is_pythonic);
size_t json_length(const struct json *v);               /* members or elements        */
struct json *json_at(const struct json *arr, size_t i); /* linear; use the iterator    */

/* Walking an array or object (key is absent in arrays). The current member may be
 * removed or replaced through the iterator; nothing else may change meanwhile. */
struct json_iter {
    struct json *container;
    struct json *key_;
    struct json *value_;
    struct json *prev_;
    size_t left_;
    struct str key;
    struct json *value;
};
struct json_iter json_iter(struct json *container); /* NULL or a scalar: no members */
bool json_next(struct json_iter *it);
void json_iter_remove(struct json_iter *it);
void json_iter_replace(struct json_iter *it, struct json *v);
void json_iter_rename(struct json_iter *it, struct json_doc *doc, struct str key);

/* Building. Strings are copied into the document; bad UTF-8 in them becomes U+FFFD.
 *
 * A value is in one place at a time (asserted): take it out (json_remove,
 * json_iter_remove, json_iter_replace) before it goes elsewhere. To wrap the
 * current value in an array: replace it by the array, then append it there. */
struct json *json_new_null(struct json_doc *doc);
struct json *json_new_bool(struct json_doc *doc, bool v);
struct json *json_new_i64(struct json_doc *doc, int64_t v);
struct json *json_new_number(struct json_doc *doc, struct str text); /* must be a JSON number */
struct json *json_new_str(struct json_doc *doc, struct str v);       /* absent → null */
struct json *json_new_str_ref(struct json_doc *doc, struct str v); /* borrowed: must live as long */
struct json *json_new_obj(struct json_doc *doc);
struct json *json_new_arr(struct json_doc *doc);
/* Replaces the member in place (its position stays) or appends it. O(members). */
void json_set(struct json_doc *doc, struct json *obj, struct str key, struct json *v);
/* Appends a member; the caller knows that the object has none of that name. key is
 * borrowed: it outlives the document, and is valid UTF-8. */
void json_add(struct json_doc *doc, struct json *obj, struct str key, struct json *v);
void json_set_str(struct json_doc *doc, struct json *obj, struct str key, struct str v);
bool json_remove(struct json *obj, struct str key); /* false: there was none */
void json_append(struct json *arr, struct json *v);

/* Compact text, appended to b whole or, when it does not fit, not at all (b is full
 * then). Deeper than twice LIMIT_JSON_DEPTH, which only building can make, is null.
 * <, > and & are not escaped: stored documents are
 * data; who embeds one in HTML escapes it there. */
void json_write(const struct json *v, struct buf *b);
/* Size of json_write's output without making it. */
size_t json_text_bytes(const struct json *v);

#endif
