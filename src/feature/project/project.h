/* project.h - what events and issues belong to.
 *
 * A project has a number (in the DSN, never used twice), a uuid (on the wire), a slug and
 * a short prefix (in addresses; former ones keep resolving). Its settings are one row;
 * secrets among them are sealed and never leave the program.
 *
 * A deleted project is gone at once for everybody; its issues are tombstones and its
 * events go with retention. */
#ifndef FEATURE_PROJECT_PROJECT_H
#define FEATURE_PROJECT_PROJECT_H

#include "core/feature.h"

struct ctx;

/* A project that the program makes itself; slug and prefix follow from the name. *id is
 * its number. Ends its own transaction. */
NODISCARD enum status project_new(struct ctx *cx, struct str name, int64_t *id);

/* The Slack address of the project's group; "" = none. */
NODISCARD enum status project_group_webhook(struct ctx *cx, int64_t project_id, struct str *out);

/* A secret as it is kept, and back; "" for "", and for one sealed with another SESSION_SECRET. */
struct str project_secret_seal(struct ctx *cx, struct str plain);
struct str project_secret_open(struct ctx *cx, struct str box);

extern const struct feature feature_project;
extern const struct route_param project_params[];

#endif
