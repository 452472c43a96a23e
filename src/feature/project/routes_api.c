/* routes_api.c - the table of routes; the handlers are in the other *_api.c files. */
#include "base/base.h"

#include "core/router.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"

#define V1 "/api/v1"

const struct route project_routes[] = {
    { GET, V1 "/me/bootstrap", SCOPE_OWN, NULL, bootstrap_out, bootstrap_get, NULL,
      "All the page needs to paint: the reader, projects with figures, groups, preferences." },

    { GET, V1 "/projects", SCOPE_READ, NULL, project_item_fields, projects_get, "list_projects",
      "All projects with their figures, in people's order.", .flags = ROUTE_LIST },
    { POST, V1 "/projects", SCOPE_ADMIN, project_body, project_detail_fields, projects_post, NULL,
      "Makes a project and its first DSN key.", .flags = ROUTE_CREATED },
    { PUT, V1 "/projects/reorder", SCOPE_ADMIN, project_place_body, NULL, projects_reorder_put,
      NULL, "Sets positions; ids of no project are passed over.",
      .flags = ROUTE_BODY_RAW | ROUTE_BODY_LIST | ROUTE_NO_CONTENT },
    { GET, V1 "/projects/{project}", SCOPE_READ, NULL, project_detail_fields, project_get,
      "get_project", "One project with its DSN." },
    { PUT, V1 "/projects/{project}", SCOPE_ADMIN, project_body, project_fields, project_put, NULL,
      "Changes settings; what is not sent stays. A stale version is refused with 409." },
    { DELETE, V1 "/projects/{project}", SCOPE_ADMIN, NULL, NULL, project_delete, NULL,
      "Deletes a project with everything in it.", .flags = ROUTE_NO_CONTENT | ROUTE_GONE_OK },
    { GET, V1 "/projects/{project}/keys", SCOPE_READ, NULL, keys_out, project_keys_get, NULL,
      "The DSN keys of a project, oldest first." },
    { POST, V1 "/projects/{project}/keys", SCOPE_ADMIN, key_body, key_fields, project_keys_post,
      NULL, "Makes another DSN key.", .flags = ROUTE_BODY_OPT | ROUTE_CREATED },
    { PUT, V1 "/projects/{project}/keys/{key}", SCOPE_ADMIN, key_body, key_fields, project_key_put,
      NULL, "Renames a DSN key, or switches it off and on." },
    { DELETE, V1 "/projects/{project}/keys/{key}", SCOPE_ADMIN, NULL, NULL, project_key_delete,
      NULL, "Deletes a DSN key; the last one of a project stays.", .flags = ROUTE_NO_CONTENT },

    { GET, "/js-sdk-loader/{loader_file}", SCOPE_PUBLIC, NULL, NULL, loader_get, NULL,
      "The JavaScript loader of a DSN key.", .flags = ROUTE_ON_LOOP | ROUTE_HIDDEN },

    { GET, V1 "/groups", SCOPE_READ, NULL, group_fields, groups_get, NULL, "Groups of projects.",
      .flags = ROUTE_LIST },
    { POST, V1 "/groups", SCOPE_ADMIN, group_body, group_fields, groups_post, NULL,
      "Makes a group, the last in order.", .flags = ROUTE_CREATED },
    { PUT, V1 "/groups/{group}", SCOPE_ADMIN, group_body, group_fields, group_put, NULL,
      "Renames a group, sets or clears its webhook." },
    { DELETE, V1 "/groups/{group}", SCOPE_ADMIN, NULL, group_status_out, group_delete, NULL,
      "Deletes a group; its projects stay." },

    { GET, V1 "/favorites", SCOPE_OWN, NULL, NULL, favorites_get, NULL,
      "The ids of the own favourite projects." },
    { PUT, V1 "/projects/{project}/favorite", SCOPE_OWN, NULL, group_status_out, favorite_put, NULL,
      "Makes a project one's favourite." },
    { DELETE, V1 "/projects/{project}/favorite", SCOPE_OWN, NULL, group_status_out, favorite_delete,
      NULL, "Takes a project off one's favourites." },
    { 0 },
};
