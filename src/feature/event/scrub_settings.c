#include "base/base.h"

#include "feature/event/scrub_settings.h"

#include "base/ctx.h"
#include "base/str.h"

enum { FIELDS_MAX = 200, FIELD_NAME_BYTES = 200 };

struct scrub_settings {
    bool is_enabled;
    bool has_defaults;
    bool is_ip_scrubbed;
    struct str_list sensitive_fields;
    struct str_list safe_fields;
    struct opt_i64 version;
};

const struct field scrub_fields[] = {
    FIELD_BOOL("enabled", struct scrub_settings, is_enabled, FIELD_OPTIONAL),
    FIELD_BOOL("defaults", struct scrub_settings, has_defaults, FIELD_OPTIONAL),
    FIELD_BOOL("scrub_ip_addresses", struct scrub_settings, is_ip_scrubbed, FIELD_OPTIONAL),
    FIELD_STR_LIST("sensitive_fields", struct scrub_settings, sensitive_fields, FIELD_OPTIONAL,
                   FIELDS_MAX),
    FIELD_STR_LIST("safe_fields", struct scrub_settings, safe_fields, FIELD_OPTIONAL, FIELDS_MAX),
    FIELD_OPT_I64("version", struct scrub_settings, version, FIELD_OPTIONAL),
    FIELD_END,
};

static const struct scrub_settings defaults = { .is_enabled = true, .has_defaults = true };

static enum status settle(struct ctx *cx, void *value)
{
    struct scrub_settings *s = value;

    TRY(project_section_tidy(cx, "sensitive_fields", &s->sensitive_fields, FIELD_NAME_BYTES));
    return project_section_tidy(cx, "safe_fields", &s->safe_fields, FIELD_NAME_BYTES);
}

const struct section scrub_section = {
    .name = { "scrubbing", 9 },
    .fields = scrub_fields,
    .size = sizeof(struct scrub_settings),
    .defaults = &defaults,
    .settle = settle,
};

struct scrub_rules scrub_rules_of(struct section_cache *cache, int64_t project_id)
{
    const struct scrub_settings *s = section_cache_get(cache, &scrub_section, project_id);

    if (s == NULL)
        s = &defaults;
    return (struct scrub_rules){
        .is_enabled = s->is_enabled,
        .is_own_only = !s->has_defaults,
        .is_ip_scrubbed = s->is_ip_scrubbed,
        .sensitive_fields = s->sensitive_fields.items,
        .n_sensitive = s->sensitive_fields.n,
        .safe_fields = s->safe_fields.items,
        .n_safe = s->safe_fields.n,
    };
}
