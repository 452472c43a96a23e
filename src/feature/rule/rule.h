/* rule.h - rules of all kinds: kept in one table, judged together, acted upon by their kind.
 *
 * A rule is a tree of conditions (condition.h) and what its kind does when it holds. Kinds
 * (priority, tag, …) plug in by struct rule_kind. The digest's hook judges all enabled rules
 * of a project at once, in one set that knows what it found out before (condition_set.h), and
 * tells each kind, in the order of the features, which of its rules hold and which do so
 * since this batch. An issue whose snooze the clock ends is judged the same way, in the timer's
 * transaction (rule_return.c).
 *
 * A project without rules costs a look into memory: how many rules there are stands in the
 * section "rules" of its settings, whose version counts their changes. */
#ifndef FEATURE_RULE_RULE_H
#define FEATURE_RULE_RULE_H

#include "base/base.h"
#include "feature/condition/condition_set.h"

struct ctx;
struct feature;
struct field;
struct issue_change;
struct rule_kind;

extern const struct feature feature_rule;

enum {
    RULES_MAX = 2000,        /* of a project, all kinds                                       */
    RULES_BYTES = 2 << 20,   /* of a project, all kinds: conditions, trees, own fields        */
    RULES_MEMORY = 16 << 20, /* of a project: trees as they are judged, their patterns with them */
    RULE_DATA_PATTERNS = 50, /* of a project: each costs every event whose issue it is asked of */
    RULE_NAME_BYTES = 200,
    RULE_TEXT_BYTES = 1000,
    RULE_SETTINGS_BYTES = 32 << 10, /* as JSON: a byte may be written as six                     */
};

struct rule {
    int64_t id;
    struct str uuid;
    struct str name;
    bool is_enabled;
    int64_t position; /* within its kind */
    int64_t points;
    struct str conditions; /* JSON as set; absent = none                                   */
    struct str tree;       /* what is judged: conditions, or made of the kind's own fields;
                              "" = it never holds                                          */
    struct str settings;   /* the kind's own fields, JSON                                  */
    int64_t version;
    int64_t created_ms, updated_ms;
};

/* --- in the store ---------------------------------------------------------------------- */

/* Those that have RULES_BYTES together. */
NODISCARD enum status rules_read(struct ctx *cx, int64_t project_id, const char *kind,
                                 struct rule **list, size_t *n);
/* Adds (absent uuid) or replaces: *rule becomes what is stored. seen: the version its writer
 * knows. The tree is checked. E_MISSING; E_CONFLICT: stale, RULES_MAX, RULES_BYTES,
 * RULES_MEMORY, RULE_DATA_PATTERNS; what makes a rule smaller is never refused for its size.
 * E_INVALID: also more than CONDITION_WINDOWS different windows of enabled rules. */
struct rule_change {
    int64_t project_id;
    const char *kind;
    struct str uuid;
    struct opt_i64 seen;
};
NODISCARD enum status rule_put(struct ctx *cx, const struct rule_change *change,
                               struct rule *rule);
/* In the caller's transaction, which calls project_keys_changed after its commit. *id: 0 = it
 * was not there. */
NODISCARD enum status rule_delete(struct ctx *cx, const struct rule_change *change, int64_t *id);
/* The same in a transaction of its own; it is no failure when there is no such rule. */
NODISCARD enum status rule_drop(struct ctx *cx, const struct rule_change *change);
/* All rules of the kind, in their new order. E_INVALID: these are not they. */
NODISCARD enum status rules_order(struct ctx *cx, int64_t project_id, const char *kind,
                                  const struct str *uuids, size_t n);
/* A kind's own fields as JSON. E_TOO_LARGE: more than RULE_SETTINGS_BYTES. */
NODISCARD enum status rule_settings(struct ctx *cx, const struct field *fields, const void *own,
                                    struct str *out);
/* What is judged, for people to see and change; absent = it never holds. */
struct str rule_tree(const struct rule *rule);
/* conditions of a body: null and what is no tree become absent. */
struct str rule_conditions(struct ctx *cx, struct str json);

/* The flat fields of GoSnag's rules (gosnag-domain.md §8, §15.1); "", absent and 0 ask for
 * nothing. A title_pattern that is none is looked for as it stands. */
struct rule_flat {
    struct str level_filter; /* words by commas */
    struct str title_pattern, exclude_pattern;
    int64_t min_events, min_users, min_velocity_1h;
    bool is_case_blind;
};
/* As the tree that is judged. */
struct str rule_flat_tree(struct ctx *cx, const struct rule_flat *flat);

/* --- judged ------------------------------------------------------------------------------ */

struct rule_entry {
    int64_t id;
    struct str uuid, name, settings;
    const struct rule_kind *kind;
    int64_t points;
    const struct condition *condition; /* NULL = never holds */
};

/* The enabled rules of a project, by kind and position. */
struct rule_book {
    int64_t project_id;
    int64_t version;
    struct rule_entry *rules;
    size_t n;
    struct condition_set *set;
    bool needs_event; /* some rule looks at the event */
};
/* From the store, into cx->arena. n_memos: issues it remembers what it found out of; 1 when it
 * judges each once. */
NODISCARD enum status rule_book_read(struct ctx *cx, int64_t project_id, size_t n_memos,
                                     struct rule_book *out);

/* Bits of a book's rules. */
struct rule_verdict {
    const struct rule_book *book;
    const uint64_t *holds;
    const uint64_t *risen; /* those that did not hold when the issue was judged last, or
                              before it was known */
    bool is_whole;         /* nothing was known: all that hold have risen */
};

/* What a kind does; ended by name == NULL. In the digest's transaction, no I/O. It may change
 * `after` of the change when it wrote it, but to nothing that lies in cx->arena: what it took
 * there is given back when all kinds have acted. */
struct rule_kind {
    const char *name;
    enum status (*act)(struct ctx *cx, struct issue_change *change,
                       const struct rule_verdict *verdict);
};

/* Is it time to act once: the issue is new or came back while rule i holds, or a counted figure
 * of this batch (events, users, velocity, priority) carried it over a threshold. Asked with the
 * figures of before, so a restart, or a rule made later, is no reason. */
NODISCARD enum status rule_is_due(struct ctx *cx, const struct issue_change *change,
                                  const struct rule_verdict *v, size_t i, bool *out);

/* Does the digest have to count this project's events by minutes? From memory. */
bool rules_want_minutes(int64_t project_id);

#endif
