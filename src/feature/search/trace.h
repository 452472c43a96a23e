/* trace.h - a stack trace as people paste it, read into frames.
 *
 * The printed forms of Python, Java (and Kotlin), JavaScript, Go, Ruby, PHP, .NET and Rust.
 * Which one it is, the lines say: the language most of whose lines are frames. Text around
 * it (a log's, a mail's) is passed over. Of a chain of exceptions the frames are those of
 * the one a Sentry SDK shows: Python's last, Java's and .NET's first.
 *
 * Memory: strings point into the text. */
#ifndef FEATURE_SEARCH_TRACE_H
#define FEATURE_SEARCH_TRACE_H

#include "base/base.h"

enum trace_language {
    TRACE_NONE,
    TRACE_PYTHON,
    TRACE_JAVA,
    TRACE_GO,
    TRACE_RUBY,
    TRACE_PHP,
    TRACE_DOTNET,
    TRACE_RUST,
    TRACE_JAVASCRIPT, /* the most lenient form: last, so that others go first */
};

struct trace_frame {
    struct str function; /* the last part of its name; absent = unknown */
    struct str file;     /* as printed; absent = unknown                */
    int64_t line;        /* 0 = unknown                                 */
};

enum { TRACE_FRAMES = 64, TRACE_LINES = 2000 };

struct trace {
    enum trace_language language;
    struct str type;    /* of the exception; absent = not found */
    struct str message;
    struct trace_frame frames[TRACE_FRAMES]; /* nearest the crash first; farther ones are cut */
    size_t n;
};

/* False: there is no frame in it. Reads TRACE_LINES lines. */
bool trace_read(struct str text, struct trace *out);
/* "python", …; "" for none. */
const char *trace_language_name(enum trace_language language);

#endif
