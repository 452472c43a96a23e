/* The enabled rules of a project as the digest needs them, and the digest's hook. */
#include "base/base.h"
#include "feature/rule/rule_int.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/feature.h"
#include "feature/issue/issue_change.h"
#include "feature/rule/rule_sql.h"

enum {
    SUMMARIES = 256, /* projects a thread knows of                                        */
    MEMOS = 1024,    /* issues a kept book remembers                                      */
    BOOKS = 32,      /* kept for the digest                                               */
    TREE_BYTES = 2 << 20, /* what reading one tree takes at most                          */
    LISTS_BYTES = 4 << 20, /* RULES_MAX rows, and what is known of issues                  */
    /* Thresholds take less than the leaves they stand in. */
    BOOK_BYTES = RULES_BYTES + 2 * RULES_MEMORY + TREE_BYTES + LISTS_BYTES,
};

/* --- the section --------------------------------------------------------------------------- */

static const struct field summary_fields[] = {
    FIELD_I64("n", struct rules_summary, n, FIELD_OPTIONAL),
    FIELD_BOOL("wants_minutes", struct rules_summary, wants_minutes, FIELD_OPTIONAL),
    FIELD_OPT_I64("version", struct rules_summary, version, FIELD_OPTIONAL),
    FIELD_END,
};
static const struct rules_summary no_rules;
const struct section rules_section = {
    .name = { "rules", 5 },
    .fields = summary_fields,
    .size = sizeof(struct rules_summary),
    .defaults = &no_rules,
};

/* What a thread knows; asked for at every event, so it costs two loads and no lock. */
struct known_summary {
    int64_t project_id; /* 0 = free */
    uint64_t generation;
    bool exists, wants_minutes;
};

static const struct known_summary *summary_of(int64_t project_id)
{
    static _Thread_local struct known_summary known[SUMMARIES];
    struct known_summary *k = &known[(uint64_t)project_id % SUMMARIES];
    uint64_t generation = project_sections_generation();

    if (k->project_id == project_id && k->generation == generation)
        return k;
    struct arena scratch SCOPED(arena_release) = { 0 };
    arena_init(&scratch, "rules", SECTION_BYTES * 4);
    struct ctx cx = { .arena = &scratch };
    const struct rules_summary *s = project_section_now(&cx, &rules_section, project_id);
    *k = (struct known_summary){ project_id, generation, s != NULL && s->n > 0,
                                 s != NULL && s->wants_minutes };
    return k;
}

bool rules_exist(int64_t project_id)
{
    return summary_of(project_id)->exists;
}

bool rules_want_minutes(int64_t project_id)
{
    return summary_of(project_id)->wants_minutes;
}

/* Version of the section; 0 = there are none. */
static int64_t rules_version(struct ctx *cx, int64_t project_id)
{
    struct project_section found;

    return project_section_find(project_id, rules_section.name, cx->arena, &found) ? found.version
                                                                                   : 0;
}

/* --- books ----------------------------------------------------------------------------------- */

static const struct rule_kind *rule_kind_named(struct str name)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct rule_kind *k = (*f)->rules; k != NULL && k->name != NULL; k++) {
            if (str_eq(str_c(k->name), name))
                return k;
        }
    }
    return NULL;
}

/* A tree that cannot be read is that of a newer program: the rule holds never. So do those that
 * were saved before the memory of rules was bounded, and have no room in it. */
