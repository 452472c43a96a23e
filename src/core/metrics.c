#include "base/base.h"

#include "core/metrics.h"

#include "base/buf.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/metrics_int.h"

static bool is_same(const char *a, const char *b)
{
    return str_eq(str_c(a), str_c(b));
}

/* Rows of one name follow each other in their table: HELP and TYPE come once. */
static void write_table(struct buf *b, const struct metric *table)
{
    for (const struct metric *m = table; m != NULL && m->name != NULL; m++) {
        if (m == table || !is_same(m->name, m[-1].name)) {
            const char *type = m->kind == METRIC_COUNTER ? "counter" : "gauge";
            buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", m->name, m->help, m->name, type);
        }
        int64_t v =
            m->read != NULL ? m->read() : atomic_load_explicit(m->value, memory_order_relaxed);
        buf_printf(b, "%s%s %lld\n", m->name, m->labels != NULL ? m->labels : "", (long long)v);
    }
}

void metrics_write(struct buf *b, const struct feature *const *features)
{
    write_table(b, core_metrics);
    for (; *features != NULL; features++)
        write_table(b, (*features)->metrics);
}
