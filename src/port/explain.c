#include "base/base.h"
#include "port/explain.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/explain_int.h"

enum { WORDS_BYTES = 500 };

const struct explain_driver *explain_driver_of(struct str name)
{
    static const struct {
        struct str name;
        const struct explain_driver *driver;
    } names[] = {
        { S("postgres"), &explain_postgres }, { S("postgresql"), &explain_postgres },
        { S("pgx"), &explain_postgres },      { S("mysql"), &explain_mysql },
        { S("mariadb"), &explain_mysql },
    };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq_fold(name, names[i].name))
            return names[i].driver;
    }
    return NULL;
}

void explain_add(struct buf *b, size_t column, const char *name, struct str value)
{
    buf_add(b, column > 0 ? S(" | ") : S(""));
    buf_add(b, str_c(name));
    buf_add_char(b, '=');
    buf_add(b, value);
}

struct str explain_words(struct ctx *cx, const struct explain_target *t, const char *words)
{
    struct str rest = str_utf8_clip(str_trim(str_first_line(str_c(words))), WORDS_BYTES);
    struct buf b;

    buf_init(&b, cx->arena, 2 * WORDS_BYTES + EXPLAIN_DSN_BYTES);
    while (t->password.len > 0 && rest.len > 0) {
        size_t at = str_find(rest, t->password);
        buf_add(&b, str_to(rest, at));
        if (at == rest.len)
            break;
        buf_add(&b, S("[redacted]"));
        rest = str_from(rest, at + t->password.len);
    }
    if (t->password.len == 0)
        buf_add(&b, rest);
    return str_utf8_repair(cx->arena, buf_str(&b));
}
