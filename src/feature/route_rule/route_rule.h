/* route_rule.h - canonical routes of a project: "/cart/12/pay" is "/cart/(:num)/pay"
 * (gosnag-domain.md §17).
 *
 * They name the path of events that are grouped by URL, when the project switched route
 * grouping on. A pattern is compared segment by segment with the path as it was sent, before
 * ids are replaced: (:num) is digits, (:any) and any other (…) one segment, else the text
 * itself. The best rule decides: by source, confidence, how specific it is, age. Where none
 * matches and the framework is CodeIgniter, its convention does: controller, method, and
 * arguments.
 *
 * Rules are one section of the project's settings: in memory, sorted once. */
#ifndef FEATURE_ROUTE_RULE_ROUTE_RULE_H
#define FEATURE_ROUTE_RULE_ROUTE_RULE_H

#include "base/base.h"
#include "core/field.h"
#include "feature/project/project_section.h"

struct ctx;
struct feature;

extern const struct feature feature_route_rule;

enum { ROUTE_RULES_MAX = 500, ROUTE_TEXT_BYTES = 500 };

struct route_rule {
    struct str id;
    struct str project_id; /* uuid; on the wire only */
    struct str method;     /* upper case, "*" = any  */
    struct str match_pattern;
    struct str canonical_path;
    struct str target;
    struct str source; /* manual, source_code, framework_convention, observed_issue, … */
    double confidence; /* 0..1 */
    bool enabled;
    struct str framework; /* generic, codeigniter */
    struct str source_file;
    struct str notes;
    int64_t created_ms;
    int64_t updated_ms;
};

struct route_rules {
    struct field_list rules; /* struct route_rule; best first once they are ready */
    struct opt_i64 version;
};

extern const struct section route_rules_section;
extern const struct field route_rule_fields[];

/* Tidies as GoSnag does. E_INVALID: no pattern, or no path. */
NODISCARD enum status route_rule_settle(struct ctx *cx, struct route_rule *rule);

/* The path that stands for all of its kind; absent = no rule and no convention applies.
 * path: clean, ids in place; pattern: the same with ids replaced. */
struct route_place {
    struct str method;
    struct str path;
    struct str pattern;
    bool is_codeigniter;
};
struct str route_canonical(struct ctx *cx, const struct route_rules *rules,
                           const struct route_place *place);

/* In the store; *list in the order of the contract. */
NODISCARD enum status route_rules_load(struct ctx *cx, int64_t project_id,
                                       struct field_list *list);
/* Adds (absent id) or replaces; *rule becomes what is stored. E_MISSING; E_CONFLICT: there is
 * one of that method, pattern and target, or ROUTE_RULES_MAX of them. */
NODISCARD enum status route_rule_put(struct ctx *cx, int64_t project_id, struct str id,
                                     struct route_rule *rule);
NODISCARD enum status route_rule_delete(struct ctx *cx, int64_t project_id, struct str id);
/* The rules of CodeIgniter's convention take the place of those imported before. */
NODISCARD enum status route_rules_import_convention(struct ctx *cx, int64_t project_id,
                                                    struct str project_uuid, size_t *n);

#endif
