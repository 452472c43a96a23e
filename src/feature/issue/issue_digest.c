#include "base/base.h"
#include "feature/issue/issue_digest.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_discard_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_word.h"
#include "feature/stats/stat.h"

enum { ISSUES_EXPECTED = 64, PROJECTS_EXPECTED = 8, NEW_TAGS_MAX = 64, USUAL_PRIORITY = 50 };

struct issue_target {
    int64_t id;
    int64_t project_id;
    struct q_issue_for_digest_row as_read;
    struct q_issue_for_digest_row row; /* status and its columns move with the events */
    struct issue_state before;
    const struct issue_event *latest;
    struct str last_release; /* newest one that was sent; "" = none in this batch */
    int64_t events;
    int64_t stored;
    bool is_new;
    struct str words;           /* of a new one                   */
    bool comes_back;            /* an event of this batch says so */
    bool is_reopened;           /* and it was us who did it       */
    struct event_tag *new_tags; /* NEW_TAGS_MAX of them; NULL until there is one */
    size_t n_new_tags;
    struct issue_target *next;
};

struct noted_tag {
    struct q_issue_tag_add_row row;
    struct noted_tag *next;
};

/* A project whose row is held: it gets new issues. */
struct short_numbers {
    int64_t project_id;
    int64_t next;
    struct short_numbers *before;
};

struct issue_batch {
    struct map by_id; /* decimal id → issue_target */
    struct map numbers; /* decimal project → short_numbers */
    struct short_numbers *last_numbers;
    size_t n_new;
    struct issue_target *first;
    size_t n;
    struct noted_tag *tags;
    size_t n_tags;
};

struct issue_batch *issue_batch_new(struct ctx *cx)
{
    struct issue_batch *b = arena_new(cx->arena, struct issue_batch);

    map_init(&b->by_id, cx->arena, ISSUES_EXPECTED);
    map_init(&b->numbers, cx->arena, PROJECTS_EXPECTED);
    return b;
}

/* Holds the project's row from its first new issue on. */
static enum status numbers_of(struct ctx *cx, struct issue_batch *b, int64_t project_id,
                              struct short_numbers **out)
{
    void **slot = map_at(&b->numbers, str_printf(cx->arena, "%lld", (long long)project_id));
    struct q_issue_numbers_lock_args args = { .project_id = project_id };
    struct q_issue_numbers_lock_row row;
    bool found;

    if (*slot == NULL) {
        TRY(q_issue_numbers_lock(cx, &args, &row, &found));
        if (!found)
            return fail(cx, E_BUSY, "the project is being deleted");
        struct short_numbers *numbers = arena_new(cx->arena, struct short_numbers);
        *numbers = (struct short_numbers){ project_id, row.short_next, b->last_numbers };
        b->last_numbers = *slot = numbers;
    }
    *out = *slot;
    return OK;
}

static enum status write_numbers(struct ctx *cx, const struct issue_batch *b)
{
    for (const struct short_numbers *n = b->last_numbers; n != NULL; n = n->before)
        TRY(q_issue_numbers_set(
            cx, &(struct q_issue_numbers_set_args){ .project_id = n->project_id,
                                                    .short_next = n->next }));
    return OK;
}

/* The row that is there now, as the digest would read it. */
static struct q_issue_for_digest_row row_of(const struct q_issue_insert_args *made)
{
    return (struct q_issue_for_digest_row){
        .uuid = made->uuid,
        .status = S("open"),
        .title = made->title,
        .type = made->type,
        .culprit = made->culprit,
        .location = made->location,
        .level = made->level,
        .platform = made->platform,
        .is_unhandled = made->is_unhandled,
        .priority = made->priority,
        .first_seen_ms = made->now_ms,
        .last_seen_ms = made->now_ms,
        .first_release = made->first_release,
        .resolve_pending = S(""),
        .version = 1,
    };
}

static struct issue_target *add_target(struct ctx *cx, struct issue_batch *b, int64_t id,
                                       const struct q_issue_for_digest_row *row)
{
    struct issue_target *t = arena_new(cx->arena, struct issue_target);

    t->row = t->as_read = *row;
    t->id = id;
    t->last_release = S("");
    t->next = b->first;
    b->first = t;
    b->n++;
    return t;
}

