/* port/regex.h - regular expressions that a project sets (PCRE2 behind it).
 *
 * The language is RE2's: what cannot be searched in linear time (references back, looking
 * around, recursion) is refused, so that a pattern means the same to every program that
 * reads GoSnag's settings. A search is bounded all the same: one that takes too many steps
 * finds nothing.
 *
 * Searches are without case unless asked otherwise.
 *
 * Memory: the pattern in cx->arena, the compiled code with it until that arena is reset.
 * Threads: one at a time per pattern. */
#ifndef PORT_REGEX_H
#define PORT_REGEX_H

#include "base/base.h"

struct ctx;
struct regex;

/* E_INVALID says what is wrong and at which byte. */
NODISCARD enum status regex_compile(struct ctx *cx, struct str pattern, struct regex **out);
/* With case, as patterns of conditions are; "(?i)" makes one without. */
NODISCARD enum status regex_compile_cased(struct ctx *cx, struct str pattern, struct regex **out);
/* E_INVALID: some text makes a search for it give up. Tried are long runs of letters, digits
 * and blanks, and of what the pattern itself is written with: where patterns that backtrack
 * without end do so. */
NODISCARD enum status regex_probe(struct ctx *cx, const struct regex *re, struct str pattern);
/* What the compiled code takes, beside the arena. */
size_t regex_bytes(const struct regex *re);
/* Does it occur in text? Bytes that are no UTF-8 match nothing. */
bool regex_search(const struct regex *re, struct str text);

#endif
