/* trace_int.h - between the reader of stack traces and its forms. */
#ifndef FEATURE_SEARCH_TRACE_INT_H
#define FEATURE_SEARCH_TRACE_INT_H

#include "feature/search/trace.h"

/* Where a form stands in its text. */
struct trace_state {
    struct trace *out;
    struct str pending; /* a function whose place is in the next line */
    struct str line;    /* as it is, without its line end             */
    struct str trimmed; /* … without blanks around it                 */
    bool is_done;       /* what follows is the cause of it            */
    bool wants_message; /* the next line is the message               */
};

/* A frame nearer the crash was printed before this one. */
void trace_add(struct trace_state *s, struct trace_frame frame);
/* "Type: message" or "Type" alone, where the type looks like one; sets both. */
bool trace_take_head(struct trace_state *s, struct str text);
/* "file:12:5" or "file:12" → file and line. False: there is no number behind it. */
bool trace_take_place(struct str text, struct str *file, int64_t *line);
/* Behind the last of these characters. */
struct str trace_last_part(struct str name, const char *separators);

/* trace_forms.c: reads one line. */
typedef void trace_form(struct trace_state *s);
trace_form trace_python, trace_java, trace_javascript, trace_go, trace_ruby, trace_php,
    trace_dotnet, trace_rust;

#endif
