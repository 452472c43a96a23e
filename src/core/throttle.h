/* core/throttle.h - slows down guessing of passwords and codes.
 *
 * Sliding windows of failures in memory, per client address and per account (the
 * folded e-mail), so that neither one address nor many can try for long. The table is
 * bounded: when it is full the oldest entry makes room. Per process, lost on restart.
 * Threads: any. */
#ifndef CORE_THROTTLE_H
#define CORE_THROTTLE_H

#include "base/base.h"

struct ctx;

enum {
    THROTTLE_WINDOW_S     = 15 * 60,
    THROTTLE_PER_ADDRESS  = 30, /* failures in a window; one office behind one address */
    THROTTLE_PER_ACCOUNT  = 10,
    THROTTLE_ENTRIES      = 4096,
};

/* Before a password is hashed: E_RATE (429) when the window is used up. */
NODISCARD enum status throttle_check(struct ctx *cx, struct str address, struct str account);
void throttle_failed(struct ctx *cx, struct str address, struct str account);
/* Forgets the account's failures; the address keeps its own. */
void throttle_succeeded(struct ctx *cx, struct str account);

#endif
