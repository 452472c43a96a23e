/* stencil.h - a whole request made of an event's JSON, with places to fill in.
 *
 * The places have a fixed width, so that making a request is one copy and a few
 * bytes. Whatever is wrong with a file ends the program with words. */
#ifndef TESTS_LOAD_STENCIL_H
#define TESTS_LOAD_STENCIL_H

#include "base/base.h"
#include "base/id.h"

enum {
    STENCIL_ID_BYTES = 2 * EVENT_ID_BYTES,
    STENCIL_TIME_BYTES = sizeof("2026-11-24T10:00:00.000000Z") - 1,
    STENCIL_TYPE_BYTES = sizeof("Type00000") - 1,
    STENCIL_ISSUE_DIGITS = sizeof("00000") - 1,
    STENCIL_MAX = 1 << 20, /* bytes of a request */
};

struct stencil {
    char *p; /* head and body of the HTTP request */
    size_t len;
    /* Offsets of what is to be filled in. */
    size_t head_id; /* event id in the envelope's header */
    size_t id;      /* the same in the event             */
    size_t time;
    size_t type; /* of the last exception; 0 = none   */
    /* Where the head's last line (Content-Length) and the body begin. */
    size_t length_line;
    size_t body;
};

struct stencil_target {
    const char *host;
    uint16_t port;
    int64_t project;
    const char *key;
};

void stencil_load(struct stencil *s, const char *path, const struct stencil_target *to);

/* Prints both and ends the program. */
NORETURN void die(const char *what, const char *which);

#endif
