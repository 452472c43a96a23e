#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/attachment/attachment_int.h"
#include "feature/ingest/item_sink.h"

enum { ATTACHMENTS = 30 };

static struct attachment_config config = { .per_event = ATTACHMENTS };

const struct attachment_config *attachment_config(void)
{
    return &config;
}

static const struct setting attachment_settings[] = {
    SETTING_BYTES("ATTACHMENT_MAX_BYTES", &config.max_bytes, "20MiB", 1 << 10, LIMIT_BODY_BYTES,
                  "Largest file of an event that is kept; a larger one is noted, the event kept."),
    SETTING_BYTES("ATTACHMENTS_MAX_BYTES", &config.project_max_bytes, "10GiB", 1 << 20, INT64_MAX,
                  "Bytes of files that are kept for one project; further ones are dropped."),
    SETTING_I64("ATTACHMENTS_PER_EVENT", &config.per_event, "30", 0, ATTACHMENTS_MOST,
                "Files of one event that are kept; further ones are dropped and counted."),
    SETTING_STR("ATTACHMENT_DIR", &config.dir, "",
                "Folder for files of events; empty: DATA_DIR/attachments. Several processes on one "
                "store need a shared one (NFS), else each shows only what it digested itself."),
    SETTING_END,
};

static const struct item_sink attachment_items[] = {
    /* Those over ATTACHMENT_MAX_BYTES are noted: prepare sees them. */
    { .type = "attachment",
      .category = "attachment",
      .per_envelope = &config.per_event,
      .has_event_id = true,
      .prepare = attachment_prepare,
      .store = attachment_store },
    { .type = "unreal_report", /* a crash of that engine: kept as it came */
      .category = "attachment",
      .per_envelope = &config.per_event,
      .has_event_id = true,
      .prepare = attachment_prepare,
      .store = attachment_store },
    { 0 },
};

enum status attachment_open_files(struct ctx *cx)
{
    struct str dir = config.dir;

    if (dir.len == 0)
        dir = str_printf(cx->arena, "%.*s/attachments", FMT(core_config()->data_dir));
    return file_store_disk_open(cx, str_cz(cx->arena, dir));
}

static void attachment_stop(struct ctx *cx)
{
    (void)cx;
    file_store_disk_close();
}

const struct feature feature_attachment = {
    .name = "attachment",
    .settings = attachment_settings,
    .routes = attachment_routes,
    .params = attachment_params,
    .jobs = attachment_jobs,
    .items = attachment_items,
    .start = attachment_open_files,
    .stop = attachment_stop,
};
