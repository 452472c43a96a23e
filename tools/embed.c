/* embed.c - packs the built web page into the program (host tool).
 *
 *   embed SOURCE_ROOT BUILD_DIR
 *
 * Reads web/dist under SOURCE_ROOT, or tools/fallback.html as the only page when
 * the web part was not built, and writes into BUILD_DIR:
 *   assets.bin   every file: as it is, gzip -9, brotli -11, one behind the other
 *   assets.S     .incbin of that: no compiler has to read megabytes of C
 *   assets.c     the sorted table of core/asset.h, pointing into it
 *   assets.d     what ninja must watch
 * A compressed form is kept only when it saves a tenth. The ETag is XXH3 of the raw
 * bytes. Files that did not change are not written again.
 *
 * Memory: a host tool that ends soon; nothing is freed. */
#include <brotli/encode.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>
#include <zlib.h>

enum {
    FILES_MAX = 2000,
    DEPTH_MAX = 8,
    PATH_MAX_BYTES = 1024,
    FILE_BYTES_MAX = 16 << 20,
    GZIP_WINDOW = 15 + 16, /* zlib: largest window, gzip header */
    GZIP_MEMORY = 9,
};

struct bytes {
    uint8_t *p;
    size_t len;
};

struct span {
    size_t at;
    size_t len; /* 0 = this form is not kept */
};

struct entry {
    char *path; /* relative to dist */
    uint64_t hash;
    struct span raw, gzip, brotli;
};

static struct entry entries[FILES_MAX];
static size_t n_entries;
static struct bytes blob;
static FILE *watch; /* assets.d */

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)fputs("embed: ", stderr);
    (void)vfprintf(stderr, format, ap);
    (void)fputs("\n", stderr);
    va_end(ap);
    exit(1);
}

static void *grab(void *old, size_t n)
{
    void *p = realloc(old, n == 0 ? 1 : n);
    if (p == NULL)
        die("out of memory");
    return p;
}

__attribute__((format(printf, 1, 2))) static char *text(const char *format, ...)
{
    char line[PATH_MAX_BYTES];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof line)
        die("path too long: %s", line);
    char *copy = grab(NULL, (size_t)n + 1);
    memcpy(copy, line, (size_t)n + 1);
    return copy;
}

static bool read_all(const char *path, struct bytes *out)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    struct stat st;
    if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode))
        die("%s is not a file", path);
    if (st.st_size > FILE_BYTES_MAX * 16L)
        die("%s is too large", path);
    out->len = (size_t)st.st_size;
    out->p = grab(NULL, out->len);
    if (fread(out->p, 1, out->len, f) != out->len)
        die("cannot read %s", path);
    (void)fclose(f);
    return true;
}

/* Leaves an equal file alone, so that ninja sees nothing new. */
static void write_all(const char *path, struct bytes b)
{
    struct bytes old;
    if (read_all(path, &old) && old.len == b.len && memcmp(old.p, b.p, b.len) == 0)
        return;
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(b.p, 1, b.len, f) != b.len || fclose(f) != 0)
        die("cannot write %s: %s", path, strerror(errno));
}

static struct span blob_add(const uint8_t *p, size_t len)
{
    struct span s = { blob.len, len };
    blob.p = grab(blob.p, blob.len + len);
    memcpy(blob.p + blob.len, p, len);
    blob.len += len;
    return s;
}

static struct span keep_if_smaller(struct bytes raw, const uint8_t *p, size_t len)
{
    return len < raw.len - raw.len / 10 ? blob_add(p, len) : (struct span){ 0 };
}

static struct span add_gzip(struct bytes raw)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        die("zlib");
    size_t room = deflateBound(&z, raw.len);
    uint8_t *out = grab(NULL, room);
    z.next_in = raw.p;
    z.avail_in = (unsigned)raw.len;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        die("zlib");
    size_t len = room - z.avail_out;
    (void)deflateEnd(&z);
    return keep_if_smaller(raw, out, len);
}

static struct span add_brotli(struct bytes raw)
{
    size_t len = BrotliEncoderMaxCompressedSize(raw.len);
    uint8_t *out = grab(NULL, len);
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT,
                               raw.len, raw.p, &len, out))
        die("brotli");
    return keep_if_smaller(raw, out, len);
}

