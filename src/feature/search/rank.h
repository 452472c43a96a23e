/* rank.h - which issues a stack trace belongs to, by the words they share.
 *
 * Every issue has words (issue_word.h): of type, message, culprit, and the functions and
 * files of its first event. Of a trace the type, the functions and files of the frames
 * nearest the crash and the words of the message are looked up one by one; a word counts
 * more the nearer its frame is to the crash, and the fewer issues have it. So the cost is
 * bounded by RANK_WORDS look-ups of RANK_ISSUES rows, whatever the store holds. */
#ifndef FEATURE_SEARCH_RANK_H
#define FEATURE_SEARCH_RANK_H

#include "feature/search/trace.h"

struct ctx;

enum {
    RANK_WORDS = 40,
    RANK_ISSUES = 500, /* newest ones that have a word */
    RANK_REASONS = 12,
    RANK_FOUND = 25,
};

struct rank_reason {
    struct str kind; /* type, frame, function, file, message */
    struct str text;
};
struct rank_match {
    int64_t issue_id;
    double score;
    struct rank_reason reasons[RANK_REASONS];
    size_t n_reasons;
};
/* Issues the reader may see, of a project (0 = all), the likeliest first, at most
 * RANK_FOUND; `except` is left out. One shared word of a message makes no match. */
struct rank_scope {
    int64_t project_id;
    int64_t except;
};
NODISCARD enum status rank_issues(struct ctx *cx, const struct trace *trace,
                                  const struct rank_scope *scope, struct rank_match **out,
                                  size_t *n);

#endif
