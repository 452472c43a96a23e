/* app.h - what the files of the program itself share. */
#ifndef APP_APP_H
#define APP_APP_H

#include "core/feature.h"

struct ctx;
struct db;
struct db_store;

/* Exit codes; --help prints them. */
enum exit_code {
    EXIT_OK = 0,
    EXIT_FAILED = 1,      /* the work could not be done                      */
    EXIT_WRONG_USAGE = 2, /* the command line is wrong                       */
    EXIT_BAD_CONFIG = 3,  /* a setting, the data folder or the secret        */
    EXIT_NO_STORE = 4,    /* the store or the data folder is away, newer, another's, or in
                             use by another process                          */
};

/* The process's arena (settings, tables) and the way to the store. */
struct app {
    struct ctx *cx;
    struct db_store *store;
    struct db *db;
};

/* Settings, logging, crypto, data folder, route tables. */
NODISCARD enum status app_configure(struct ctx *cx);
/* Store, migration, identity, secret; cx->db is set. */
NODISCARD enum status app_open_store(struct ctx *cx, struct app *app);
/* The same without migration and identity: the store stays as it is. */
NODISCARD enum status app_look_at_store(struct ctx *cx, struct app *app);
void app_close_store(struct app *app);

/* `gosnag` and `gosnag serve`: until SIGTERM or SIGINT. Returns an exit code. */
int app_serve(struct ctx *cx);

/* The whole command line. commit: for --version. */
int app_main(int argc, char **argv, const char *commit);

#endif
