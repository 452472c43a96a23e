/* json_int.h - the node of the tree; for port/json*.c alone.
 *
 * Children of a container are one circular list through next. In an object keys
 * and values alternate: key → value → next key. A container points to its last
 * element (array) or last key (object), so that the first one is a step away and
 * appending is O(1). A node whose next is NULL lies in no container. */
#ifndef PORT_JSON_INT_H
#define PORT_JSON_INT_H

#include "port/json.h"

struct json {
    uint8_t type;  /* enum json_type; keys are JSON_STR                                */
    bool is_plain; /* string: known to need no escaping (false = unknown)             */
    bool is_true;  /* bool                                                             */
    uint32_t n;    /* bytes of string or number; elements; members                     */
    union {
        const char *text;  /* string (valid UTF-8, decoded) or number (source text)   */
        struct json *last; /* array: last element, object: last key; NULL when empty  */
    };
    struct json *next;
};

struct json_doc {
    struct arena *arena;
    struct json *root;
};

static inline bool json_is_container(const struct json *v)
{
    return v->type == JSON_ARR || v->type == JSON_OBJ;
}
static inline struct str json_text(const struct json *v)
{
    return (struct str){ v->text, v->n };
}
/* Value that ends an array or object which is not empty. */
static inline struct json *json_last_value(const struct json *container)
{
    return container->type == JSON_OBJ ? container->last->next : container->last;
}

/* A copy with what json_parse repairs in text (port/json.h) repaired; text itself,
 * *changed false, when there was nothing. E_TOO_LARGE at the arena's ceiling. */
NODISCARD enum status json_repair(struct ctx *cx, struct str text, struct str *out, bool *changed);

#endif
