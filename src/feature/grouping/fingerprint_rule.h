/* fingerprint_rule.h - a project's own rules about which events are one issue.
 *
 *   matchers → fingerprint, and a title if wanted
 *
 * A matcher is a key and a glob (str_glob: * only, without case):
 *   type, message           of one exception: its type, its value; message also of the
 *                           event's own message
 *   path, function, module  of one frame of any stack; path: as sent, or absolute
 *   level, logger, release, environment, tags.NAME
 * All must hold. Those of an exception hold for one and the same exception, those of a
 * frame for one and the same frame; a negated one says that there is none such.
 *
 * The first rule in the project's order that matches decides; it beats modes, built-in
 * rules and what the client sent. Parts and title may hold variables ({{ type }},
 * {{ tags.x }}, …; fingerprint_variables.c), {{ default }} as a whole part stands for what
 * would be hashed without rules. Hashes are those of the same list sent by a client.
 *
 * Rules of a project are one section of its settings: in memory, parsed once. */
#ifndef FEATURE_GROUPING_FINGERPRINT_RULE_H
#define FEATURE_GROUPING_FINGERPRINT_RULE_H

#include "base/base.h"
#include "core/field.h"
#include "feature/project/project_section.h"

struct ctx;
struct event;

enum {
    FINGERPRINT_RULES_MAX = 100,
    RULE_MATCHERS_MAX = 20,
    RULE_PARTS_MAX = 10,
    RULE_TEXT_BYTES = 300, /* a pattern, a part, the title */
};

struct rule_matcher {
    struct str key;
    struct str pattern;
    bool negate;
    int source; /* enum rule_source, once it is parsed */
};

struct fingerprint_rule {
    struct str id;
    struct str name;
    bool enabled;
    struct field_list matchers; /* struct rule_matcher */
    struct str_list fingerprint;
    struct str title;         /* "" = that of the event          */
    int64_t position;         /* on the wire: its place, from 0  */
    int64_t version;
    int64_t created_ms;
    int64_t updated_ms;
};

struct fingerprint_rules {
    struct field_list rules; /* struct fingerprint_rule, in order */
    struct opt_i64 version;
};

/* A rule as people send it. */
struct fingerprint_rule_in {
    struct str name;
    struct opt_bool enabled; /* not sent: it is on */
    struct field_list matchers;
    struct str_list fingerprint;
    struct str title;
    struct opt_i64 position;
    struct opt_i64 version;
};
extern const struct field fingerprint_rule_in_fields[];
struct fingerprint_rule fingerprint_rule_of(const struct fingerprint_rule_in *in);

extern const struct section fingerprint_rules_section;
extern const struct field fingerprint_rule_fields[];

/* Checks a rule and tidies its texts. E_INVALID names the place: "matchers[1].key". */
NODISCARD enum status fingerprint_rule_settle(struct ctx *cx, struct fingerprint_rule *rule);
/* What the rules would be with this one (settled): in the place of the rule of that id when
 * there is one, else at the position, else at the end. In cx->arena; before may be NULL. */
struct fingerprint_rules *fingerprint_rules_with(struct ctx *cx,
                                                 const struct fingerprint_rules *before,
                                                 struct str id, struct opt_i64 position,
                                                 const struct fingerprint_rule *rule);
/* The first that matches; NULL = none. */
const struct fingerprint_rule *fingerprint_rule_find(struct ctx *cx,
                                                     const struct fingerprint_rules *rules,
                                                     const struct event *ev);

#endif
