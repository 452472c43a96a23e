/* condition.h - "when": the tree that rules of every kind are made of.
 *
 *   group  {"operator": "and" | "or", "conditions": [node, …]}     an empty one holds
 *   leaf   {"type": …, "op": …, "value": …}  and, where its type has them, "key" (tag),
 *          "path" (event_data), "minutes" or "hours" (velocity, user_count)
 *
 * A tree is read once, when it is saved or loaded, into a flat checked form. What types of
 * leaves there are, which operators each has, where its value comes from and what that
 * costs is one table (condition_leaf.c; gosnag-domain.md §7, mended: a type, operator or
 * value that makes no sense is refused instead of being false).
 *
 * GoSnag's stored forms are read too: numbers in strings, operators as symbols ("gte" is
 * ">="), no operator (the type's first), {"RawMessage": …} as no condition at all.
 *
 * Memory: everything in cx->arena, compiled patterns with it. Threads: one at a time per
 * condition, because patterns are. */
#ifndef FEATURE_CONDITION_CONDITION_H
#define FEATURE_CONDITION_CONDITION_H

#include "base/base.h"

struct ctx;
struct event_tag;
struct feature;
struct issue_change;
struct json;
struct json_doc;

extern const struct feature feature_condition;

enum {
    CONDITION_DEPTH = 8,       /* groups inside groups, the outermost counted */
    CONDITION_NODES = 200,     /* groups and leaves                           */
    CONDITION_WORDS = 100,     /* values of one "in"                          */
    CONDITION_TEXT = 1000,     /* bytes of a value, a key, a path             */
    CONDITION_BYTES = 64 << 10, /* of a tree as JSON                          */
    CONDITION_DATA_BYTES = 64 << 10, /* of an event's data that a pattern looks at */
};

/* --- trees ------------------------------------------------------------------------- */

struct condition;

/* tree: JSON; absent, null, or an object that is neither group nor leaf: *out is NULL, there
 * is no condition. E_INVALID names the place ("conditions[1].value") as the field. */
NODISCARD enum status condition_parse(struct ctx *cx, struct str tree, struct condition **out);
/* The same, and patterns that take too many steps are refused: for what is being saved. */
NODISCARD enum status condition_check(struct ctx *cx, struct str tree, struct condition **out);
/* "level is error and events in 1 h ≥ 100". */
struct str condition_sentence(struct ctx *cx, const struct condition *c);
/* Patterns that look at events' data: what a project may have few of. */
size_t condition_data_patterns(const struct condition *c);
/* Memory that it takes, what it was read from and its compiled patterns included. */
size_t condition_bytes(const struct condition *c);
/* Does it look at an event, beyond the issue's columns and figures? */
bool condition_needs_event(const struct condition *c);
/* What it costs, in a word for people: "issue", "counter", "window", "event", "data". */
const char *condition_cost(const struct condition *c);

/* --- facts ------------------------------------------------------------------------- */

/* What a tree is judged by: an issue, as it stands, and one of its events. Texts that are not
 * known are "". What costs is loaded when a leaf asks for it, once. */
enum { CONDITION_WINDOWS = 12 };
enum condition_window_of { WINDOW_EVENTS, WINDOW_USERS };
struct condition_window {
    enum condition_window_of of;
    int64_t minutes;
    int64_t value;
};
struct condition_facts {
    int64_t project_id;
    int64_t issue_id; /* 0 = there is none: windows are 0 */
    int64_t now_ms;
    struct str title, level, platform, culprit, type, first_release;
    int64_t assigned_to; /* 0 = nobody */
    int64_t first_seen_ms, event_count, user_count, priority;
    bool is_new, is_regressed, is_reopened;

    struct str environment, release;
    const struct event_tag *tags; /* NULL = those of the document */
    size_t n_tags;
    /* Its document: at hand, or how to get it; neither: the newest stored one is read. */
    struct str document;
    enum status (*read_document)(struct ctx *cx, const void *from, struct str *out);
    const void *from;

    /* Loaded so far. */
    struct json_doc *parsed;
    bool has_document, has_person, has_whole;
    struct str person, whole, message;
    struct condition_window windows[CONDITION_WINDOWS];
    size_t n_windows;
    bool is_window_given; /* windows are all there are: nothing is counted */
    enum status failed; /* of loading; the judgement is void */
};
/* As a batch of the digest left the issue, with its representative event. */
void condition_facts_of_change(struct ctx *cx, const struct issue_change *change,
                               struct condition_facts *out);
/* An issue as it stands in the store; out->project_id and issue_id say which. with_event: and
 * its newest stored event. */
NODISCARD enum status condition_facts_of_issue(struct ctx *cx, bool with_event,
                                               struct condition_facts *out, bool *found);
/* Figures of a window, counted when they are not known yet. */
NODISCARD enum status condition_window_count(struct ctx *cx, struct condition_facts *facts,
                                             enum condition_window_of of, int64_t minutes,
                                             int64_t *out);

/* Does it hold? NULL holds always, as GoSnag's rules without conditions do not: who has none
 * decides before. A failure is of loading what a leaf asked for. */
NODISCARD enum status condition_holds(struct ctx *cx, const struct condition *c,
                                      struct condition_facts *facts, bool *out);

#endif
