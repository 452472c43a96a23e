/* project_section.h - settings of a project in sections: filters, limits, scrubbing.
 *
 * A section is one struct with one field table: the same table checks a PUT, shows a GET
 * and reads what is stored, which is one JSON object a project and section. What was never
 * set has the section's defaults. The feature that obeys a section owns it and adds two
 * routes for it (project_section_api.h).
 *
 * All sections of all projects stand in memory beside the keys (project_key.h), so that
 * neither accept nor the digest asks the store. Whoever needs them often keeps what it
 * made of them in a struct section_cache.
 *
 * `version` counts the changes; 0 = never set. The section "grouping" is made of the
 * project's own columns and has their version. */
#ifndef FEATURE_PROJECT_PROJECT_SECTION_H
#define FEATURE_PROJECT_PROJECT_SECTION_H

#include "base/arena.h"
#include "core/field.h"

struct ctx;

enum { SECTION_BYTES = 128 << 10 }; /* of one, as JSON */

struct section {
    struct str name;
    /* All members, with `version` (FIELD_OPT_I64) among them. */
    const struct field *fields;
    size_t size;          /* of the struct                                           */
    const void *defaults; /* one of it                                               */
    /* Checks what was set and tidies it; NULL = nothing to check. */
    enum status (*settle)(struct ctx *cx, void *value);
    /* Makes of settings that a cache has decoded what it keeps with them (patterns compiled);
     * memory in cx->arena, which lives as long. NULL = nothing to make. */
    enum status (*ready)(struct ctx *cx, void *value);
};

/* For settle: trims the texts of a list and drops empty ones. E_INVALID names the field
 * when one is longer than max_bytes. */
NODISCARD enum status project_section_tidy(struct ctx *cx, const char *field,
                                           struct str_list *list, size_t max_bytes);

/* A section as it is stored. */
struct project_section {
    int64_t version;
    struct str body; /* JSON */
};
/* From memory, copied into a. False: the project never set it. */
bool project_section_find(int64_t project_id, struct str name, struct arena *a,
                          struct project_section *out);
/* Changes when any section or key may have changed. */
uint64_t project_sections_generation(void);
/* Into a struct of the section; absent body = the defaults. Texts in cx->arena. */
NODISCARD enum status project_section_read(struct ctx *cx, const struct section *section,
                                           struct str body, void *out);
/* The same of several JSON objects over the defaults: members of a later one count, those
 * that are null or nobody's do not. Absent ones are left out. */
NODISCARD enum status project_section_merge(struct ctx *cx, const struct section *section,
                                            const struct str *layers, size_t n, void *out);
/* Absent: more than SECTION_BYTES. */
struct str project_section_text(struct ctx *cx, const struct section *section, const void *value);

/* In the store. Absent body: never set. take: in a transaction that will save it; others
 * who change the project's sections wait. */
NODISCARD enum status project_section_load(struct ctx *cx, int64_t project_id,
                                           const struct section *section,
                                           struct project_section *out);
NODISCARD enum status project_section_take(struct ctx *cx, int64_t project_id,
                                           const struct section *section,
                                           struct project_section *out);
/* `version` of a decoded section is the column's, whatever the JSON says. */
void project_section_set_version(const struct section *section, void *value, int64_t version);
/* Call project_keys_changed after the commit. E_TOO_LARGE: more than SECTION_BYTES. */
NODISCARD enum status project_section_save(struct ctx *cx, int64_t project_id,
                                           const struct section *section, void *value,
                                           int64_t version);

/* Decoded settings of the projects heard of last, decoded again when they change. One
 * thread at a time. A look-up that finds nothing new costs two loads and no lock. */
enum { SECTION_CACHE_SLOTS = 128, SECTION_CACHE_ARENA = 4 << 20 };
struct section_slot {
    int64_t project_id; /* 0 = free                             */
    int64_t version;    /* of the section; 0 = never set        */
    uint64_t generation;
    const void *settings; /* NULL = never set                     */
    struct arena arena;
};
struct section_cache {
    struct section_slot slots[SECTION_CACHE_SLOTS];
};
/* The section's struct; NULL: the project never set it. Valid until the next call with
 * this cache. A cache belongs to one section. */
const void *section_cache_get(struct section_cache *c, const struct section *section,
                              int64_t project_id);
/* The same, decoded for this once into cx->arena. */
const void *project_section_now(struct ctx *cx, const struct section *section, int64_t project_id);
void section_cache_release(struct section_cache *c);

#endif