static void **issue_slot(struct ctx *cx, struct issue_batch *b, int64_t id)
{
    return map_at(&b->by_id, str_printf(cx->arena, "%lld", (long long)id));
}

/* The issue of this batch with that id, read when it is met first. */
static enum status issue_in_batch(struct ctx *cx, struct issue_batch *b, int64_t id,
                                  struct issue_target **out)
{
    void **slot = issue_slot(cx, b, id);

    if (*slot == NULL) {
        struct q_issue_for_digest_row row;
        TRY(q_issue_for_digest(cx, &(struct q_issue_for_digest_args){ .issue_id = id }, &row));
        struct issue_target *t = add_target(cx, b, id, &row);
        t->before =
            (struct issue_state){ row.status,     row.title,    row.level,       row.event_count,
                                  row.user_count, row.priority, row.last_seen_ms };
        *slot = t;
    }
    *out = *slot;
    return OK;
}

static enum status make_issue(struct ctx *cx, struct issue_batch *b, const struct issue_event *ev,
                              struct issue_target **out)
{
    struct short_numbers *numbers;
    struct q_issue_insert_row row;

    TRY(numbers_of(cx, b, ev->project_id, &numbers));
    struct q_issue_insert_args args = {
        .uuid = uuid_new(cx->arena, cx->now_ms),
        .project_id = ev->project_id,
        .short_no = numbers->next++,
        .title = ev->grouping.title,
        .title_folded = str_fold(cx->arena, ev->grouping.title),
        .type = ev->grouping.type,
        .culprit = ev->grouping.culprit,
        .location = ev->grouping.location,
        .level = ev->level,
        .platform = ev->platform,
        .is_unhandled = ev->is_unhandled,
        .priority = USUAL_PRIORITY,
        .now_ms = ev->received_ms,
        .first_release = str_is_null(ev->release) ? S("") : ev->release,
    };
    TRY(q_issue_insert(cx, &args, &row));
    struct q_issue_for_digest_row known = row_of(&args);
    struct issue_target *t = add_target(cx, b, row.id, &known);
    t->is_new = true;
    t->project_id = ev->project_id;
    t->words = ev->words;
    b->n_new++;
    *issue_slot(cx, b, row.id) = *out = t;
    return OK;
}

static enum status make_target(struct ctx *cx, struct issue_batch *b, const struct issue_event *ev,
                               struct fingerprint_target *out)
{
    struct q_fingerprint_insert_row row;

    TRY(make_issue(cx, b, ev, &out->issue));
    struct q_fingerprint_insert_args args = {
        .project_id = ev->project_id,
        .hash = str_make((const char *)ev->grouping.hash, GROUPING_HASH_BYTES),
        .grouping_version = GROUPING_VERSION,
        .issue_id = out->issue->id,
        .now_ms = ev->received_ms,
        .how = str_is_null(ev->grouping.how) ? S("") : ev->grouping.how,
    };
    TRY(q_fingerprint_insert(cx, &args, &row));
    out->id = row.id;
    out->is_new = true;
    return OK;
}

static enum status find_discarded(struct ctx *cx, const struct q_issue_of_hash_args *args,
                                  struct fingerprint_target *out)
{
    struct q_discard_find_row row;

    return q_discard_find(cx, &(struct q_discard_find_args){ args->project_id, args->hash }, &row,
                          &out->is_discarded);
}

/* Words and first activity of the issues that this batch made. */
static enum status write_new(struct ctx *cx, const struct issue_batch *b,
                             struct issue_target *const *list)
{
    struct words_of_issue *words = arena_array(cx->arena, struct words_of_issue, b->n_new);
    struct q_issue_first_seen_add_row *seen =
        arena_array(cx->arena, struct q_issue_first_seen_add_row, b->n_new);
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++) {
        const struct issue_target *t = list[i];
        if (!t->is_new)
            continue;
        words[n] = (struct words_of_issue){ t->project_id, t->id, t->words };
        seen[n++] = (struct q_issue_first_seen_add_row){ uuid_new(cx->arena, cx->now_ms),
                                                         t->project_id, t->id, cx->now_ms };
    }
    TRY(write_numbers(cx, b));
    TRY(issue_words_write(cx, words, n));
    return q_issue_first_seen_add(cx, seen, n);
}

