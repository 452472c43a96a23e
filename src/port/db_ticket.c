#include "base/base.h"
#include "port/db_ticket.h"

void db_ticket_init(struct db_ticket *t)
{
    lock_init(&t->lock, LOCK_DB_WRITER);
    cond_init(&t->cond);
    atomic_init(&t->next, 0);
    atomic_init(&t->serving, 0);
}

void db_ticket_release(struct db_ticket *t)
{
    assert(db_ticket_queue(t) == 0);
    cond_release(&t->cond);
}

void db_ticket_take(struct db_ticket *t)
{
    lock_take(&t->lock);
    uint64_t mine = atomic_fetch_add(&t->next, 1);
    while (atomic_load(&t->serving) != mine)
        (void)cond_wait(&t->cond, &t->lock, -1);
    lock_give(&t->lock);
}

void db_ticket_give(struct db_ticket *t)
{
    lock_take(&t->lock);
    assert(atomic_load(&t->serving) < atomic_load(&t->next));
    atomic_fetch_add(&t->serving, 1);
    cond_broadcast(&t->cond); /* a handful of threads; only the next one goes on */
    lock_give(&t->lock);
}

uint64_t db_ticket_queue(const struct db_ticket *t)
{
    uint64_t serving = atomic_load(&t->serving); /* first: it never passes next */
    return atomic_load(&t->next) - serving;
}
