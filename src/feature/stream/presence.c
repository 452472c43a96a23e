#include "base/base.h"

#include "feature/stream/presence.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/live.h"
#include "feature/stream/reader.h"
#include "port/jsonw.h"

enum {
    PRESENT_MAX = 2048, /* people at issues, of all processes; more are not shown */
    LEAVE_AFTER_MS = 3000,
    TELL_EVERY_MS = 15 * MS_PER_SECOND,
    GONE_AFTER_MS = 45 * MS_PER_SECOND,
    AGAIN_AFTER_MS = 2000, /* longer than another process keeps its "gone" back */
    PATCH_BYTES = 1 << 10,
};

/* One person at one issue. */
struct present {
    bool is_used;
    bool is_here;     /* has a stream of this process                     */
    int64_t seen_ms;  /* here: a stream was open; else: last heard of him */
    int64_t told_ms;  /* the other processes, last                        */
    int64_t again_ms; /* the streams are told then that he is here; 0 = they know */
    char issue[READER_UUID + 1];
    char user[READER_UUID + 1];
    char name[READER_NAME + 1];
};

static struct lock presence_lock = LOCK_INIT(LOCK_PRESENCE);
static struct present everybody[PRESENT_MAX] GUARDED_BY(presence_lock);
static uint64_t last_reader; /* the scheduler's: readers up to here were told who is there */

/* --- the table ------------------------------------------------------------- */

static struct present *find(const char *issue, const char *user, bool is_made)
    REQUIRES(presence_lock)
{
    struct present *place = NULL;
    for (size_t i = 0; i < PRESENT_MAX; i++) {
        struct present *p = &everybody[i];
        if (!p->is_used && place == NULL)
            place = p;
        if (p->is_used && strcmp(p->issue, issue) == 0 && strcmp(p->user, user) == 0)
            return p;
    }
    if (!is_made || place == NULL)
        return NULL;
    *place = (struct present){ .is_used = true };
    (void)snprintf(place->issue, sizeof place->issue, "%s", issue);
    (void)snprintf(place->user, sizeof place->user, "%s", user);
    return place;
}

/* --- telling --------------------------------------------------------------- */

static void tell_streams(struct ctx *cx, const struct present *p, const char *op)
{
    struct buf b;
    struct jsonw w;
    buf_init(&b, cx->arena, PATCH_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "issue_id", str_c(p->issue));
    jsonw_key_str(&w, "user_id", str_c(p->user));
    jsonw_key_str(&w, "name", str_c(p->name));
    jsonw_end(&w);
    live_publish(&(struct live_message){ .event = "presence",
                                         .topic = str_printf(cx->arena, "presence:%s", p->issue),
                                         .id = str_c(p->user),
                                         .op = op,
                                         .patch = buf_str(&b) });
}

/* "here ISSUE USER NAME" or "gone ISSUE USER NAME". A failure is made good by the next
 * time, or by the 45 s. */
static void tell_processes(struct ctx *cx, const struct present *p, const char *word)
{
    struct str text = str_printf(cx->arena, "%s %s %s %s", word, p->issue, p->user, p->name);
    if (cluster_tell(cx, PRESENCE_TOPIC, text) != OK)
        err_clear(&cx->err);
}

/* --- once a second --------------------------------------------------------- */

/* Marks who has a stream here. True: he has just come. */
static bool mark_here(const struct reader *r, const char *issue, struct present *out)
{
    int64_t now_ms = clock_monotonic_ms();
    lock_take(&presence_lock);
    struct present *p = find(issue, r->user, true);
    bool is_new = p != NULL && p->seen_ms == 0;
    if (p != NULL) {
        p->is_here = true;
        p->seen_ms = now_ms;
        (void)snprintf(p->name, sizeof p->name, "%s", r->name);
        *out = *p;
    }
    lock_give(&presence_lock);
    return is_new;
}

/* Copies those at an issue, or all for NULL. */
static size_t list(struct ctx *cx, const char *issue, struct present **out)
{
    size_t n = 0;
    *out = NULL;
    lock_take(&presence_lock);
    for (size_t i = 0; i < PRESENT_MAX; i++)
        n += everybody[i].is_used;
    if (n > 0)
        *out = arena_array(cx->arena, struct present, n);
    n = 0;
    for (size_t i = 0; i < PRESENT_MAX; i++)
        if (everybody[i].is_used && (issue == NULL || strcmp(everybody[i].issue, issue) == 0))
            (*out)[n++] = everybody[i];
    lock_give(&presence_lock);
    return n;
}