static enum status find_target(struct ctx *cx, struct issue_batch *b, const struct issue_event *ev,
                               struct fingerprint_target *out)
{
    struct q_issue_of_hash_row row;
    bool found;
    struct q_issue_of_hash_args args = {
        .project_id = ev->project_id,
        .hash = str_make((const char *)ev->grouping.hash, GROUPING_HASH_BYTES),
    };

    *out = (struct fingerprint_target){ .project_id = ev->project_id };
    TRY(q_issue_of_hash(cx, &args, &row, &found));
    if (!found)
        return find_discarded(cx, &args, out);
    TRY(issue_in_batch(cx, b, row.issue_id, &out->issue));
    out->issue->project_id = ev->project_id;
    out->id = row.fingerprint_id;
    out->exemplar_id = row.exemplar_id.set ? row.exemplar_id.value : 0;
    return OK;
}

/* With the project's row in hand what was missing is looked for once more: whoever held
 * it before may have made it. */
enum status issue_target_make(struct ctx *cx, struct issue_batch *b, const struct issue_event *ev,
                              struct fingerprint_target *out)
{
    struct short_numbers *numbers;

    TRY(numbers_of(cx, b, ev->project_id, &numbers));
    TRY(find_target(cx, b, ev, out));
    return out->id != 0 || out->is_discarded ? OK : make_target(cx, b, ev, out);
}

enum status issue_targets_find(struct ctx *cx, struct issue_batch *b,
                               const struct issue_event *const *events, size_t n,
                               struct fingerprint_target *const *out)
{
    for (size_t i = 0; i < n; i++)
        TRY(find_target(cx, b, events[i], out[i]));
    return OK;
}

enum status issue_count_new(struct ctx *cx, int64_t project_id, int64_t hour, int64_t max,
                            int64_t *out)
{
    struct q_issue_count_new_args args = { .project_id = project_id,
                                           .since_ms = hour * MS_PER_HOUR,
                                           .until_ms = (hour + 1) * MS_PER_HOUR,
                                           .max = max };
    struct q_issue_count_new_row row;

    TRY(q_issue_count_new(cx, &args, &row));
    *out = row.n;
    return OK;
}

enum status issue_count_info(struct ctx *cx, int64_t project_id, int64_t max, int64_t *out)
{
    struct q_issue_count_info_row row;

    TRY(q_issue_count_info(cx, &(struct q_issue_count_info_args){ project_id, max }, &row));
    *out = row.n;
    return OK;
}

static struct issue_sight sight_of(const struct issue_target *t, const struct issue_event *ev)
{
    return (struct issue_sight){ .project_id = t->project_id,
                                 .issue_id = t->id,
                                 .received_ms = ev->received_ms,
                                 .release = ev->release,
                                 .release_id = ev->release_id,
                                 .events = t->events };
}

static void bring_back(struct issue_target *t)
{
    t->comes_back = true;
    t->row.status = S("reopened");
}

enum status issue_see(struct ctx *cx, struct fingerprint_target *t, const struct issue_event *ev,
                      bool *is_cause)
{
    struct issue_target *issue = t->issue;

    t->events++;
    issue->events++;
    if (ev->received_ms > t->last_seen_ms)
        t->last_seen_ms = ev->received_ms;
    issue->latest = ev;
    if (!str_is_null(ev->release))
        issue->last_release = ev->release;
    struct issue_sight sight = sight_of(issue, ev);
    TRY(issue_comes_back(cx, &issue->row, &sight, is_cause));
    if (*is_cause)
        bring_back(issue);
    return OK;
}

int64_t issue_stored(const struct issue_target *issue)
{
    return issue->row.stored_count + issue->stored;
}

void issue_note_stored(struct fingerprint_target *t)
{
    t->stored++;
    t->issue->stored++;
}

