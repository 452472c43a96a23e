#include "base/base.h"
#include "base/arena.h"

#include "base/log.h"
#include "base/str.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_HAS_ASAN 1
#endif
#endif

#ifdef ARENA_HAS_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum {
    ARENA_ALIGN = 16,                /* alignof(max_align_t)                                   */
    ARENA_BLOCK_MAX_BYTES = 1 << 20, /* ordinary blocks stop doubling; larger ones stand alone */
#ifdef ARENA_HAS_ASAN
    ARENA_GUARD_BYTES = ARENA_ALIGN, /* poisoned behind every piece, not counted */
#else
    ARENA_GUARD_BYTES = 0,
#endif
};

static_assert(_Alignof(max_align_t) <= ARENA_ALIGN, "pieces must be aligned for any type");

/* A block larger than ARENA_BLOCK_MAX_BYTES holds one piece and may move when
 * that grows; the head stays where it is, so that marks stay valid. */
struct arena_block {
    struct arena_block *older;
    char *data;
    size_t cap;   /* usable bytes, guards included */
    size_t used;  /* multiple of ARENA_ALIGN       */
    size_t size;  /* what counts for the ceiling   */
    size_t total; /* size of this and older blocks */
};

struct arena_cleanup {
    struct arena_cleanup *older;
    void (*fn)(void *);
    void *p;
};

static size_t round_up(size_t n)
{
    return (n + (ARENA_ALIGN - 1)) & ~(size_t)(ARENA_ALIGN - 1);
}

static bool is_large(const struct arena_block *b)
{
    return b->size > ARENA_BLOCK_MAX_BYTES;
}

static void block_free(struct arena_block *b)
{
    ASAN_UNPOISON_MEMORY_REGION(b->data, b->cap);
    if (is_large(b))
        free(b->data);
    free(b);
}

static NORETURN void out_of_memory(const struct arena *a)
{
    log_die("arena.no_memory", a->name);
}

static struct arena_block *block_new(const struct arena *a, size_t size)
{
    static_assert(sizeof(struct arena_block) % ARENA_ALIGN == 0, "data follows the head");
    size_t cap = size + ARENA_GUARD_BYTES;
    bool large = size > ARENA_BLOCK_MAX_BYTES;
    struct arena_block *b = malloc(sizeof(*b) + (large ? 0 : cap));
    if (b == NULL)
        out_of_memory(a);
    b->data = large ? malloc(cap) : (char *)(b + 1);
    if (b->data == NULL)
        out_of_memory(a);
    b->cap = cap;
    b->size = size;
    ASAN_POISON_MEMORY_REGION(b->data, cap);
    return b;
}

/* Size of the next block: doubling, but never past the limit and never less
 * than the piece. 0 = the piece does not fit under the limit. */
static size_t next_block_size(const struct arena *a, size_t bytes, size_t limit)
{
    size_t total = a->block != NULL ? a->block->total : 0;
    size_t left = limit > total ? limit - total : 0;
    if (bytes > left)
        return 0;
    size_t want = a->block != NULL ? 2 * a->block->size : ARENA_BLOCK_BYTES;
    if (want > ARENA_BLOCK_MAX_BYTES)
        want = ARENA_BLOCK_MAX_BYTES;
    if (want > left)
        want = left;
    return want > bytes ? want : bytes;
}

static bool block_push(struct arena *a, size_t bytes, size_t limit)
{
    size_t total = a->block != NULL ? a->block->total : 0;
    struct arena_block *b = a->spare;
    if (b != NULL && bytes <= b->size && total + b->size <= limit) {
        a->spare = NULL;
    } else {
        size_t size = next_block_size(a, bytes, limit);
        if (size == 0)
            return false;
        b = block_new(a, size);
    }
    b->older = a->block;
    b->used = 0;
    b->total = total + b->size;
    a->block = b;
    return true;
}

/* NULL when the piece does not fit under the limit. */
static void *take(struct arena *a, size_t bytes, size_t limit)
{
    if (bytes > limit)
        return NULL;
    size_t need = round_up(bytes) + ARENA_GUARD_BYTES;
    struct arena_block *b = a->block;
    if (b == NULL || need > b->cap - b->used) {
        if (!block_push(a, round_up(bytes), limit + (ARENA_ALIGN - 1)))
            return NULL;
        b = a->block;
    }
    char *p = b->data + b->used;
    b->used += need;
    a->used += need;
    ASAN_UNPOISON_MEMORY_REGION(p, bytes);
    return p;
}

void arena_init(struct arena *a, const char *name, size_t ceiling)
{
    assert(name != NULL);
    assert(ceiling > 0 && ceiling <= SIZE_MAX / 2);
    *a = (struct arena){ .name = name, .ceiling = ceiling };
}

static void run_cleanups(struct arena *a, const struct arena_cleanup *until)
{
    while (a->cleanup != until) {
        struct arena_cleanup *c = a->cleanup;
        assert(c != NULL);
        a->cleanup = c->older;
        c->fn(c->p);
    }
}

