/* What may be wrong with a statement, and how it is told. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/job.h"
#include "feature/query/query_int.h"
#include "port/crypto.h"
#include "port/jsonw.h"

enum { US_PER_MS = 1000, ARGUMENT_BYTES = 200, FINGERPRINT_CHARS = 29 };

int64_t finding_slow_ms = 500;

static bool is_n_plus_one(const struct query_use *use)
{
    return use->count >= N_PLUS_ONE_TIMES;
}

static bool is_slow(const struct query_use *use)
{
    return use->max_us >= finding_slow_ms * US_PER_MS;
}

const struct finding_kind finding_kinds[FINDING_KINDS] = {
    { "n_plus_one", "n1:", "n1", "n1_detection", "[N+1]", is_n_plus_one },
    { "slow", "sq:", "slow_query", "slow_query", "[Slow query]", is_slow },
};

const struct finding_kind *finding_kind_of(struct str name)
{
    for (size_t i = 0; i < FINDING_KINDS; i++) {
        if (str_eq(name, str_c(finding_kinds[i].name)))
            return &finding_kinds[i];
    }
    return NULL;
}

struct str finding_fingerprint(struct ctx *cx, const struct finding_kind *kind,
                               const struct q_query_pattern_get_row *pattern)
{
    struct str text =
        str_printf(cx->arena, "%s%.*s%.*s%.*s", kind->fingerprint, FMT(pattern->project_uuid),
                   FMT(pattern->transaction_name), FMT(pattern->query_hash));
    struct str hex = str_to(sha256_hex(cx->arena, text), FINGERPRINT_CHARS);

    return str_printf(cx->arena, "%s%.*s", kind->fingerprint, FMT(hex));
}

enum status finding_ask(struct ctx *cx, int64_t project_id, int64_t pattern_id,
                        const struct finding_kind *kind)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, ARGUMENT_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_i64(&w, "project", project_id);
    jsonw_key_str(&w, "pattern", str_printf(cx->arena, "%lld", (long long)pattern_id));
    jsonw_key_str(&w, "kind", str_c(kind->name));
    jsonw_end(&w);
    return job_enqueue(cx, "query.report", buf_str(&b), cx->now_ms);
}