void issue_note_tag(struct ctx *cx, struct issue_batch *b, const struct fingerprint_target *t,
                    const struct event_tag *tag)
{
    struct issue_target *issue = t->issue;
    struct noted_tag *noted = arena_new(cx->arena, struct noted_tag);

    if (issue->new_tags == NULL)
        issue->new_tags = arena_array(cx->arena, struct event_tag, NEW_TAGS_MAX);
    if (issue->n_new_tags < NEW_TAGS_MAX)
        issue->new_tags[issue->n_new_tags++] = *tag;
    *noted = (struct noted_tag){ { t->project_id, tag->key, tag->value, issue->id }, b->tags };
    b->tags = noted;
    b->n_tags++;
}

enum status issue_write_fingerprint(struct ctx *cx, const struct fingerprint_target *t)
{
    struct q_fingerprint_count_args args = {
        .id = t->id,
        .issue_id = t->issue->id,
        .exemplar_id = { t->exemplar_id, t->exemplar_id != 0 },
        .last_seen_ms = t->last_seen_ms,
        .events = t->events,
        .stored = t->stored,
    };
    int64_t n_changed;

    TRY(q_fingerprint_count(cx, &args, &n_changed));
    return n_changed > 0
               ? OK
               : fail(cx, E_BUSY, "an issue of this batch was merged or removed meanwhile");
}

/* Only an issue that met a new user is counted again. */
static enum status count_users(struct ctx *cx, const struct issue_target *t,
                               struct stat_batch *stats, int64_t *out)
{
    struct q_issue_fingerprints_args args = { .issue_id = t->id };
    struct q_issue_fingerprints_row *rows;
    bool has_new = false;
    size_t n;

    TRY(q_issue_fingerprints(cx, &args, &rows, &n));
    int64_t *ids = arena_array(cx->arena, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        ids[i] = rows[i].id;
        has_new |= stat_batch_has_new_user(stats, ids[i]);
    }
    int64_t known = 0;
    if (has_new)
        TRY(stat_batch_users(cx, stats, &(struct stat_set){ t->project_id, ids, n }, &known));
    if (known > *out)
        *out = known;
    return OK;
}

/* Another process, or a person, may have changed it meanwhile: then it stays as it is, and
 * that is not news. */
static enum status reopen(struct ctx *cx, struct issue_target *t)
{
    struct issue_move move = { .project_id = t->project_id,
                               .issue_id = t->id,
                               .from = t->as_read.status,
                               .happening = ISSUE_SEEN };

    TRY(issue_move(cx, &move, &t->is_reopened));
    t->row.version += t->is_reopened;
    return OK;
}

/* What only the whole batch tells of an issue that sleeps; then what was found out. */
static enum status write_status(struct ctx *cx, struct issue_target *t)
{
    struct issue_sight sight = sight_of(t, t->latest);
    bool is_late = false;

    if (!t->comes_back)
        TRY(issue_comes_back_late(cx, &t->row, &sight, &is_late));
    if (is_late)
        bring_back(t);
    return t->comes_back ? reopen(cx, t) : issue_sleep_write(cx, t->id, &t->as_read, &t->row);
}

static bool is_described(const struct q_issue_for_digest_row *row, const struct issue_event *ev)
{
    return row->is_unhandled == ev->is_unhandled && str_eq(row->title, ev->grouping.title) &&
           str_eq(row->type, ev->grouping.type) && str_eq(row->culprit, ev->grouping.culprit) &&
           str_eq(row->location, ev->grouping.location) && str_eq(row->level, ev->level) &&
           str_eq(row->platform, ev->platform);
}

static enum status describe(struct ctx *cx, const struct issue_target *t)
{
    const struct issue_event *ev = t->latest;
    struct q_issue_describe_args args = { .id = t->id,
                                          .title = ev->grouping.title,
                                          .title_folded = str_fold(cx->arena, ev->grouping.title),
                                          .type = ev->grouping.type,
                                          .culprit = ev->grouping.culprit,
                                          .location = ev->grouping.location,
                                          .level = ev->level,
                                          .platform = ev->platform,
                                          .is_unhandled = ev->is_unhandled };

