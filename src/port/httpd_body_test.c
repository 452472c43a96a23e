#include "port/httpd_body.c"

#include <dirent.h>

#include "base/spill.h"
#include "port/httpd_testing.h"

static struct reply reply; /* large */
static char folder[] = "/tmp/gosnag-spill-XXXXXX";
static struct arena scratch;

static void folder_open(int64_t max_bytes)
{
    struct ctx cx = { .arena = &scratch };

    arena_init(&scratch, "test", 1 << 20);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(spill_open_folder(&cx, folder, max_bytes), OK);
}

static size_t files_left(void)
{
    DIR *d = opendir(folder);
    size_t n = 0;

    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static void folder_close(void)
{
    spill_close_folder();
    rmdir(folder);
    arena_release(&scratch);
}

static char *letters(size_t n)
{
    char *p = malloc(n);

    for (size_t i = 0; i < n; i++)
        p[i] = (char)('a' + i * i % 23);
    return p;
}

static void expect_sum(const char *body, size_t n, const char *where)
{
    struct str want = str_printf(&scratch, "%zu %llx %s", n,
                                 (unsigned long long)hash64(str_make(body, n)), where);

    assert_int_equal(reply.status, 200);
    assert_str_equal(reply_body(&reply), want);
}

static void send_sized(struct client *c, const char *body, size_t n)
{
    client_say(c, str_cz(&scratch, str_printf(&scratch,
                                              "POST /file HTTP/1.1\r\nHost: x\r\n"
                                              "Content-Length: %zu\r\n\r\n",
                                              n)));
    assert_true(client_send(c, body, n));
}

static void send_chunked(struct client *c, const char *body, size_t n)
{
    enum { CHUNK = 70001 };

    client_say(c, "POST /file HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (size_t at = 0; at < n; at += CHUNK) {
        size_t piece = n - at < CHUNK ? n - at : CHUNK;
        client_say(c, str_cz(&scratch, str_printf(&scratch, "%zx\r\n", piece)));
        assert_true(client_send(c, body + at, piece));
        client_say(c, "\r\n");
    }
    client_say(c, "0\r\n\r\n");
}

TEST(body_over_its_memory_is_whole_in_a_file)
{
    static const size_t sizes[] = { FILE_FROM, FILE_FROM + 1, HTTPD_PIECE_BYTES - 1,
                                    HTTPD_PIECE_BYTES, 3000017 };

    folder_open(INT64_MAX);
    fixture_start(2);
    struct client c = client_open();
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        char *body = letters(sizes[i]);
        const char *where = sizes[i] > FILE_FROM ? "file" : "memory";
        send_sized(&c, body, sizes[i]);
        client_read(&c, &reply);
        expect_sum(body, sizes[i], where);
        send_chunked(&c, body, sizes[i]);
        client_read(&c, &reply);
        expect_sum(body, sizes[i], where);
        free(body);
    }
    client_close(&c);
    wait_for_int(&fx.n_done, 2 * (int)ARRAY_LEN(sizes));
    fixture_stop();
    assert_int_equal(files_left(), 0);
    assert_int_equal(spill_bytes(), 0);
    folder_close();
}

TEST(disk_that_takes_no_more_is_503_and_leaves_nothing)
{
    enum { N = 2000000 };
    char *body = letters(N);

    folder_open(N / 2);
    fixture_start(1);
    struct client c = client_open();
    send_sized(&c, body, N);
    client_read(&c, &reply);
    assert_int_equal(reply.status, 503);
    assert_str_equal(reply_header(&reply, "Retry-After"), S("1"));
    client_close(&c);
    wait_for_int(&fx.n_done, 1);
    fixture_stop();
    assert_int_equal(files_left(), 0);
    assert_int_equal(spill_bytes(), 0);
    free(body);
    folder_close();
}

TEST(client_that_leaves_in_the_middle_leaves_nothing)
{
    enum { N = 2000000 };
    char *body = letters(N);

    /* An end that arrives together with the last bytes raises no edge of its own: the
     * library then sees it with its idle timeout. */
    unsigned idle_s = fixture_idle_s;
    fixture_idle_s = 5;
    folder_open(INT64_MAX);
    fixture_start(1);
    fixture_idle_s = idle_s;
    struct client c = client_open();
    client_say(&c, "POST /file HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
    assert_true(client_send(&c, body, N));
    client_close(&c);
    wait_for_int(&fx.n_done, 1);
    assert_int_equal(files_left(), 0);
    fixture_stop();
    free(body);
    folder_close();
}

TEST(body_that_is_refused_is_never_on_disk)
{
    folder_open(0); /* the first byte written would be a 503 */
    fixture_start(1);
    enum { N = 3 << 20 };
    char *body = letters(N);
    struct client c = client_open();
    client_say(&c, str_cz(&scratch, str_printf(&scratch,
                                               "POST /file/refused HTTP/1.1\r\nHost: x\r\n"
                                               "Content-Length: %d\r\n\r\n",
                                               N)));
    client_send(&c, body, N);
    client_read(&c, &reply);
    assert_int_equal(reply.status, 403);
    assert_str_equal(reply_body(&reply), str_make(body, 4));
    client_close(&c);
    assert_int_equal(files_left(), 0);
    free(body);
    fixture_stop();
    folder_close();
}

TEST(server_stops_while_bodies_arrive)
{
    enum { N = 1500000, CLIENTS = 8 };
    char *body = letters(N);
    static struct client c[CLIENTS];

    folder_open(INT64_MAX);
    fixture_start(2);
    for (int i = 0; i < CLIENTS; i++) {
        c[i] = client_open();
        client_say(&c[i], "POST /file HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
        assert_true(client_send(&c[i], body, N));
    }
    fixture_stop();
    assert_int_equal(files_left(), 0);
    for (int i = 0; i < CLIENTS; i++)
        client_close(&c[i]);
    free(body);
    folder_close();
}
