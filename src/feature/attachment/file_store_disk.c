#include "base/base.h"
#include "feature/attachment/file_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/spill.h"
#include "base/str.h"

enum {
    FOLDER_MODE = 0700,
    FILE_MODE = 0600,
    PATH_BYTES = 160, /* below the folder: day, project and two ids in hex */
    DAY_BYTES = 24,
};

static int folder = -1;

enum status file_store_disk_open(struct ctx *cx, const char *path)
{
    if (folder >= 0)
        return OK;
    if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(cx, E_BUSY, "cannot make %s: %s", path, strerror(errno));
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder >= 0 ? OK : fail(cx, E_BUSY, "cannot open %s: %s", path, strerror(errno));
}

void file_store_disk_close(void)
{
    if (folder >= 0)
        (void)close(folder);
    folder = -1;
}

static void put_hex(const struct event_id *id, char out[2 * EVENT_ID_BYTES + 1])
{
    for (size_t i = 0; i < EVENT_ID_BYTES; i++)
        (void)snprintf(out + 2 * i, 3, "%02x", id->b[i]);
}

static void day_name(int64_t day, char out[DAY_BYTES])
{
    (void)snprintf(out, DAY_BYTES, "%lld", (long long)day);
}

static void path_of(const struct file_key *key, char out[PATH_BYTES])
{
    char event[2 * EVENT_ID_BYTES + 1], id[2 * EVENT_ID_BYTES + 1];

    put_hex(&key->event_id, event);
    put_hex(&key->id, id);
    (void)snprintf(out, PATH_BYTES, "%lld/%lld-%s-%s", (long long)key->day,
                   (long long)key->project_id, event, id);
}

/* "PROJECT-EVENT-ID" back into its parts. */
static bool parse_name(struct str name, struct file_key *out)
{
    struct str project, event;

    return str_split(&name, '-', &project) && str_split(&name, '-', &event) &&
           str_i64(project, &out->project_id) &&
           str_unhex(event, out->event_id.b, EVENT_ID_BYTES) &&
           str_unhex(name, out->id.b, EVENT_ID_BYTES);
}

static bool sync_folder(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        (void)close(fd);
    return ok;
}

static bool make_day(int64_t day)
{
    char name[DAY_BYTES];

    day_name(day, name);
    if (mkdirat(folder, name, FOLDER_MODE) != 0)
        return errno == EEXIST;
    return fsync(folder) == 0;
}

static enum status disk_put(struct ctx *cx, const struct file_key *key, struct str bytes,
                            const struct spill *from)
{
    char path[PATH_BYTES], day[DAY_BYTES];

    path_of(key, path);
    day_name(key->day, day);
    int fd = make_day(key->day)
                 ? openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE)
                 : -1;
    if (fd >= 0 && spill_copy_out(fd, bytes, from) && fdatasync(fd) == 0 &&
        sync_folder(folder, day)) {
        (void)close(fd);
        return OK;
    }
    int why = errno;
    if (fd >= 0) {
        (void)close(fd);
        (void)unlinkat(folder, path, 0);
    }
    return fail(cx, E_BUSY, "an attachment cannot be written: %s", strerror(why));
}

static enum status disk_open(struct ctx *cx, const struct file_key *key, int *fd, uint64_t *len)
{
    char path[PATH_BYTES];
    struct stat st;

    path_of(key, path);
    *fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return fail(cx, E_MISSING, "the file is gone");
    if (fstat(*fd, &st) != 0) {
        (void)close(*fd);
        return fail(cx, E_INTERNAL, "cannot read an attachment: %s", strerror(errno));
    }
    *len = (uint64_t)st.st_size;
    return OK;
}

static void disk_remove(const struct file_key *key)
{
    char path[PATH_BYTES];

    path_of(key, path);
    if (unlinkat(folder, path, 0) != 0 && errno != ENOENT)
        LOG(WARN, "attachment.remove_failed", K_CZ("file", path), K_CZ("why", strerror(errno)));
}

static void close_dir(DIR **d)
{
    if (*d != NULL)
        (void)closedir(*d);
}

static DIR *open_dir(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;

    if (fd >= 0 && d == NULL)
        (void)close(fd);
    return d;
}

static enum status each_of_day(struct ctx *cx, const char *name, int64_t before_ms,
                               file_visit *visit, void *arg)
{
    DIR *d SCOPED(close_dir) = open_dir(folder, name);
    struct file_key key;
    const struct dirent *entry;
    struct stat st;

    if (d == NULL || !str_i64(str_c(name), &key.day))
        return OK;
    while ((entry = readdir(d)) != NULL) {
        bool is_ours =
            parse_name(str_c(entry->d_name), &key) && fstatat(dirfd(d), entry->d_name, &st, 0) == 0;
        if (is_ours && (int64_t)st.st_mtime * MS_PER_SECOND < before_ms)
            TRY(visit(cx, arg, &key));
    }
    /* Of a day whose files are all gone; it stays when it is not empty. */
    if (key.day < clock_day(before_ms))
        (void)unlinkat(folder, name, AT_REMOVEDIR);
    return OK;
}

static enum status disk_each(struct ctx *cx, int64_t before_ms, file_visit *visit, void *arg)
{
    DIR *d SCOPED(close_dir) = open_dir(folder, ".");
    const struct dirent *entry;

    if (d == NULL)
        return fail(cx, E_BUSY, "cannot list attachments: %s", strerror(errno));
    while ((entry = readdir(d)) != NULL)
        if (entry->d_name[0] != '.')
            TRY(each_of_day(cx, entry->d_name, before_ms, visit, arg));
    return OK;
}

const struct file_store *file_store(void)
{
    static const struct file_store disk = { disk_put, disk_open, disk_remove, disk_each };

    return &disk;
}
