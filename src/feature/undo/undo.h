/* undo.h - writes that their author can take back: for ten minutes, once.
 *
 * Whoever writes notes, in the same transaction, what each object was before and the
 * version it has now; the answer carries the token (undo_answer, undo_api.h):
 *
 *     struct undo undo = { 0 };
 *     TRY(tx_begin(cx, &tx));
 *     … for each object: write it, TRY(undo_add(cx, &undo, &object)) …
 *     TRY(tx_commit(&tx));
 *     undo_answer(rs, &undo);
 *
 * POST /undo/{token} gives the objects back to the feature that registered their kind
 * (struct feature, `undoes`), the last one first, in one transaction. An object that
 * somebody has changed since is left alone and named with who did it and when; when that
 * holds for all of them nothing is done: 409 "undo_conflict" (decisions.md §3). More than
 * 500 objects are taken back by a job: 202.
 *
 * What is noted lies in the store: any process of a cluster undoes, also after a restart.
 * Only people get a token: neither project tokens nor the program itself can come back
 * with one. */
#ifndef FEATURE_UNDO_UNDO_H
#define FEATURE_UNDO_UNDO_H

#include "core/feature.h"

enum {
    UNDO_LIFE_MS = 10 * 60 * 1000,
    UNDO_OBJECTS_MAX = 10000,
};

/* Begins as { 0 }. The row is made with its first object; no object, no token. */
struct undo {
    int64_t id;
    struct str token; /* absent: there is nothing, or nobody, to undo it */
    int64_t n;        /* objects */
};

struct undo_object {
    const char *kind;   /* of a struct undo_kind; a literal             */
    int64_t project_id; /* 0 = of none                                  */
    int64_t object_id;
    int64_t version; /* as the write leaves it                       */
    struct str was;  /* JSON: what restore needs                     */
};
NODISCARD enum status undo_add(struct ctx *cx, struct undo *undo, const struct undo_object *object);

/* Writes that go on for long note from several transactions and hand the token out at the
 * end. Between two of these it stands in their state: "id n token", "" = nothing was noted. */
struct str undo_state(struct ctx *cx, const struct undo *undo);
/* At the beginning of each: good for ten minutes from now. What has expired since the last
 * (nobody had time for so long) cannot be taken back any more: *out begins anew. */
NODISCARD enum status undo_resume(struct ctx *cx, struct str state, struct undo *out);
/* "" = none: nothing can be taken back. */
struct str undo_token(const struct undo *undo);

/* Why an object was left as it is. */
struct undo_refusal {
    struct str id;     /* its uuid                                     */
    struct str reason; /* "changed", "gone", …; absent = it was restored */
    struct str by;     /* who changed it: a user's uuid; absent = not a person */
    int64_t at_ms;     /* when; 0 = not known                          */
};

/* How objects of a kind are restored; ended by kind == NULL. */
struct undo_kind {
    const char *kind;
    /* Locks the rows of all objects of the kind, so that none waits for another in a
     * circle; NULL = restore locks its own. */
    enum status (*lock)(struct ctx *cx, const struct undo_object *objects, size_t n);
    /* In the transaction. Always sets out->id; out->reason when it leaves the object. */
    enum status (*restore)(struct ctx *cx, const struct undo_object *object,
                           struct undo_refusal *out);
    /* After the commit, for each that was restored: the live stream. NULL = nobody. */
    void (*tell)(struct ctx *cx, const struct undo_object *object);
};

extern const struct feature feature_undo;

#endif
