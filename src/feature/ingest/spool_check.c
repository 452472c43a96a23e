#include "base/base.h"
#include "feature/ingest/spool_check.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/str.h"
#include "core/config.h"

enum { BYTES_PER_MIB = 1 << 20 };

struct found {
    int segments;
    int damaged;
    int64_t bytes;
};

static struct found look(struct ctx *cx, DIR *folder, const char *path)
{
    struct found f = { 0 };
    const struct dirent *entry;

    while ((entry = readdir(folder)) != NULL) {
        struct str name = str_c(entry->d_name);
        struct stat st;
        f.segments += str_ends(name, S(".seg"));
        f.damaged += str_ends(name, S(".damaged"));
        struct str file = str_printf(cx->arena, "%s/%s", path, entry->d_name);
        if (stat(str_cz(cx->arena, file), &st) == 0 && S_ISREG(st.st_mode))
            f.bytes += st.st_size;
    }
    return f;
}

enum status spool_check(struct ctx *cx, struct str *words)
{
    const char *path =
        str_cz(cx->arena, str_printf(cx->arena, "%.*s/spool", FMT(core_config()->data_dir)));
    DIR *folder = opendir(path);

    if (folder == NULL && errno == ENOENT) {
        *words = S("not made yet: the first start makes it");
        return OK;
    }
    if (folder == NULL || access(path, W_OK | X_OK) != 0) {
        int why = errno;
        if (folder != NULL)
            (void)closedir(folder);
        return fail(cx, E_CONFLICT, "cannot write to %s (%s): give it to gosnag's user", path,
                    strerror(why));
    }
    struct found f = look(cx, folder, path);
    (void)closedir(folder);
    if (f.damaged > 0)
        return fail(cx, E_CONFLICT,
                    "%d damaged segments are kept in %s: check the disk, then move them away",
                    f.damaged, path);
    *words = str_printf(cx->arena, "%d segments, %lld MiB", f.segments,
                        (long long)(f.bytes / BYTES_PER_MIB));
    return OK;
}
