/* sqlgen.c - compiles the queries of the features into typed functions.
 *
 *     sqlgen --schema db --out build/sql src/feature/x/x.sql …
 *
 * writes build/sql/feature/x/x_sql.h and .c for each file, and build/sql/sql_all.c with
 * the table of all queries and the migrations. A query looks like this:
 *
 *     -- # What it is for; becomes the comment of the function.
 *     -- release_upsert(id i64, project_id i64, version text)
 *     --   one (id i64, first_seen_ms i64)
 *     INSERT INTO release … VALUES ($1, $2, $3) … RETURNING id, first_seen_ms;
 *
 * Pieces of dynamic lists (core/filter.h) have ? for values and are written
 *
 *     -- issue_list list (id i64, title text)
 *     SELECT i.id, i.title FROM issue i;
 *     -- issue_by_status fragment
 *     i.status = ?;
 *
 * Kinds: one, maybe, many, exec, exec changed, batch. Types: i64 f64 text blob bool, with
 * a ? when NULL is allowed (not f64). "many unbounded" has no LIMIT and says why in its
 * "-- #" lines. Two dialects: after the signature a line --@sqlite, text up to ; and a line
 * --@postgres, text up to ;. A parameter may stand in one of the two alone. */
#include "tools/sqlgen/sqlgen.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

enum { ARENA_CEILING = 1 << 30, EXIT_USAGE = 2, NEW_FOLDER = 0777 };

void complain(struct gen *g, const char *path, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)fprintf(stderr, "%s:%d: ", path, line);
    (void)vfprintf(stderr, fmt, args);
    (void)fputc('\n', stderr);
    va_end(args);
    g->n_complaints++;
}

static NORETURN void die(const char *path)
{
    (void)fprintf(stderr, "sqlgen: %s: %s\n", path, strerror(errno));
    exit(EXIT_FAILURE);
}

struct str read_file(struct gen *g, const char *path)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (f == NULL || fstat(fileno(f), &st) != 0)
        die(path);
    if (st.st_size > FILE_BYTES_MAX) {
        errno = EFBIG;
        die(path);
    }
    char *text = arena_alloc(&g->arena, (size_t)st.st_size + 1);
    size_t n = fread(text, 1, (size_t)st.st_size, f);
    if (ferror(f))
        die(path);
    (void)fclose(f);
    return str_make(text, n);
}

static void make_folders(struct gen *g, const char *path)
{
    struct str whole = str_c(path);
    for (size_t i = 1; i < whole.len; i++) {
        if (whole.p[i] != '/')
            continue;
        const char *folder = str_cz(&g->arena, str_to(whole, i));
        if (mkdir(folder, NEW_FOLDER) != 0 && errno != EEXIST)
            die(folder);
    }
}

void write_file(struct gen *g, const char *path, struct str text)
{
    make_folders(g, path);
    struct stat st;
    if (stat(path, &st) == 0 && (size_t)st.st_size == text.len && str_eq(read_file(g, path), text))
        return;
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(text.p, 1, text.len, f) != text.len || fclose(f) != 0)
        die(path);
}

void sql_add_clean(struct buf *out, struct str line, bool *in_quote)
{
    bool is_start = true;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.p[i];
        bool is_blank = c == ' ' || c == '\t' || c == '\r';
        if (c == '\'')
            *in_quote = !*in_quote;
        if (!*in_quote && c == '-' && i + 1 < line.len && line.p[i + 1] == '-')
            break;
        if (!*in_quote && is_blank) {
            is_start = is_start || out->p[out->len - 1] == ' ';
            if (!is_start)
                buf_add_char(out, ' ');
            continue;
        }
        is_start = false;
        buf_add_char(out, c);
    }
    while (!*in_quote && out->len > 0 && out->p[out->len - 1] == ' ')
        out->len--;
}

/* src/feature/x/x.sql → feature/x/x */
static struct str stem_of(const char *path)
{
    struct str s = str_c(path);
    if (str_starts(s, S("src/")))
        s = str_from(s, S("src/").len);
    return str_to(s, s.len - S(".sql").len);
}

static void add_source(struct gen *g, const char *path)
{
    struct source **end = &g->sources;
    while (*end != NULL)
        end = &(*end)->next;
    struct source *src = arena_new(&g->arena, struct source);
    src->path = path;
    src->stem = stem_of(path);
    src->text = read_file(g, path);
    *end = src;
    parse_source(g, src);
}

static void number_queries(struct gen *g)
{
    int number = 0;
    for (struct source *src = g->sources; src != NULL; src = src->next) {
        for (struct parsed_query *q = src->queries; q != NULL; q = q->next) {
            q->number = is_piece(q) ? 0 : ++number;
            if (number == DB_QUERIES_MAX)
                complain(g, src->path, q->line, "more than %d queries", DB_QUERIES_MAX - 1);
        }
    }
}

static int usage(void)
{
    (void)fprintf(stderr, "usage: sqlgen --schema FOLDER --out FOLDER FILE.sql...\n");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    static struct gen g;
    const char *schema = NULL, *out = NULL;
    arena_init(&g.arena, "sqlgen", ARENA_CEILING);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--schema") == 0 && i + 1 < argc)
            schema = argv[++i];
        else if (strcmp(argv[i], "--out") == 0 && i + 1 < argc)
            out = argv[++i];
        else if (str_ends(str_c(argv[i]), S(".sql")))
            add_source(&g, argv[i]);
        else
            return usage();
    }
    if (schema == NULL || out == NULL)
        return usage();
    schema_read(&g, schema);
    number_queries(&g);
    if (g.n_complaints == 0)
        check_all(&g);
    if (g.n_complaints == 0)
        emit_all(&g, out);
    int status = g.n_complaints == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    arena_release(&g.arena);
    return status;
}
