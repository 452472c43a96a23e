/* share.h - the memory that all requests in flight have in common (storage.md §2).
 *
 * A counting gate of LIMIT_INFLIGHT_BYTES over request bodies and what they inflate to.
 * Whoever grows takes its share first and gives it back; when none is left the request
 * is answered 503, so that many large requests cannot use up the machine.
 * Threads: any; one atomic number. */
#ifndef BASE_SHARE_H
#define BASE_SHARE_H

#include "base/base.h"

/* False: no room, nothing was taken. */
NODISCARD bool share_take(size_t bytes);
void share_give(size_t bytes);

#endif