static void forget(const struct present *p)
{
    lock_take(&presence_lock);
    struct present *found = find(p->issue, p->user, false);
    if (found != NULL && found->seen_ms == p->seen_ms)
        found->is_used = false;
    lock_give(&presence_lock);
}

static void greet(struct ctx *cx, const char *issue)
{
    struct present *there;
    size_t n = list(cx, issue, &there);
    for (size_t i = 0; i < n; i++)
        tell_streams(cx, &there[i], "new");
}

static void take_in(struct ctx *cx, const struct reader *r)
{
    for (size_t i = 0; r->user[0] != '\0' && i < r->n_issues; i++) {
        struct present p;
        if (mark_here(r, r->issues[i], &p) && r->number <= last_reader)
            tell_streams(cx, &p, "new"); /* else greet says it */
    }
    for (size_t i = 0; r->number > last_reader && i < r->n_issues; i++)
        greet(cx, r->issues[i]);
}

static void note_told(const struct present *p)
{
    lock_take(&presence_lock);
    struct present *found = find(p->issue, p->user, false);
    if (found != NULL)
        found->told_ms = clock_monotonic_ms();
    lock_give(&presence_lock);
}

/* After the "gone" of a process that he left; ours, said at once, might come before it. */
static void tell_again(struct ctx *cx, const struct present *p)
{
    lock_take(&presence_lock);
    struct present *found = find(p->issue, p->user, false);
    if (found != NULL)
        found->again_ms = 0;
    lock_give(&presence_lock);
    tell_streams(cx, p, "new");
}

static void look_after(struct ctx *cx, const struct present *p)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t patience_ms = p->is_here ? LEAVE_AFTER_MS : GONE_AFTER_MS;
    if (now_ms - p->seen_ms > patience_ms) {
        forget(p);
        tell_streams(cx, p, "gone");
        if (p->is_here)
            tell_processes(cx, p, "gone");
    } else if (p->is_here && (p->told_ms == 0 || now_ms - p->told_ms >= TELL_EVERY_MS)) {
        tell_processes(cx, p, "here");
        note_told(p);
    } else if (p->is_here && p->again_ms != 0 && now_ms >= p->again_ms) {
        tell_again(cx, p);
    }
}

void presence_tick(struct ctx *cx)
{
    struct reader *readers;
    struct present *all;
    uint64_t newest = last_reader;
    size_t n = reader_list(cx, &readers);

    for (size_t i = 0; i < n; i++) {
        take_in(cx, &readers[i]);
        newest = readers[i].number > newest ? readers[i].number : newest;
    }
    last_reader = newest;
    n = list(cx, NULL, &all);
    for (size_t i = 0; i < n; i++)
        look_after(cx, &all[i]);
}

/* --- other processes ------------------------------------------------------- */

static bool split_word(struct ctx *cx, struct str *rest, const char **out)
{
    size_t blank = str_find_char(*rest, ' ');
    if (blank == rest->len || blank > READER_UUID)
        return false;
    *out = str_cz(cx->arena, str_to(*rest, blank));
    *rest = str_from(*rest, blank + 1);
    return true;
}

/* No name: he left a process, and may be here still. */
static void hear_of(const char *issue, const char *user, struct str name)
{
    int64_t now_ms = clock_monotonic_ms();
    bool is_gone = name.p == NULL;
    lock_take(&presence_lock);
    struct present *p = find(issue, user, !is_gone);
    if (p != NULL && !p->is_here) {
        p->seen_ms = now_ms;
        p->is_used = !is_gone;
        if (!is_gone)
            (void)snprintf(p->name, sizeof p->name, "%.*s", FMT(str_utf8_clip(name, READER_NAME)));
    } else if (p != NULL && is_gone) {
        p->again_ms = now_ms + AGAIN_AFTER_MS;
    }
    lock_give(&presence_lock);
}

enum status presence_heard(struct ctx *cx, struct str argument, bool is_own)
{
    const char *word, *issue, *user;
    struct str rest = argument;

    if (is_own || argument.len == 0)
        return OK; /* missed news come again within 15 s */
    if (!split_word(cx, &rest, &word) || !split_word(cx, &rest, &issue) ||
        !split_word(cx, &rest, &user))
        return OK; /* of another version of the program */
    hear_of(issue, user, strcmp(word, "gone") == 0 ? (struct str){ NULL, 0 } : rest);
    return OK;
}