static void keep_or_free(struct arena *a, struct arena_block *b)
{
    if (is_large(b) || (a->spare != NULL && a->spare->size >= b->size)) {
        block_free(b);
        return;
    }
    if (a->spare != NULL)
        block_free(a->spare);
    ASAN_POISON_MEMORY_REGION(b->data, b->cap);
    a->spare = b;
}

static void block_cut(struct arena_block *b, size_t used)
{
    assert(used <= b->used);
    ASAN_POISON_MEMORY_REGION(b->data + used, b->cap - used);
    b->used = used;
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    run_cleanups(a, mark.cleanup);
    /* The very first block stays even when the mark is older than it. */
    while (a->block != mark.block && a->block->older != NULL) {
        struct arena_block *b = a->block;
        a->block = b->older;
        keep_or_free(a, b);
    }
    assert(a->block == mark.block || mark.block == NULL);
    if (a->block != NULL)
        block_cut(a->block, mark.block_used);
    a->used = mark.used;
}

void arena_reset(struct arena *a)
{
    arena_rewind(a, (struct arena_mark){ .block = NULL });
    if (a->spare != NULL)
        block_free(a->spare);
    a->spare = NULL;
    if (a->block != NULL && is_large(a->block)) {
        block_free(a->block);
        a->block = NULL;
    }
    a->is_exhausted = false;
}

void arena_release(struct arena *a)
{
    if (a == NULL)
        return;
    arena_reset(a);
    if (a->block != NULL)
        block_free(a->block);
    a->block = NULL;
}

/* What arena_try cannot give comes from the reserve, once; then it is over. */
static void *take_from_reserve(struct arena *a, size_t bytes)
{
    if (!a->is_exhausted)
        LOG(ERROR, "arena.exhausted", K_CZ("arena", a->name), K_I64("ceiling", (int64_t)a->ceiling),
            K_I64("bytes", (int64_t)bytes));
    a->is_exhausted = true;
    void *p = take(a, bytes, a->ceiling + ARENA_RESERVE_BYTES);
    if (p == NULL)
        log_die("arena.reserve_used_up", a->name);
    return p;
}

void *arena_bytes(struct arena *a, size_t bytes)
{
    void *p = take(a, bytes, a->ceiling);
    return p != NULL ? p : take_from_reserve(a, bytes);
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    void *p = arena_bytes(a, bytes);
    memset(p, 0, bytes);
    return p;
}

void *arena_alloc_n(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        log_die("arena.overflow", a->name);
    return arena_alloc(a, bytes);
}

void *arena_try(struct arena *a, size_t bytes)
{
    return take(a, bytes, a->ceiling);
}

/* The only piece of a large block: the system moves it, mostly without copying. */
static void *grow_large(struct arena *a, size_t old_bytes, size_t new_bytes)
{
    struct arena_block *b = a->block;
    size_t size = round_up(new_bytes);
    size_t older = b->total - b->size;
    if (older > a->ceiling || new_bytes > a->ceiling - older)
        return NULL;
    ASAN_UNPOISON_MEMORY_REGION(b->data, b->cap);
    char *data = realloc(b->data, size + ARENA_GUARD_BYTES);
    if (data == NULL)
        out_of_memory(a);
    a->used += size + ARENA_GUARD_BYTES - b->used;
    b->data = data;
    b->cap = size + ARENA_GUARD_BYTES;
    b->used = b->cap;
    b->size = size;
    b->total = older + size;
    ASAN_POISON_MEMORY_REGION(b->data + new_bytes, b->cap - new_bytes);
    assert(old_bytes <= new_bytes);
    return data;
}

void *arena_try_grow(struct arena *a, void *p, size_t old_bytes, size_t new_bytes)
{
    assert(new_bytes >= old_bytes);
    if (p == NULL)
        return arena_try(a, new_bytes);
    if (new_bytes > a->ceiling)
        return NULL;
    struct arena_block *b = a->block;
    size_t old_need = round_up(old_bytes) + ARENA_GUARD_BYTES;
    size_t new_need = round_up(new_bytes) + ARENA_GUARD_BYTES;
    bool is_newest = b != NULL && old_need <= b->used && b->data + (b->used - old_need) == p;
    if (is_newest && new_need - old_need <= b->cap - b->used) {
        b->used += new_need - old_need;
        a->used += new_need - old_need;
        ASAN_UNPOISON_MEMORY_REGION(p, new_bytes);
        return p;
    }
    if (is_newest && is_large(b) && p == b->data)
        return grow_large(a, old_bytes, new_bytes);
    void *grown = take(a, new_bytes, a->ceiling);
    if (grown != NULL)
        memcpy(grown, p, old_bytes);
    return grown;
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){
        .block = a->block,
        .block_used = a->block != NULL ? a->block->used : 0,
        .used = a->used,
        .cleanup = a->cleanup,
    };
}

void arena_on_reset(struct arena *a, void (*fn)(void *), void *p)
{
    assert(fn != NULL);
    struct arena_cleanup *c = arena_new(a, struct arena_cleanup);
    *c = (struct arena_cleanup){ .older = a->cleanup, .fn = fn, .p = p };
    a->cleanup = c;
}
