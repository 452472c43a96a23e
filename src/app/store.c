/* From nothing to an open, migrated, identified store. */
#include "base/base.h"

#include "app/app.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/client_address.h"
#include "core/config.h"
#include "core/migrate.h"
#include "core/secret.h"
#include "port/crypto.h"
#include "port/db.h"
#include "port/httpc.h"

static const enum log_level levels[] = { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
static const char *const level_names[] = { "debug", "info", "warn", "error" };

enum status app_configure(struct ctx *cx)
{
    TRY(config_load(cx, feature_table));
    const struct core_config *cfg = core_config();
    TRY(client_address_init(cx, cfg->trusted_proxies));
    for (size_t i = 0; i < ARRAY_LEN(levels); i++)
        if (str_eq(cfg->log_level, str_c(level_names[i])))
            log_set_level(levels[i]);
    log_set_format(str_eq(cfg->log_format, S("json")) ? LOG_FORMAT_JSON : LOG_FORMAT_LOGFMT);
    crypto_init();
    httpc_init(cfg->allow_private_targets);
    router_init(feature_table);
    return OK;
}

/* What every opening has in common: the store is there, its secret known. */
static enum status open_handle(struct ctx *cx, struct app *app)
{
    const struct core_config *cfg = core_config();
    const struct db_options options = { .url = cfg->database_url, .data_dir = cfg->data_dir };
    *app = (struct app){ .cx = cx };
    TRY(data_dir_make(cx));
    TRY(db_store_open(cx, &options, &app->store));
    TRY(session_secret_load(cx, db_store_kind(app->store)));
    app->db = db_open(app->store);
    cx->db = app->db;
    return OK;
}

enum status app_look_at_store(struct ctx *cx, struct app *app)
{
    return open_handle(cx, app);
}

enum status app_open_store(struct ctx *cx, struct app *app)
{
    int applied = 0;
    struct str store_id;
    TRY(open_handle(cx, app));
    TRY(migrate_run(cx, &applied));
    if (applied > 0)
        LOG(INFO, "store.migrated", K_I64("steps", applied));
    return store_identity(cx, &store_id);
}

void app_close_store(struct app *app)
{
    db_close(app->db);
    db_store_close(app->store);
    if (app->cx != NULL)
        app->cx->db = NULL;
    *app = (struct app){ 0 };
}
