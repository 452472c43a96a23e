/* trace - the reader of pasted stack traces over any bytes: what it finds lies inside the
 * text, and no more than it has room for. */
#include "base/base.h"

#include <stdlib.h>

#include "base/str.h"
#include "feature/search/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void must_lie_in(struct str part, struct str text)
{
    if (str_is_null(part) || str_eq(part, S("panic")))
        return;
    must(part.p >= text.p && part.p + part.len <= text.p + text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_make((const char *)data, size);
    struct trace t;

    must(trace_read(text, &t) == (t.n > 0));
    must(t.n <= TRACE_FRAMES);
    must_lie_in(t.type, text);
    must_lie_in(t.message, text);
    for (size_t i = 0; i < t.n; i++) {
        must_lie_in(t.frames[i].function, text);
        must_lie_in(t.frames[i].file, text);
        must(t.frames[i].line >= 0);
    }
    return 0;
}
