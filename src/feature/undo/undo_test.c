#include "feature/undo/undo.c"

#include <pthread.h>
#include <sched.h>

#include "base/test.h"
#include "core/store_testing.h"

/* Work of many steps prolongs its undo while undo.expire takes what nobody prolonged: whoever
 * has the row first decides, on PostgreSQL with the other one waiting for it. */

static const struct actor ana = { .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_ADMIN };
static const struct undo_object object = { .kind = "issue", .object_id = 1, .was = { "{}", 2 } };
static const char who_waits[] = "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                " AND transactionid = CAST(pg_current_xact_id() AS xid)";
static const char n_undos[] = "SELECT count(*) FROM undo";
static const char n_objects[] = "SELECT count(*) FROM undo_object";

static struct test_store t;
static struct str noted; /* the state of a work that noted one object, ten minutes ago */

static void fresh(enum db_kind kind)
{
    struct undo undo = { 0 };

    test_store_open(&t, kind);
    t.cx.actor = &ana;
    assert_int_equal(undo_add(&t.cx, &undo, &object), OK);
    noted = undo_state(&t.cx, &undo);
    t.cx.now_ms += UNDO_LIFE_MS;
}

struct job_thread {
    struct arena arena;
    struct ctx cx;
    enum status st;
    pthread_t thread;
};

static void *expire(void *arg)
{
    struct job_thread *job = arg;

    job->st = expire_run(&job->cx, S(""));
    return NULL;
}

/* Somebody waits for what this transaction has. */
static void wait_for_waiter(void)
{
    while (test_number(&t, who_waits) == 0)
        (void)sched_yield();
}

static void in_turn(enum db_kind kind)
{
    struct undo undo;

    fresh(kind);
    assert_int_equal(undo_resume(&t.cx, noted, &undo), OK);
    assert_int_equal(undo.n, 1);
    assert_int_equal(expire_run(&t.cx, S("")), OK);
    assert_int_equal(test_number(&t, n_objects), 1);
    t.cx.now_ms += UNDO_LIFE_MS;
    assert_int_equal(expire_run(&t.cx, S("")), OK);
    assert_int_equal(test_number(&t, n_objects), 0);
    assert_int_equal(undo_resume(&t.cx, noted, &undo), OK);
    assert_int_equal(undo.n, 0); /* what follows gets a new one */
    assert_int_equal(undo_token(&undo).len, 0);
    test_store_close(&t);
}

TEST(an_undo_that_was_prolonged_is_kept_and_one_that_was_not_begins_anew_on_sqlite)
{
    in_turn(DB_SQLITE);
}

TEST(an_undo_that_was_prolonged_is_kept_and_one_that_was_not_begins_anew_on_postgres)
{
    in_turn(DB_POSTGRES);
}

TEST(an_undo_that_is_being_prolonged_is_not_expired)
{
    struct job_thread job = { .st = E_INTERNAL };
    struct undo undo;

    fresh(DB_POSTGRES);
    arena_init(&job.arena, "job", 1 << 20);
    job.cx = (struct ctx){ .arena = &job.arena, .db = db_open(t.store), .now_ms = t.cx.now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(undo_resume(&t.cx, noted, &undo), OK);
    assert_int_equal(pthread_create(&job.thread, NULL, expire, &job), 0);
    wait_for_waiter();
    assert_int_equal(undo_add(&t.cx, &undo, &object), OK);
    assert_int_equal(tx_commit(&tx), OK);
    assert_int_equal(pthread_join(job.thread, NULL), 0);
    assert_int_equal(job.st, OK);
    assert_int_equal(test_number(&t, n_undos), 1);
    assert_int_equal(test_number(&t, n_objects), 2);
    db_close(job.cx.db);
    arena_release(&job.arena);
    test_store_close(&t);
}

struct step_thread {
    struct arena arena;
    struct ctx cx;
    struct undo undo;
    enum status st;
    pthread_t thread;
};

static void *next_step(void *arg)
{
    struct step_thread *step = arg;
    struct tx tx SCOPED(tx_end) = { 0 };

    step->st = tx_begin(&step->cx, &tx);
    if (step->st == OK)
        step->st = undo_resume(&step->cx, noted, &step->undo);
    if (step->st == OK)
        step->st = undo_add(&step->cx, &step->undo, &object);
    if (step->st == OK)
        step->st = tx_commit(&tx);
    return NULL;
}

/* The other way round: nothing is noted under a number that has gone. */
TEST(a_step_that_comes_while_its_undo_is_expired_begins_a_new_one)
{
    struct step_thread step = { .st = E_INTERNAL };
    int64_t changed;

    fresh(DB_POSTGRES);
    arena_init(&step.arena, "step", 1 << 20);
    step.cx = (struct ctx){
        .arena = &step.arena, .db = db_open(t.store), .now_ms = t.cx.now_ms, .actor = &ana
    };
    struct tx tx SCOPED(tx_end) = { 0 };
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(q_undo_expire(&t.cx, &(struct q_undo_expire_args){ 1, t.cx.now_ms }, &changed),
                     OK);
    assert_int_equal(changed, 1);
    assert_int_equal(q_undo_objects_delete(&t.cx, &(struct q_undo_objects_delete_args){ 1 }), OK);
    assert_int_equal(pthread_create(&step.thread, NULL, next_step, &step), 0);
    wait_for_waiter();
    assert_int_equal(tx_commit(&tx), OK);
    assert_int_equal(pthread_join(step.thread, NULL), 0);
    assert_int_equal(step.st, OK);
    assert_true(step.undo.id != 1);
    assert_int_equal(step.undo.n, 1);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM undo_object o JOIN undo u"
                                     " ON u.id = o.undo_id"),
                     1);
    db_close(step.cx.db);
    arena_release(&step.arena);
    test_store_close(&t);
}