static void add_file(const char *path, const char *name)
{
    struct bytes raw;
    if (n_entries == FILES_MAX)
        die("more than %d files in web/dist", FILES_MAX);
    if (!read_all(path, &raw))
        die("cannot read %s", path);
    if (raw.len > FILE_BYTES_MAX)
        die("%s is larger than %d bytes", path, FILE_BYTES_MAX);
    (void)fprintf(watch, " %s", path);
    struct entry *e = &entries[n_entries++];
    e->path = text("%s", name);
    e->hash = XXH3_64bits(raw.p, raw.len);
    e->raw = blob_add(raw.p, raw.len);
    if (strcmp(name, "index.html") != 0) { /* filled in by the server: never sent as it is */
        e->gzip = add_gzip(raw);
        e->brotli = add_brotli(raw);
    }
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static void add_folder(const char *path, const char *name, int depth)
{
    struct dirent **list;
    int n = scandir(path, &list, NULL, alphasort);
    if (n < 0 || depth > DEPTH_MAX)
        die("cannot walk %s", path);
    (void)fprintf(watch, " %s", path);
    for (int i = 0; i < n; i++) {
        const char *leaf = list[i]->d_name;
        if (leaf[0] == '.' || ends_with(leaf, ".map"))
            continue;
        char *full = text("%s/%s", path, leaf);
        char *below = text("%s%s%s", name, name[0] == '\0' ? "" : "/", leaf);
        struct stat st;
        if (stat(full, &st) != 0)
            die("cannot stat %s", full);
        if (S_ISDIR(st.st_mode))
            add_folder(full, below, depth + 1);
        else
            add_file(full, below);
    }
}

static const char *content_type(const char *path)
{
    static const struct {
        const char *end, *type;
    } types[] = {
        { ".html", "text/html; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".css", "text/css; charset=utf-8" },
        { ".json", "application/json" },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".webmanifest", "application/manifest+json" },
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (ends_with(path, types[i].end))
            return types[i].type;
    return "application/octet-stream";
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static void print_span(FILE *f, struct span s)
{
    if (s.len == 0)
        (void)fprintf(f, "NULL, 0, ");
    else
        (void)fprintf(f, "asset_bytes + %zu, %zu, ", s.at, s.len);
}

static void write_table(const char *build)
{
    char *out = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&out, &len);
    if (f == NULL)
        die("out of memory");
    (void)fprintf(f, "/* made by tools/embed from web/dist */\n"
                     "#include \"core/asset.h\"\n\n"
                     "extern const uint8_t asset_bytes[];\n\n"
                     "const struct asset asset_table[] = {\n");
    for (size_t i = 0; i < n_entries; i++) {
        const struct entry *e = &entries[i];
        bool hashed = strncmp(e->path, "assets/", strlen("assets/")) == 0;
        (void)fprintf(f, "    { \"%s\", \"%s\", \"\\\"%016llx\\\"\", %s, ", e->path,
                      content_type(e->path), (unsigned long long)e->hash,
                      hashed ? "true" : "false");
        print_span(f, e->raw);
        print_span(f, e->gzip);
        print_span(f, e->brotli);
        (void)fprintf(f, "},\n");
    }
    (void)fprintf(f, "};\nconst size_t asset_count = %zu;\n", n_entries);
    (void)fclose(f);
    write_all(text("%s/assets.c", build), (struct bytes){ (uint8_t *)out, len });
}

static void write_blob(const char *build)
{
    write_all(text("%s/assets.bin", build), blob);
    char *s = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&s, &len);
    if (f == NULL)
        die("out of memory");
    /* The hash makes ninja assemble again when the bytes have changed. */
    (void)fprintf(f,
                  "/* made by tools/embed: %016llx */\n"
                  "    .section .rodata\n    .balign 16\n"
                  "    .globl asset_bytes\n    .hidden asset_bytes\n"
                  "asset_bytes:\n    .incbin \"%s/assets.bin\"\n    .byte 0\n"
                  "    .section .note.GNU-stack,\"\",%%progbits\n",
                  (unsigned long long)XXH3_64bits(blob.p, blob.len), build);
    (void)fclose(f);
    write_all(text("%s/assets.S", build), (struct bytes){ (uint8_t *)s, len });
}

int main(int argc, char **argv)
{
    if (argc != 3)
        die("usage: embed SOURCE_ROOT BUILD_DIR");
    const char *root = argv[1], *build = argv[2];
    watch = fopen(text("%s/assets.d", build), "wb");
    if (watch == NULL)
        die("cannot write to %s", build);
    const char *dist = text("%s/web/dist", root);
    const char *index = text("%s/index.html", dist);
    struct stat st;
    (void)fprintf(watch, "assets.S: %s", index);
    if (stat(index, &st) == 0)
        add_folder(dist, "", 0);
    else
        add_file(text("%s/tools/fallback.html", root), "index.html");
    (void)fprintf(watch, "\n");
    if (fclose(watch) != 0)
        die("cannot write to %s", build);
    qsort(entries, n_entries, sizeof entries[0], by_path);
    write_table(build);
    write_blob(build);
    return 0;
}
