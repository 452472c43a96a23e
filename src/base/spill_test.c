#include "base/spill.c"

#include "base/arena.h"
#include "base/test.h"

static char path[] = "/tmp/gosnag-spill-XXXXXX";
static struct arena arena;
static struct ctx cx;

static void start(int64_t max_bytes)
{
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    memcpy(path + strlen(path) - 6, "XXXXXX", 6);
    assert_non_null(mkdtemp(path));
    assert_int_equal(spill_open_folder(&cx, path, max_bytes), OK);
}

static size_t n_files(void)
{
    DIR *d = opendir(path);
    size_t n = 0;

    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static void stop(void)
{
    spill_close_folder();
    rmdir(path);
    arena_release(&arena);
}

static struct spill spilled(struct str text)
{
    struct spill s;

    assert_int_equal(spill_begin(&cx, &s), OK);
    assert_int_equal(spill_add(&cx, &s, text), OK);
    return s;
}

TEST(spill_reads_as_it_was_written_and_goes_with_its_end)
{
    struct str text;

    start(INT64_MAX);
    struct spill s = spilled(S("one "));
    assert_int_equal(spill_add(&cx, &s, S("two")), OK);
    assert_int_equal(spill_map(&cx, &s, &text), OK);
    assert_str_equal(text, S("one two"));
    spill_unload(&s);
    assert_str_equal(text, S("one two"));
    assert_int_equal(spill_bytes(), 7);
    spill_end(&s);
    spill_end(&s);
    assert_int_equal(n_files(), 0);
    assert_int_equal(spill_bytes(), 0);
    stop();
}

TEST(spill_given_to_a_record_stays_until_it_is_removed)
{
    struct spill s, again;
    struct str text, name;

    start(INT64_MAX);
    s = spilled(S("kept"));
    assert_int_equal(spill_keep(&cx, &s), OK);
    s.is_given = true;
    name = str_dup(&arena, str_c(s.name));
    spill_end(&s);
    assert_int_equal(n_files(), 1);
    assert_int_equal(spill_reopen(&cx, name, 4, &again, &text), OK);
    assert_str_equal(text, S("kept"));
    spill_end(&again);
    assert_int_equal(spill_reopen(&cx, name, 5, &again, &text), E_MISSING);
    spill_remove(name);
    assert_int_equal(spill_reopen(&cx, name, 4, &again, &text), E_MISSING);
    assert_int_equal(n_files(), 0);
    stop();
}

TEST(spill_that_no_record_got_is_removed_with_its_request)
{
    start(INT64_MAX);
    struct spill s = spilled(S("kept"));
    assert_int_equal(spill_keep(&cx, &s), OK);
    spill_end(&s);
    assert_int_equal(n_files(), 0);
    stop();
}

TEST(sweep_takes_what_earlier_processes_left_and_nothing_else)
{
    struct spill old, part, held, fresh;

    start(INT64_MAX);
    old = spilled(S("old"));
    held = spilled(S("held"));
    part = spilled(S("never named"));
    assert_int_equal(spill_keep(&cx, &old), OK);
    assert_int_equal(spill_keep(&cx, &held), OK);
    assert_int_equal(spill_hold(&cx, str_c(held.name)), OK);
    close(old.fd), close(part.fd), close(held.fd); /* the process is killed */

    assert_int_equal(spill_open_folder(&cx, path, INT64_MAX), OK);
    assert_int_equal(n_files(), 2);
    assert_int_equal(spill_bytes(), 7);
    assert_int_equal(spill_kept_bytes(), 7);
    fresh = spilled(S("fresh"));
    assert_int_equal(spill_keep(&cx, &fresh), OK);
    assert_int_equal(spill_sweep(), 1);
    assert_int_equal(n_files(), 2);
    struct spill again;
    struct str text;
    assert_int_equal(spill_reopen(&cx, str_c(held.name), 4, &again, &text), OK);
    assert_str_equal(text, S("held"));
    spill_end(&again);
    spill_remove(str_c(held.name));
    spill_end(&fresh);
    assert_int_equal(n_files(), 0);
    assert_int_equal(spill_bytes(), 0);
    assert_int_equal(spill_kept_bytes(), 0);
    stop();
}

static enum status note_held(struct ctx *held_cx, void *arg, struct str name, int64_t since_ms)
{
    struct str *seen = arg;

    assert_true(since_ms > 0);
    *seen = str_dup(held_cx->arena, name);
    return OK;
}

TEST(spill_that_is_held_is_listed_and_counted_until_it_is_removed)
{
    struct str seen = { 0 };

    start(INT64_MAX);
    struct spill s = spilled(S("held"));
    assert_int_equal(spill_keep(&cx, &s), OK);
    s.is_given = true;
    assert_int_equal(spill_hold(&cx, str_c(s.name)), OK);
    assert_int_equal(spill_hold(&cx, str_c(s.name)), OK); /* again is harmless */
    assert_int_equal(spill_kept_bytes(), 4);
    assert_int_equal(spill_each_held(&cx, note_held, &seen), OK);
    assert_str_equal(seen, str_c(s.name));
    assert_int_equal(spill_kept_bytes(), 4);
    spill_remove(seen);
    assert_int_equal(spill_bytes(), 0);
    spill_end(&s);
    assert_int_equal(n_files(), 0);
    stop();
}

TEST(spill_that_is_held_can_be_brought_to_another_folder)
{
    char other[] = "/tmp/gosnag-spill-XXXXXX";
    char own[sizeof path];
    struct spill again;
    struct str text;

    start(INT64_MAX);
    struct spill s = spilled(S("held"));
    assert_int_equal(spill_keep(&cx, &s), OK);
    assert_int_equal(spill_hold(&cx, str_c(s.name)), OK);
    assert_non_null(mkdtemp(other));
    assert_int_equal(spill_copy_held(&cx, str_c(s.name), other), OK);
    assert_int_equal(spill_copy_held(&cx, str_c(s.name), other), OK);
    assert_int_equal(spill_copy_held(&cx, S("0000000000000000-ffffffff"), other), E_BUSY);
    assert_int_equal(spill_copy_held(&cx, S("../held"), other), E_MISSING);
    spill_remove(str_c(s.name));
    close(s.fd);
    memcpy(own, path, sizeof path);
    assert_int_equal(spill_open_folder(&cx, other, INT64_MAX), OK);
    assert_int_equal(spill_reopen(&cx, str_c(s.name), 4, &again, &text), OK);
    assert_str_equal(text, S("held"));
    spill_end(&again);
    spill_remove(str_c(s.name));
    spill_close_folder();
    assert_int_equal(rmdir(other), 0);
    assert_int_equal(rmdir(own), 0);
    arena_release(&arena);
}

TEST(spills_together_keep_within_their_bound)
{
    start(10);
    struct spill a = spilled(S("1234567"));
    struct spill b = spilled(S("123"));
    assert_int_equal(spill_kept_bytes(), 0);
    assert_int_equal(spill_add(&cx, &b, S("4")), E_BUSY);
    spill_end(&a);
    assert_int_equal(spill_add(&cx, &b, S("4")), OK);
    spill_end(&b);
    stop();
}

TEST(names_of_records_lead_nowhere_else)
{
    struct spill s;
    struct str text;

    start(INT64_MAX);
    assert_int_equal(spill_reopen(&cx, S("../../../../../etc/passwd"), 1, &s, &text), E_MISSING);
    assert_int_equal(spill_reopen(&cx, S(""), 0, &s, &text), E_MISSING);
    spill_remove(S("../../../../../etc/passwd"));
    stop();
}

/* --- a disk that fails ------------------------------------------------------------------ */

/* The file is exchanged for one of this path, in which things go wrong. */
static void exchange(struct spill *s, const char *file, int flags)
{
    int fd = open(file, flags | O_CLOEXEC);

    assert_true(fd >= 0);
    assert_true(dup2(fd, s->fd) == s->fd);
    (void)close(fd);
}

TEST(what_could_not_be_written_is_said_and_not_counted)
{
    start(INT64_MAX);
    struct spill s = spilled(S("one"));
    exchange(&s, "/dev/full", O_RDWR);
    assert_int_equal(spill_add(&cx, &s, S("two")), E_BUSY);
    assert_int_equal(spill_add_from(&cx, &s, S("two"), NULL), E_BUSY);
    assert_int_equal(spill_bytes(), 3);
    assert_int_equal(s.len, 3);
    spill_end(&s);
    assert_int_equal(n_files(), 0);
    stop();
}

TEST(a_record_gets_no_file_that_is_not_safely_on_disk)
{
    start(INT64_MAX);
    struct spill s = spilled(S("one"));
    exchange(&s, "/dev/null", O_RDWR); /* cannot be synced */
    assert_int_equal(spill_keep(&cx, &s), E_BUSY);
    assert_false(s.is_kept);
    spill_end(&s);
    s = spilled(S("two"));
    char name[FILE_NAME_BYTES];
    file_name(s.name, "part", name);
    assert_int_equal(unlinkat(folder.fd, name, 0), 0); /* somebody has cleaned up */
    assert_int_equal(spill_keep(&cx, &s), E_BUSY);
    assert_false(s.is_kept);
    spill_end(&s);
    assert_int_equal(n_files(), 0);
    stop();
}

TEST(a_folder_that_cannot_be_there_is_refused)
{
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_int_equal(spill_open_folder(&cx, "/dev/null/blob", 1), E_BUSY);
    assert_int_equal(spill_open_folder(&cx, "/dev/null", 1), E_BUSY);
    struct spill s;
    assert_int_equal(spill_begin(&cx, &s), E_BUSY);
    assert_int_equal(spill_sweep(), 0);
    spill_end(&s);
    spill_close_folder();
    arena_release(&arena);
}

TEST(an_empty_body_maps_to_nothing_and_one_without_a_file_fails)
{
    struct str text;

    start(INT64_MAX);
    struct spill s = spilled(S(""));
    assert_int_equal(spill_map(&cx, &s, &text), OK);
    assert_str_equal(text, S(""));
    assert_int_equal(spill_add(&cx, &s, S("one")), OK);
    exchange(&s, "/dev/full", O_WRONLY); /* may not be read */
    assert_int_equal(spill_map(&cx, &s, &text), E_BUSY);
    spill_end(&s);
    stop();
}

TEST(a_body_is_copied_out_in_pieces_until_the_reader_is_gone)
{
    enum { BYTES = COPY_BYTES + 7 };
    static char bytes[BYTES];
    struct str text;
    struct stat st;
    char file[] = "/tmp/gosnag-copy-XXXXXX";

    start(INT64_MAX);
    memset(bytes, 'x', sizeof bytes);
    struct spill s = spilled(str_make(bytes, sizeof bytes));
    assert_int_equal(spill_map(&cx, &s, &text), OK);
    int fd = mkstemp(file);
    assert_true(spill_copy_out(fd, text, &s));
    assert_true(spill_copy_out(fd, S("tail"), NULL));
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(st.st_size, BYTES + 4);
    (void)close(fd);
    (void)unlink(file);
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    assert_false(spill_copy_out(full, text, &s));
    (void)close(full);
    spill_end(&s);
    stop();
}

TEST(a_held_file_that_cannot_be_brought_is_said)
{
    static const struct str nobody = S("0123456789abcdef-00000001");

    start(INT64_MAX);
    assert_int_equal(spill_copy_held(&cx, S("../secret"), path), E_MISSING);
    assert_int_equal(spill_copy_held(&cx, nobody, "/dev/null"), E_BUSY);
    assert_int_equal(spill_copy_held(&cx, nobody, path), E_BUSY);
    assert_int_equal(spill_hold(&cx, nobody), OK); /* what is not there needs no keeping */
    char left[sizeof path + FILE_NAME_BYTES];
    (void)snprintf(left, sizeof left, "%s/%.*s.part", path, FMT(nobody));
    (void)unlink(left);
    stop();
}
