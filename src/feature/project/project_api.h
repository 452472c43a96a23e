/* project_api.h - handlers and body tables of this feature; the table of routes is in
 * routes_api.c. */
#ifndef FEATURE_PROJECT_PROJECT_API_H
#define FEATURE_PROJECT_PROJECT_API_H

#include "core/field.h"
#include "core/router.h"

extern const struct route project_routes[];

/* project_api.c */
extern const struct field project_body[], project_place_body[];
route_handler projects_get, projects_post, project_get, project_put, project_delete;
route_handler projects_reorder_put;
/* {scheme}://{key}@{host}/{end}, as the client sees us; absent without a Host header. */
struct str project_dsn(struct ctx *cx, const struct request *rq, struct str key, struct str end);

/* key_api.c */
extern const struct field key_fields[], keys_out[], key_body[];
route_handler project_keys_get, project_keys_post, project_key_put, project_key_delete;

/* loader_api.c */
route_handler loader_get;

/* group_api.c */
struct group {
    struct str uuid;
    struct str name;
    int64_t position;
    int64_t created_ms;
    bool has_webhook;
};
extern const struct field group_fields[], group_body[], group_status_out[];
route_handler groups_get, groups_post, group_put, group_delete;
route_handler favorites_get, favorite_put, favorite_delete;

/* The arrays of bootstrap and of GET /favorites, GET /groups. */
NODISCARD enum status group_rows(struct ctx *cx, struct field_list *out);
NODISCARD enum status favorite_uuids(struct ctx *cx, struct str_list *out);

/* bootstrap_api.c */
extern const struct field bootstrap_out[];
route_handler bootstrap_get;

#endif
