/* inbound_int.h - what the files of this folder share. */
#ifndef FEATURE_INBOUND_INBOUND_INT_H
#define FEATURE_INBOUND_INBOUND_INT_H

#include "core/field.h"
#include "feature/inbound/inbound.h"

struct inbound_settings {
    struct str_list addresses; /* addresses and networks                 */
    struct str_list user_agents;
    struct str_list releases;
    struct str_list environments;
    struct str_list messages;
    struct str_list error_types;
    struct str_list allowed_origins; /* empty = any                            */
    bool browser_extensions;
    bool localhost;
    bool web_crawlers;
    bool health_checks;
    struct opt_i64 version;
};

/* Gives the memory of the accept side back. */
void inbound_release(void);

/* --- known noise (inbound_noise.c) --- */

/* A frame of an extension, or words only extensions throw. */
bool noise_is_extension(const struct event *ev);
bool noise_is_crawler(struct str user_agent);
/* The page, or the person, is on the developer's own machine. */
bool noise_is_localhost(const struct event *ev);

#endif
