/* condition_int.h - what the files of this folder share. */
#ifndef FEATURE_CONDITION_CONDITION_INT_H
#define FEATURE_CONDITION_CONDITION_INT_H

#include "core/router.h"
#include "feature/condition/condition.h"

struct regex;

enum condition_op {
    OP_EQ,
    OP_NEQ,
    OP_IN,
    OP_NOT_IN,
    OP_CONTAINS,
    OP_NOT_CONTAINS,
    OP_MATCHES,
    OP_GTE,
    OP_LTE,
    OP_GT,
    OP_LT,
};

/* What a leaf's value is, and with it which operators there are. */
enum leaf_kind {
    LEAF_STRING, /* short: compared without case, or searched for     */
    LEAF_TEXT,   /* long: searched by pattern                         */
    LEAF_NUMBER,
    LEAF_BOOL,
    LEAF_KINDS
};

/* What reading it costs, cheapest first. Rules are judged by the cheap ones first. */
enum leaf_cost {
    COST_ISSUE,    /* columns of the issue that seldom change                      */
    COST_COUNTER,  /* its figures: at hand, they grow with every event             */
    COST_WINDOW,   /* counted in the rollups                                       */
    COST_EVENT,    /* what the digest has at hand of this event                    */
    COST_DOCUMENT, /* the event's document is unpacked and parsed                  */
};

enum leaf_param {
    PARAM_KEY = 1 << 0,     /* "key", required                                      */
    PARAM_PATH = 1 << 1,    /* "path", optional                                     */
    PARAM_MINUTES = 1 << 2, /* "minutes" 1 to 60, or "hours" 1 to 168: one of them  */
    PARAM_HOURS = 1 << 3,   /* "hours" 1 to 24, optional                            */
};

struct leaf;
struct leaf_type {
    const char *name;
    enum leaf_kind kind;
    enum leaf_cost cost;
    unsigned params;
    int64_t minutes; /* a window of its own; 0 = by parameter, or none */
    const char *words; /* in the sentence */
    /* Where the value is read; the one of its kind is set. */
    struct str (*text)(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf);
    int64_t (*number)(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf);
    bool (*flag)(struct ctx *cx, struct condition_facts *f, const struct leaf *leaf);
    int counter; /* enum condition_counter, or -1 */
};

/* Figures at hand that rules have thresholds for; windows follow them (condition_set.c). */
enum condition_counter {
    COUNT_EVENTS,
    COUNT_USERS,
    COUNT_PRIORITY,
    COUNT_AGE,
    CONDITION_COUNTERS
};

struct leaf {
    const struct leaf_type *type;
    enum condition_op op;
    struct str key;  /* of a tag; path of event data; absent = none */
    int64_t minutes; /* of a window; 0 = none                       */
    int64_t number;
    bool flag;
    struct str *words; /* one, or those of "in" */
    size_t n_words;
    struct regex *pattern; /* NULL = none: words[0] is compared */
};

/* Nodes in the order of the text; `end` is the index behind what belongs to one. */
struct node {
    enum { NODE_ALL, NODE_ANY, NODE_LEAF } kind;
    uint16_t end;
    struct leaf leaf;
};

struct condition {
    size_t n;
    unsigned costs; /* 1 << enum leaf_cost of all its leaves */
    size_t n_data_patterns;
    size_t n_bytes; /* it takes: arena and patterns */
    struct node nodes[];
};

/* --- condition_leaf.c --- */

struct op_row {
    const char *name;
    const char *symbol; /* another name; NULL = none */
    enum condition_op op;
    unsigned kinds;     /* 1 << enum leaf_kind */
    const char *words;  /* in the sentence     */
};
extern const struct leaf_type leaf_types[];
extern const size_t n_leaf_types;
extern const struct op_row leaf_ops[];
extern const size_t n_leaf_ops;
const struct leaf_type *leaf_type_named(struct str name);
/* NULL: this kind has no such operator. "" is the kind's first. */
const struct op_row *leaf_op_named(enum leaf_kind kind, struct str name);
const struct op_row *leaf_op_row(enum condition_op op);

/* --- condition_eval.c --- */

enum verdict { NO, YES, OPEN };
/* OPEN: leaves of the costs in `without` are not asked and would decide. */
enum verdict condition_judge(struct ctx *cx, const struct condition *c,
                             struct condition_facts *f, unsigned without);

/* Every node by itself, none left out: for people who look for the useless one. out: c->n. */
void condition_judge_nodes(struct ctx *cx, const struct condition *c, struct condition_facts *f,
                           bool *out);

/* --- condition_sentence.c --- */

/* One node's words. */
struct str condition_node_sentence(struct ctx *cx, const struct condition *c, size_t at);

/* --- condition_preview_api.c --- */

extern const struct route condition_routes[];

/* --- condition_replay.c --- */

enum { REPLAY_DAYS = 7, REPLAY_RINGS = 50 };
struct replay_issue {
    struct str uuid;
    const struct condition_facts *facts; /* of now, without an event */
};
struct replay {
    const struct condition *tree;
    const struct replay_issue *issues;
    size_t n_issues;
    int64_t throttle_ms, utc_offset_ms; /* of who reads: when is night */
    int64_t time_ms;                    /* it takes no longer          */
};
struct replay_day {
    int64_t from_ms, rings, at_night;
};
struct replay_ring {
    struct str issue_id, title, reason;
    int64_t at_ms;
    bool is_night;
};
struct replay_out {
    int64_t from_ms, issues, rung, at_night, judged;
    int64_t end_ms;   /* of the monotonic clock */
    bool is_complete; /* else it looked at as many hours as it may, or as long */
    struct replay_day days[REPLAY_DAYS];
    struct replay_ring *rings; /* REPLAY_RINGS at most, by issue */
    size_t n_rings;
};
/* When an alert with this tree would have rung in seven days. */
NODISCARD enum status condition_replay(struct ctx *cx, const struct replay *r,
                                       struct replay_out *out);

/* --- condition_facts.c --- */

struct str fact_tag(struct ctx *cx, struct condition_facts *f, struct str key);
struct json *fact_document(struct ctx *cx, struct condition_facts *f);
struct str fact_whole(struct ctx *cx, struct condition_facts *f);   /* title and document */
struct str fact_message(struct ctx *cx, struct condition_facts *f);
struct str fact_person(struct ctx *cx, struct condition_facts *f);  /* mail of whom it is assigned to */
int64_t fact_window(struct ctx *cx, struct condition_facts *f, enum condition_window_of of,
                    int64_t minutes);
bool fact_has_app_frame(struct ctx *cx, struct condition_facts *f);

#endif
