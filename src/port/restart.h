/* restart.h - the program begins anew in its own process.
 *
 * For a thread that does not come back: everything in memory is given up as if the process
 * had been killed, and main runs again under the same process number, arguments and
 * environment. Files and sockets close before. */
#ifndef PORT_RESTART_H
#define PORT_RESTART_H

#include "base/base.h"

/* argv as main got it; it must live as long as the process. */
void restart_init(char **argv);
/* Does not return: without restart_init, or when the program cannot be executed any more,
 * the process aborts. Safe in a signal handler. */
_Noreturn void restart_now(void);

#endif
