/* core/feature.h - how a feature plugs in.
 *
 * One const struct per feature, one line in app/feature_table.c. The order there is
 * the order of hooks, and a feature may include public headers of those above it.
 * News never travels upward by a direct call: the digest walks the table. */
#ifndef CORE_FEATURE_H
#define CORE_FEATURE_H

#include "base/base.h"
#include "core/cluster.h"
#include "core/config.h"
#include "core/job.h"
#include "core/metrics.h"
#include "core/outbox.h"
#include "core/router.h"

struct buf;
struct ctx;
struct event_reader; /* feature/ingest/event_reader.h; the engine passes it on unread */
struct issue_note;   /* feature/issue/issue_machine.h; the engine passes it on unread */
struct issue_change; /* feature/issue/issue_change.h; the engine passes it on unread */
struct item_sink;    /* feature/ingest/item_sink.h; the engine passes it on unread   */
struct rule_kind;    /* feature/rule/rule.h; the same                                */
struct undo_kind;    /* feature/undo/undo.h; the same                                */
struct work_kind;    /* feature/work/work.h; the same                                */

/* `gosnag debug NAME …`: pokes one part from the shell. args are those after NAME. */
struct debug_command {
    const char *name;
    const char *usage;
    enum status (*run)(struct ctx *cx, const struct str *args, size_t n);
    unsigned flags; /* enum command_flag; 0 = without the store */
};

/* `gosnag NAME …`: what an operator types. */
enum command_flag {
    COMMAND_STORE = 1 << 0, /* needs the store: opened, migrated and identified before run  */
    COMMAND_LOOK = 1 << 1,  /* the store as it is: not migrated; cx->db is NULL, and cx->err
                             * says why, when it cannot be opened                           */
};
struct command {
    const char *name;
    const char *usage; /* "EMAIL [--password-stdin]", "" = no arguments */
    const char *help;  /* one line for --help                           */
    unsigned flags;
    enum status (*run)(struct ctx *cx, const struct str *args, size_t n);
};

struct feature {
    const char *name;
    const struct setting *settings;
    const struct route *routes;
    const struct route_param *params;
    const struct job *jobs;
    const struct hearing *hears; /* what other processes tell */
    const struct metric *metrics;
    const struct debug_command *debug; /* ended by name == NULL */
    const struct command *commands;    /* ended by name == NULL */
    const struct outbox_channel *channels; /* ways out of the house; ended by name == NULL */
    const struct item_sink *items;     /* what it keeps of envelopes; ended by type == NULL */
    const struct event_reader *reads;  /* figures it keeps of every event; NULL = none      */
    const struct work_kind *works;     /* what it does in steps; ended by kind == NULL      */
    const struct undo_kind *undoes;    /* what it can restore; ended by kind == NULL        */
    const struct rule_kind *rules;     /* what it does when a rule holds; ended by name == NULL */

    /* Once, after migration, before threads begin; cx has a database handle. */
    enum status (*start)(struct ctx *cx);
    /* Once, when the store is away at start: what can be done without it (cx->db is NULL);
     * start comes later and goes on from there. OK = it can wait for the store. NULL =
     * there is nothing to do. */
    enum status (*start_early)(struct ctx *cx);
    /* Once, when every feature has started: its own thread, which calls on others, begins. */
    enum status (*begin)(struct ctx *cx);
    /* Once, on shutdown, after the server and the jobs and before the first stop: that thread
     * ends. Also when begin has not run. */
    void (*end)(struct ctx *cx);
    /* Once, when the server answers: lines for the person who started it (the setup
     * link). NULL = nothing to say. */
    enum status (*announce)(struct ctx *cx, struct buf *out);
    /* Once, on shutdown, in reverse order, after the server has stopped; also when only
     * start_early has run. */
    void (*stop)(struct ctx *cx);
    /* What /ready asks: fails with the reason in cx->err. NULL = always ready. cx->db is
     * NULL while the store has been away since start. */
    enum status (*ready)(struct ctx *cx);
    /* What /ready adds though the feature is ready (damage that was borne): E_CONFLICT with
     * the words in cx->err. NULL = nothing ever. */
    enum status (*note)(struct ctx *cx);
    /* `gosnag doctor`, without start having run (a server may be running beside):
     * OK with a few words, or why not and what to do. NULL = nothing to check. */
    enum status (*check)(struct ctx *cx, struct str *words);
    /* Inside the transaction that disables an account: what lies on its desk goes to
     * another's. NULL = nothing of this feature lies on desks. */
    enum status (*hand_over)(struct ctx *cx, int64_t from_user, int64_t to_user);
    /* About once a second in every process, by the scheduler: what this process looks after
     * itself. Short; what it cannot do now it does the next time. */
    void (*tick)(struct ctx *cx);
    /* Inside the digest's transaction, once per (issue, batch), after status
     * transitions; no I/O, no payloads but the representative event's; a failure is
     * rolled back to a savepoint and queued as job "hook.retry" (decisions.md §9). */
    /* Asked before after_event, without the store: a hook that has nothing to do costs nothing.
     * NULL = always. */
    bool (*wants_event)(const struct issue_change *change);
    enum status (*after_event)(struct ctx *cx, struct issue_change *change);
    /* Inside the transaction in which people, timers or programs write a line of an issue's
     * history; a failure fails it. What events do goes through after_event alone. */
    enum status (*after_note)(struct ctx *cx, const struct issue_note *note);
};

/* The ordered list, NULL-ended (app/feature_table.c). */
extern const struct feature *const feature_table[];

#endif