static const struct condition *tree_of(struct ctx *cx, const struct q_rule_enabled_row *row,
                                       size_t *memory)
{
    struct condition *c = NULL;

    if (*memory > RULES_MEMORY) {
        LOG(WARN, "rule.no_room", K_STR("rule", row->uuid));
        return NULL;
    }
    if (condition_parse(cx, row->tree, &c) == OK) {
        *memory += condition_bytes(c);
        return c;
    }
    LOG(WARN, "rule.unreadable", K_STR("rule", row->uuid), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
    return NULL;
}

enum status rule_book_read(struct ctx *cx, int64_t project_id, size_t n_memos,
                           struct rule_book *out)
{
    struct q_rule_enabled_row *rows;
    size_t n, memory = 0;

    TRY(q_rule_enabled(cx, &(struct q_rule_enabled_args){ project_id, RULES_BYTES }, &rows, &n));
    *out = (struct rule_book){ .project_id = project_id,
                               .rules = arena_array(cx->arena, struct rule_entry, n) };
    const struct condition **trees = arena_array(cx->arena, const struct condition *, n);
    for (size_t i = 0; i < n; i++) {
        const struct rule_kind *kind = rule_kind_named(rows[i].kind);
        if (kind == NULL)
            continue;
        trees[out->n] = tree_of(cx, &rows[i], &memory);
        out->needs_event |= condition_needs_event(trees[out->n]);
        out->rules[out->n] =
            (struct rule_entry){ rows[i].id, rows[i].uuid,   rows[i].name,  rows[i].settings,
                                 kind,       rows[i].points, trees[out->n] };
        out->n++;
    }
    out->set = condition_set_new(cx, trees, out->n, n_memos);
    return OK;
}

/* Kept for whoever runs hooks; there is one digest, and what is run again later finds them
 * taken only while it works: then it reads its own. */
static struct {
    atomic_flag is_taken;
    uint64_t n_uses;
    struct kept_book {
        int64_t project_id; /* 0 = nothing is in it   */
        uint64_t last_use;  /* of n_uses; 0 = never   */
        struct arena arena;
        struct rule_book book;
    } slots[BOOKS];
} kept = { .is_taken = ATOMIC_FLAG_INIT };

static enum status refresh(struct ctx *cx, struct kept_book *slot, int64_t project_id,
                           int64_t version)
{
    struct ctx own = *cx;

    if (slot->arena.name == NULL)
        arena_init(&slot->arena, "rules", BOOK_BYTES);
    arena_reset(&slot->arena);
    slot->project_id = 0;
    own.arena = &slot->arena;
    enum status st = rule_book_read(&own, project_id, MEMOS, &slot->book);
    cx->err = own.err;
    TRY(st);
    slot->book.version = version;
    slot->project_id = project_id;
    return OK;
}

/* The project's, or that which was used longest ago. */
static struct kept_book *slot_of(int64_t project_id)
{
    struct kept_book *found = &kept.slots[0];

    for (size_t i = 0; i < BOOKS && found->project_id != project_id; i++) {
        struct kept_book *slot = &kept.slots[i];
        if (slot->project_id == project_id || slot->last_use < found->last_use)
            found = slot;
    }
    found->last_use = ++kept.n_uses;
    return found;
}

void rule_stop(struct ctx *cx)
{
    (void)cx;
    for (size_t i = 0; i < BOOKS; i++) {
        arena_release(&kept.slots[i].arena);
        kept.slots[i] = (struct kept_book){ 0 };
    }
}

static enum status judge(struct ctx *cx, struct rule_book *book, struct issue_change *change);

static enum status judge_with_kept(struct ctx *cx, struct issue_change *change)
{
    struct kept_book *slot = slot_of(change->project_id);
    int64_t version = rules_version(cx, change->project_id);

    if (slot->project_id != change->project_id || slot->book.version != version)
        TRY(refresh(cx, slot, change->project_id, version));
    return judge(cx, &slot->book, change);
}

bool rule_wants_event(const struct issue_change *change)
{
    return rules_exist(change->project_id);
}

static enum status judge_change(struct ctx *cx, struct issue_change *change)
{
    struct rule_book own;

    if (change->event.read_document != NULL && !atomic_flag_test_and_set(&kept.is_taken)) {
        enum status st = judge_with_kept(cx, change);
        atomic_flag_clear(&kept.is_taken);
        return st;
    }
    TRY(rule_book_read(cx, change->project_id, 1, &own));
    return judge(cx, &own, change);
}

/* Documents are unpacked and parsed for it: of a batch, one after the other. */
enum status rule_after_event(struct ctx *cx, struct issue_change *change)
{
    struct arena_mark mark = arena_mark(cx->arena);
    enum status st = judge_change(cx, change);

    arena_rewind(cx->arena, mark);
    return st;
}

/* --- judging ----------------------------------------------------------------------------------- */

static bool has_kind(const struct rule_book *book, const struct rule_kind *kind)
{
    size_t i = 0;

    while (i < book->n && book->rules[i].kind != kind)
        i++;
    return i < book->n;
}

/* One book, its verdict so far, and what it is about. */
struct judgement {
    struct rule_book *book;
    struct condition_facts facts;
    struct condition_verdict verdict;
};

/* A kind may change what the next ones look at: they are judged anew, which costs little. */
static enum status act(struct ctx *cx, struct judgement *j, const struct rule_kind *kind,
                       struct issue_change *change)
{
    const struct condition_verdict *v = &j->verdict;
    struct rule_verdict verdict = { j->book, v->holds, v->risen, v->is_whole };

    if (!has_kind(j->book, kind))
        return OK;
    TRY(kind->act(cx, change, &verdict));
    if (change->after.priority == j->facts.priority)
        return OK;
    j->facts.priority = change->after.priority;
    return condition_set_judge(cx, j->book->set, &j->facts, 0, &j->verdict);
}

static enum status judge_and_act(struct ctx *cx, struct judgement *j, struct issue_change *change)
{
    TRY(condition_set_judge(cx, j->book->set, &j->facts, change->n_events, &j->verdict));
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct rule_kind *k = (*f)->rules; k != NULL && k->name != NULL; k++)
            TRY(act(cx, j, k, change));
    }
    return OK;
}

enum status rule_book_judge(struct ctx *cx, struct rule_book *book, struct issue_change *change,
                            const struct condition_facts *facts)
{
    struct judgement j = { .book = book, .facts = *facts };

    return judge_and_act(cx, &j, change);
}

/* What is done is rolled back when a kind fails: then all that holds rises again. */
static enum status judge(struct ctx *cx, struct rule_book *book, struct issue_change *change)
{
    struct condition_facts facts;

    condition_facts_of_change(cx, change, &facts);
    enum status st = rule_book_judge(cx, book, change, &facts);

    if (st != OK)
        condition_set_forget(book->set, change->issue_id);
    return st;
}
