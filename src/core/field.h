/* core/field.h - one table decodes, validates, encodes and describes a body.
 *
 * A table belongs to one struct; the macros check at compile time that the member
 * has the type the kind needs. OpenAPI is written from the same tables.
 *
 * Decoding (contract gosnag-api.md §0.1): unknown keys are ignored, keys match
 * case-insensitively, null for a scalar counts as absent (FIELD_OPT_STR keeps the
 * difference), a wrong type is E_INVALID naming the field. Strings are checked for
 * length in bytes against the row's limit and must be UTF-8 without NUL.
 * Encoding: keys in table order; a struct str with p == NULL is null, or left out
 * with FIELD_OMIT. */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include "base/base.h"

struct ctx;
struct json;
struct jsonw;

enum field_kind {
    FIELD_KIND_END,
    FIELD_KIND_STR,      /* struct str                                        */
    FIELD_KIND_OPT_STR,  /* struct opt_str: absent, null and "" are different  */
    FIELD_KIND_BOOL,
    FIELD_KIND_OPT_BOOL,
    FIELD_KIND_I64,
    FIELD_KIND_OPT_I64,
    FIELD_KIND_F64,
    FIELD_KIND_TIME,     /* int64_t ms; RFC 3339 text on the wire; 0 is null   */
    FIELD_KIND_JSON,     /* struct str holding one JSON value, passed through  */
    FIELD_KIND_OBJECT,   /* a struct inside, described by `sub`                */
    FIELD_KIND_LIST,     /* struct field_list of structs described by `sub`    */
    FIELD_KIND_STR_LIST, /* struct str_list                                    */
    FIELD_KIND_I64_LIST, /* struct i64_list (figures: trends)                  */
};

enum field_flag {
    FIELD_OPTIONAL = 0,
    FIELD_REQUIRED = 1 << 0, /* in: must be there and not null; strings not ""      */
    FIELD_OMIT     = 1 << 1, /* out: left out when absent (null str, time 0, unset) */
    FIELD_WHOLE    = 1 << 2, /* time without fraction (T0 of the contract)          */
    FIELD_SECRET   = 1 << 3, /* in: never logged; "writeOnly" in OpenAPI            */
    FIELD_WIDE     = 1 << 5, /* in: 64 bits; JSON that only the program itself writes */
    FIELD_UUID     = 1 << 4, /* in: must parse as uuid; "format":"uuid" in OpenAPI  */
};

/* Lists: items is an array of the sub table's struct. */
struct field_list {
    const void *items;
    size_t n;
    size_t size; /* sizeof one item; only respond_list asks, a FIELD_LIST row knows it */
};
#define FIELD_ITEMS(array, count) ((struct field_list){ (array), (count), sizeof(*(array)) })
struct str_list {
    struct str *items;
    size_t n;
};
struct i64_list {
    const int64_t *items;
    size_t n;
};

struct field {
    const char *name;
    enum field_kind kind;
    unsigned flags;
    size_t offset;
    size_t limit;              /* bytes of a string, elements of a list; 0 = kind's default */
    const struct field *sub;   /* objects and lists                                         */
    size_t sub_size;           /* sizeof the sub struct                                     */
    const char *const *words;  /* strings: allowed values, NULL-ended; NULL = any           */
    const char *help;
};

/* offset of m, compiling only when m has the type `want`. */
#define FIELD_OFFSET(T, m, want)                                                                   \
    (offsetof(T, m) + 0 * sizeof(char[_Generic(((T *)0)->m, want: 1)]))

#define FIELD_STR(n, T, m, f, lim)      { (n), FIELD_KIND_STR, (f), FIELD_OFFSET(T, m, struct str), (lim), NULL, 0, NULL, NULL }
#define FIELD_WORD(n, T, m, f, w)       { (n), FIELD_KIND_STR, (f), FIELD_OFFSET(T, m, struct str), 0, NULL, 0, (w), NULL }
#define FIELD_OPT_STR(n, T, m, f, lim)  { (n), FIELD_KIND_OPT_STR, (f), FIELD_OFFSET(T, m, struct opt_str), (lim), NULL, 0, NULL, NULL }
#define FIELD_BOOL(n, T, m, f)          { (n), FIELD_KIND_BOOL, (f), FIELD_OFFSET(T, m, bool), 0, NULL, 0, NULL, NULL }
#define FIELD_OPT_BOOL(n, T, m, f)      { (n), FIELD_KIND_OPT_BOOL, (f), FIELD_OFFSET(T, m, struct opt_bool), 0, NULL, 0, NULL, NULL }
#define FIELD_I64(n, T, m, f)           { (n), FIELD_KIND_I64, (f), FIELD_OFFSET(T, m, int64_t), 0, NULL, 0, NULL, NULL }
#define FIELD_OPT_I64(n, T, m, f)       { (n), FIELD_KIND_OPT_I64, (f), FIELD_OFFSET(T, m, struct opt_i64), 0, NULL, 0, NULL, NULL }
#define FIELD_F64(n, T, m, f)           { (n), FIELD_KIND_F64, (f), FIELD_OFFSET(T, m, double), 0, NULL, 0, NULL, NULL }
#define FIELD_TIME(n, T, m, f)          { (n), FIELD_KIND_TIME, (f), FIELD_OFFSET(T, m, int64_t), 0, NULL, 0, NULL, NULL }
#define FIELD_JSON(n, T, m, f, lim)     { (n), FIELD_KIND_JSON, (f), FIELD_OFFSET(T, m, struct str), (lim), NULL, 0, NULL, NULL }
#define FIELD_OBJECT(n, T, m, f, TS, s) { (n), FIELD_KIND_OBJECT, (f), FIELD_OFFSET(T, m, TS), 0, (s), sizeof(TS), NULL, NULL }
#define FIELD_LIST(n, T, m, f, TS, s, lim) { (n), FIELD_KIND_LIST, (f), FIELD_OFFSET(T, m, struct field_list), (lim), (s), sizeof(TS), NULL, NULL }
#define FIELD_STR_LIST(n, T, m, f, lim) { (n), FIELD_KIND_STR_LIST, (f), FIELD_OFFSET(T, m, struct str_list), (lim), NULL, 0, NULL, NULL }
#define FIELD_I64_LIST(n, T, m, f)      { (n), FIELD_KIND_I64_LIST, (f), FIELD_OFFSET(T, m, struct i64_list), 0, NULL, 0, NULL, NULL }
#define FIELD_END                       { NULL, FIELD_KIND_END, 0, 0, 0, NULL, 0, NULL, NULL }

/* out must be a zeroed struct of the table; strings live in cx->arena. obj that is
 * not an object is E_INVALID. */
NODISCARD enum status field_decode(struct ctx *cx, const struct field *table, struct json *obj,
                                   void *out);
/* Writes one object. */
void field_encode(struct jsonw *w, const struct field *table, const void *in);

#endif
