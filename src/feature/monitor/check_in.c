/* A check_in item (sentry-ingest.md §13), checked and copied. It carries no time of its own:
 * its time is that of its receipt, so the drift rule of §5 has nothing to correct. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_sink.h"
#include "feature/monitor/monitor_int.h"
#include "port/json.h"

enum { DURATION_MAX_S = 366 * 24 * 3600 };

bool check_in_status_is_known(struct str status)
{
    return str_eq(status, S("in_progress")) || str_eq(status, S("ok")) ||
           str_eq(status, S("error"));
}

static bool is_all_zeros(struct str text)
{
    size_t zeros = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '0' && text.p[i] != '-')
            return false;
        zeros += text.p[i] == '0';
    }
    return zeros == 2 * (size_t)EVENT_ID_BYTES;
}

/* All zeros mean the newest run in progress; no id, or none that can be read, a new run. */
static void read_id(const struct json *v, struct check_in *c)
{
    struct str text = json_str(v);

    c->is_latest = is_all_zeros(text);
    if (!event_id_parse(text, &c->id))
        event_id_random(&c->id);
}

/* Seconds; a text where the URL form had it. */
static void read_duration(const struct json *v, struct check_in *c)
{
    double seconds;

    if (!str_f64(json_scalar_text(v, false), &seconds) || !(seconds >= 0))
        return;
    c->duration_ms.set = true;
    c->duration_ms.value = seconds < DURATION_MAX_S ? (int64_t)(seconds * MS_PER_SECOND)
                                                    : (int64_t)DURATION_MAX_S * MS_PER_SECOND;
}

static struct str read_text(struct arena *a, const struct json *v, size_t bytes,
                            struct str otherwise)
{
    struct str text = str_trim(json_str(v));

    return text.len > 0 ? str_dup(a, str_utf8_clip(text, bytes)) : otherwise;
}

enum status check_in_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    struct check_in *c = arena_new(in->kept, struct check_in);
    struct json_doc *doc;

    TRY(json_parse(cx, in->item->payload, &doc, NULL));
    struct json *root = json_root(doc);
    struct json *config = json_get(root, S("monitor_config"));
    struct str status = json_str(json_get(root, S("status")));
    struct str slug =
        monitor_slug(in->kept, json_scalar_text(json_get(root, S("monitor_slug")), false));
    if (slug.len == 0)
        return fail(cx, E_INVALID, "a check-in without monitor_slug");
    if (!check_in_status_is_known(status))
        return fail(cx, E_INVALID, "status is not in_progress, ok or error");
    *c = (struct check_in){
        .project_id = in->project_id,
        .received_ms = in->received_ms,
        .slug = slug,
        .status = str_dup(in->kept, status),
        .environment = read_text(in->kept, json_get(root, S("environment")), LIMIT_ENVIRONMENT,
                                 S("production")),
        .release = read_text(in->kept, json_get(root, S("release")), LIMIT_RELEASE, S("")),
    };
    read_id(json_get(root, S("check_in_id")), c);
    read_duration(json_get(root, S("duration")), c);
    if (json_type(config) == JSON_OBJ) {
        struct monitor_config *kept = arena_new(in->kept, struct monitor_config);
        monitor_config_read(in->kept, config, kept);
        c->config = kept;
    }
    *out = c;
    return OK;
}