    return is_described(&t->as_read, ev) ? OK : q_issue_describe(cx, &args);
}

static enum status write_issue(struct ctx *cx, struct issue_target *t, struct stat_batch *stats)
{
    const struct issue_event *ev = t->latest;

    TRY(count_users(cx, t, stats, &t->row.user_count));
    TRY(write_status(cx, t));
    struct q_issue_count_args args = {
        .id = t->id,
        .last_seen_ms = ev->received_ms,
        .last_seen_minute = ev->received_ms / MS_PER_MINUTE,
        .events = t->events,
        .stored = t->stored,
        .user_count = t->row.user_count,
        .last_release = t->last_release,
    };
    TRY(q_issue_count(cx, &args));
    return describe(cx, t);
}

static int target_order(const void *a, const void *b)
{
    const struct issue_target *x = *(struct issue_target *const *)a;
    const struct issue_target *y = *(struct issue_target *const *)b;

    return (x->id > y->id) - (x->id < y->id);
}

/* In order of id, so that two processes never wait for each other in a circle. */
static struct issue_target **in_order(struct ctx *cx, struct issue_batch *b)
{
    struct issue_target **list = arena_array(cx->arena, struct issue_target *, b->n);
    size_t n = 0;

    for (struct issue_target *t = b->first; t != NULL; t = t->next)
        list[n++] = t;
    qsort(list, n, sizeof *list, target_order);
    return list;
}

static int tag_order(const void *a, const void *b)
{
    const struct q_issue_tag_add_row *x = a, *y = b;
    int by_key, by_value;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    if ((by_key = str_cmp(x->key, y->key)) != 0)
        return by_key;
    if ((by_value = str_cmp(x->value, y->value)) != 0)
        return by_value;
    return (x->issue_id > y->issue_id) - (x->issue_id < y->issue_id);
}

static enum status write_tags(struct ctx *cx, const struct issue_batch *b)
{
    struct q_issue_tag_add_row *rows =
        arena_array(cx->arena, struct q_issue_tag_add_row, b->n_tags);
    size_t n = 0;

    for (const struct noted_tag *t = b->tags; t != NULL; t = t->next)
        rows[n++] = t->row;
    qsort(rows, n, sizeof *rows, tag_order);
    return q_issue_tag_add(cx, rows, n);
}

enum status issue_write_all(struct ctx *cx, struct issue_batch *b, struct stat_batch *stats)
{
    struct issue_target **list = in_order(cx, b);

    TRY(write_new(cx, b, list));
    TRY(write_tags(cx, b));
    for (size_t i = 0; i < b->n; i++) {
        if (list[i]->events > 0)
            TRY(write_issue(cx, list[i], stats));
    }
    return OK;
}

size_t issue_changes(struct ctx *cx, struct issue_batch *b, struct issue_change **out)
{
    struct issue_target **list = in_order(cx, b);
    struct issue_change *changes = arena_array(cx->arena, struct issue_change, b->n);
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++) {
        const struct issue_target *t = list[i];
        if (t->events == 0)
            continue;
        const struct issue_event *ev = t->latest;
        changes[n++] = (struct issue_change){
            .project_id = t->project_id,
            .issue_id = t->id,
            .issue_uuid = t->row.uuid,
            .version = t->row.version,
            .before = t->before,
            .after = { t->row.status, ev->grouping.title, ev->level, t->row.event_count + t->events,
                       t->row.user_count, t->row.priority, ev->received_ms },
            .type = ev->grouping.type,
            .culprit = ev->grouping.culprit,
            .platform = ev->platform,
            .first_release = t->row.first_release,
            .assigned_to = t->row.assigned_to.set ? t->row.assigned_to.value : 0,
            .first_seen_ms = t->row.first_seen_ms,
            .is_priority_manual = t->row.is_priority_manual,
            .n_events = t->events,
            .is_new = t->is_new,
            .is_reopened = t->is_reopened,
            .new_tags = t->new_tags,
            .n_new_tags = t->n_new_tags,
            .event = { .release = ev->release, .from = ev },
        };
    }
    *out = changes;
    return n;
}
