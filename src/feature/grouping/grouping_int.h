/* grouping_int.h - what the files of feature/grouping share; nobody else includes it. */
#ifndef FEATURE_GROUPING_GROUPING_INT_H
#define FEATURE_GROUPING_GROUPING_INT_H

#include "base/base.h"
#include "core/field.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping.h"

struct arena;
struct json;

/* --- frame.c: what a frame says about which error it is (§12.1, §12.3) --- */

struct frame {
    struct str module;   /* cleaned; "" when there is none             */
    struct str filename; /* base name, hashes removed; "" likewise     */
    struct str function; /* cleaned; "" = says nothing                 */
    struct str context;  /* the source line, blanks folded; "" = not used */
    bool is_in_app;
    bool is_ignored; /* machinery: takes no part at all            */
    bool is_used;    /* has a module, file or function to go by    */
};
void frame_read(struct arena *a, struct str event_platform, const struct json *frame,
                struct frame *out);
/* The same place again: recursion is as one call. */
bool frame_is_repeat(const struct json *frame, const struct json *before);
/* The frame a person would point at: last in-app one, else the last; NULL = none. */
struct json *frame_of_crash(struct json *frames);
/* Function name as people read it: without what compilers add. */
struct str function_clean(struct str platform, struct str name);

/* --- fingerprint_variables.c --- */

/* Parts of a client's fingerprint, variables filled in (§12.4). is_default is true for
 * {{ default }}: the parts of the algorithm go there. */
struct fingerprint_part {
    struct str text;
    bool is_default;
};
struct fingerprint_part fingerprint_expand(struct ctx *cx, const struct event *ev, struct str part);
/* Are all {{ variables }} of a text known? is_part: {{ default }} may be the whole of it.
 * *at: where the first that is not stands. */
bool fingerprint_template_is_known(struct str text, bool is_part, size_t *at);

/* --- title.c, culprit.c --- */

struct str title_of(struct ctx *cx, const struct event *ev, struct str *type);
/* Text of a message event: "" when there is none. is_template: what groups it, else
 * what people read. */
struct str message_of(const struct event *ev, bool is_template);

/* --- frame_rules.c: whose code a frame is (gosnag-domain.md §3.6) --- */

enum frame_class { FRAME_APP, FRAME_FRAMEWORK, FRAME_EXTERNAL, FRAME_CLASSES };

/* As the project's settings say them, and compiled. */
struct frame_rules {
    struct str preset; /* for the page */
    struct str_list patterns[FRAME_CLASSES];
    const struct regex **compiled[FRAME_CLASSES]; /* NULL where one cannot be compiled */
};
extern const struct field frame_rules_fields[];
/* Compiles. Patterns that are none are passed over. */
void frame_rules_ready(struct ctx *cx, struct frame_rules *rules);

/* What a frame says about itself, and what became of it. */
struct frame_verdict {
    enum frame_class class;
    struct str rule; /* the pattern that said so; absent: built in, or as it was sent */
};

/* --- mode.c: the project's mode (gosnag-domain.md §3.5) --- */

struct grouping_choices {
    struct str error; /* "normal", "by_url", "by_file" */
    struct str warning;
    struct str info;
    bool warning_as_error;
    bool has_routes;     /* canonical routes name paths            */
    bool is_codeigniter; /* whose convention does where none is    */
    struct frame_rules frames;
    struct opt_i64 version;
};

struct mode_key {
    struct str how;   /* "by_url", "by_file"          */
    struct str key;   /* what is hashed               */
    struct str text;  /* the culprit                  */
    struct str title; /* "" = that of the event       */
};
/* False: the default algorithm decides. Works on scrubbed events too; what was hidden
 * there is hidden in the texts. */
bool mode_key_of(struct ctx *cx, const struct grouping_settings *settings, const struct event *ev,
                 struct mode_key *out);

/* --- url_key.c: the request an event tells of --- */

struct url_key {
    struct str method; /* upper case, "" = not known                  */
    struct str path;   /* decoded and clean: no "..", no slash at the end */
};
/* From the request, else from the text. False: neither has a path. */
bool url_key_of(struct ctx *cx, const struct event *ev, struct url_key *out);
/* Each segment that is an id, a number or a date becomes its kind: "/cart/:int". */
struct str url_path_pattern(struct ctx *cx, struct str path);

/* --- security.c: CSP and its kin (§3.2) --- */

/* The report of such an event, NULL for all others. */
const struct json *security_report(const struct event *ev);
struct str security_title(struct ctx *cx, const struct event *ev);
struct security_parts {
    struct str directive;
    struct str host; /* blocked origin, "" when it is the page's own */
    struct str kind; /* "inline", "eval" or ""                      */
};
void security_parts(const struct json *report, struct security_parts *out);

#endif
