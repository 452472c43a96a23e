/* port/jsonw.h - JSON onto a buf, streaming, wrong nesting is an assert.
 *
 *     struct jsonw w;
 *     jsonw_init(&w, &buf);
 *     jsonw_obj(&w); jsonw_key_str(&w, "id", id); jsonw_end(&w);
 *
 * No allocation of its own. Strings are escaped as buf_add_json_str does. */
#ifndef PORT_JSONW_H
#define PORT_JSONW_H

#include "base/base.h"

struct buf;

enum { JSONW_DEPTH = 32 };

struct jsonw {
    struct buf *buf;
    int depth;
    bool is_obj[JSONW_DEPTH];
    bool has_member[JSONW_DEPTH];
    bool after_key;
};

void jsonw_init(struct jsonw *w, struct buf *b);
void jsonw_obj(struct jsonw *w);
void jsonw_arr(struct jsonw *w);
void jsonw_end(struct jsonw *w); /* closes the innermost object or array */
void jsonw_key(struct jsonw *w, struct str key);

void jsonw_null(struct jsonw *w);
void jsonw_bool(struct jsonw *w, bool v);
void jsonw_i64(struct jsonw *w, int64_t v);
void jsonw_f64(struct jsonw *w, double v);
void jsonw_str(struct jsonw *w, struct str v);       /* absent → null              */
void jsonw_time(struct jsonw *w, int64_t ms);        /* RFC 3339 (T9); 0 → null    */
void jsonw_time0(struct jsonw *w, int64_t ms);       /* whole seconds; 0 → null    */
void jsonw_raw(struct jsonw *w, struct str json);    /* one JSON value, unparsed; absent → null */
void jsonw_members(struct jsonw *w, struct str members); /* "key":value,… made before, in an object */

/* Key and value in one call; keys are literals. */
void jsonw_key_bool(struct jsonw *w, const char *key, bool v);
void jsonw_key_i64(struct jsonw *w, const char *key, int64_t v);
void jsonw_key_str(struct jsonw *w, const char *key, struct str v);
void jsonw_key_time(struct jsonw *w, const char *key, int64_t ms);
void jsonw_key_raw(struct jsonw *w, const char *key, struct str json);
void jsonw_key_obj(struct jsonw *w, const char *key);
void jsonw_key_arr(struct jsonw *w, const char *key);

#endif
