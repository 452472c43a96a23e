/* comment.h - what people say about an issue.
 *
 * Comments are Markdown, kept as written, oldest first, with one level of replies. Their
 * author or an admin may change and delete them; an answer to a deleted comment stays. They
 * move with their issue when it is merged and go back when it is taken out again.
 *
 * Who is mentioned follows the issue from then on and is told; followers are told
 * (feature/notify). Memory: cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_COMMENT_COMMENT_H
#define FEATURE_COMMENT_COMMENT_H

#include "core/feature.h"

struct issue_ref;

enum { COMMENT_MENTIONS = 50 /* looked at in one comment */ };

struct comment {
    struct str id;
    struct str issue_id;
    struct str parent_id; /* absent = no answer */
    struct str user_id;
    struct str user_name;
    struct str user_email;
    struct str user_avatar;
    struct str body;
    int64_t version;
    int64_t created_ms;
    int64_t updated_ms;
};

/* Oldest first, answers in their place by time. */
NODISCARD enum status comment_list(struct ctx *cx, const struct issue_ref *issue,
                                   struct comment **out, size_t *n);

struct comment_new {
    struct str body;
    struct str parent; /* uuid; absent or "" = none */
};
/* By cx->actor, a person. E_INVALID: nothing in it, an answer to an answer; E_MISSING: no
 * such parent. */
NODISCARD enum status comment_add(struct ctx *cx, const struct issue_ref *issue,
                                  const struct comment_new *in, struct comment *out);

struct comment_edit {
    struct str id; /* uuid */
    struct str body;
    struct opt_i64 version; /* E_CONFLICT "stale" when it is not the comment's */
};
/* E_MISSING: not of this issue; E_DENIED: not the actor's, who is no admin either. Mentions
 * that are new tell whom they name. */
NODISCARD enum status comment_change(struct ctx *cx, const struct issue_ref *issue,
                                     const struct comment_edit *edit, struct comment *out);
NODISCARD enum status comment_remove(struct ctx *cx, const struct issue_ref *issue,
                                     struct str id);

/* Tokens of a text that may name somebody: `@[Name](user:UUID)` gives the uuid, `@word` the
 * word without what ends a sentence; none in code and in mail addresses. Returns how many,
 * COMMENT_MENTIONS at most, each once. */
struct mention {
    struct str token;
    bool is_uuid;
};
size_t mention_find(struct ctx *cx, struct str body, struct mention *out);
/* The text with `@[Name](user:UUID)` as `@Name`: for whoever reads it as plain text. */
struct str mention_plain(struct ctx *cx, struct str body);

extern const struct feature feature_comment;

#endif
