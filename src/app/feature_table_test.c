#include "app/feature_table.c"

#include "base/arena.h"
#include "base/map.h"
#include "base/test.h"

static struct arena arena;
static struct map seen;

/* Names that people and other programs use: one means one thing. */
static void once(const char *what, const char *name)
{
    struct str key = str_printf(&arena, "%s %s", what, name);

    void **at = map_at(&seen, key);
    if (*at != NULL)
        fail_msg("%.*s stands twice", FMT(key));
    *at = &seen;
}

TEST(every_setting_command_and_job_has_a_name_of_its_own)
{
    arena_init(&arena, "test", 1 << 20);
    map_init(&seen, &arena, 256);
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        once("feature", (*f)->name);
        for (const struct setting *s = (*f)->settings; s != NULL && s->name != NULL; s++)
            once("setting", s->name);
        for (const struct command *c = (*f)->commands; c != NULL && c->name != NULL; c++)
            once("command", c->name);
        for (const struct debug_command *d = (*f)->debug; d != NULL && d->name != NULL; d++)
            once("debug", d->name);
        for (const struct job *j = (*f)->jobs; j != NULL && j->name != NULL; j++)
            once("job", j->name);
    }
    arena_release(&arena);
}
