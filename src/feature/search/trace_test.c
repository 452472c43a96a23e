#include "feature/search/trace.c"

#include "base/test.h"

/* Traces as the runtimes print them. */

static struct trace t;

static void reads(const char *text, enum trace_language language, size_t frames)
{
    if (!trace_read(str_c(text), &t))
        fail_msg("no frame in:\n%s", text);
    assert_string_equal(trace_language_name(t.language), trace_language_name(language));
    assert_int_equal(t.n, frames);
}

static void has_head(const char *type, const char *message)
{
    assert_str_equal(t.type, str_c(type));
    assert_str_equal(t.message, str_c(message));
}

static void has_frame(size_t i, const char *function, const char *file, int64_t line)
{
    assert_str_equal(t.frames[i].function, str_c(function));
    assert_str_equal(t.frames[i].file, str_c(file));
    assert_int_equal(t.frames[i].line, line);
}

TEST(a_python_traceback_is_read)
{
    reads("Traceback (most recent call last):\n"
          "  File \"/app/manage.py\", line 22, in <module>\n"
          "    main()\n"
          "  File \"/app/shop/cart.py\", line 41, in total\n"
          "    return sum(item[\"price\"] for item in items)\n"
          "           ~~~~^^^^^^^^^^^\n"
          "KeyError: 'price'\n",
          TRACE_PYTHON, 2);
    has_head("KeyError", "'price'");
    has_frame(0, "total", "/app/shop/cart.py", 41);
    has_frame(1, "<module>", "/app/manage.py", 22);
}

TEST(of_a_chain_of_python_exceptions_the_last_is_read)
{
    reads("2026-11-28 10:00:00 ERROR request failed\n"
          "Traceback (most recent call last):\n"
          "  File \"/app/db.py\", line 5, in connect\n"
          "    raise OSError(\"down\")\n"
          "OSError: down\n"
          "\n"
          "During handling of the above exception, another exception occurred:\n"
          "\n"
          "Traceback (most recent call last):\n"
          "  File \"/app/web.py\", line 9, in handle\n"
          "    raise shop.errors.Unavailable(\"no database\") from e\n"
          "shop.errors.Unavailable: no database\n",
          TRACE_PYTHON, 1);
    has_head("shop.errors.Unavailable", "no database");
    has_frame(0, "handle", "/app/web.py", 9);
}

TEST(a_java_stack_trace_is_read_without_its_causes)
{
    reads("Exception in thread \"main\" java.lang.IllegalStateException: cart 7 is closed\n"
          "\tat com.shop.cart.Cart.total(Cart.java:112)\n"
          "\tat com.shop.web.CartController$Companion.show(CartController.kt:31)\n"
          "\tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(Unknown Source)\n"
          "\tat java.base/java.lang.Thread.run(Thread.java:1583)\n"
          "Caused by: java.sql.SQLException: gone\n"
          "\tat org.postgresql.Driver.connect(Driver.java:302)\n"
          "\t... 3 more\n",
          TRACE_JAVA, 4);
    has_head("java.lang.IllegalStateException", "cart 7 is closed");
    has_frame(0, "total", "Cart.java", 112);
    has_frame(1, "show", "CartController.kt", 31);
    assert_true(str_is_null(t.frames[2].file));
}

TEST(a_javascript_stack_of_v8_is_read)
{
    reads("Uncaught (in promise) TypeError: Cannot read properties of undefined (reading 'price')\n"
          "    at totalFor (https://shop.test/assets/cart.js:10:15)\n"
          "    at async Promise.all (index 0)\n"
          "    at new Checkout (/srv/app/checkout.js:4:7)\n"
          "    at Object.render [as update] (webpack:///./src/view.ts?:33:9)\n"
          "    at file:///srv/app/main.mjs:2:1\n",
          TRACE_JAVASCRIPT, 4);
    has_head("TypeError", "Cannot read properties of undefined (reading 'price')");
    has_frame(0, "totalFor", "https://shop.test/assets/cart.js", 10);
    has_frame(1, "Checkout", "/srv/app/checkout.js", 4);
    has_frame(2, "render", "webpack:///./src/view.ts?", 33);
    assert_str_equal(t.frames[3].file, S("file:///srv/app/main.mjs"));
}

TEST(a_javascript_stack_of_firefox_and_safari_is_read)
{
    reads("totalFor@https://shop.test/assets/cart.js:10:15\n"
          "@https://shop.test/assets/main.js:2:1\n"
          "[native code]\n",
          TRACE_JAVASCRIPT, 2);
    has_frame(0, "totalFor", "https://shop.test/assets/cart.js", 10);
    assert_int_equal(t.frames[1].line, 2);
}

TEST(a_go_panic_is_read)
{
    reads("panic: runtime error: index out of range [3] with length 3\n"
          "\n"
          "goroutine 1 [running]:\n"
          "main.(*Shop).total(0xc000012120, {0xc00001c0a8, 0x3})\n"
          "\t/srv/shop/cart.go:12 +0x1d\n"
          "github.com/acme/shop/web.Serve(...)\n"
          "\t/srv/shop/web/serve.go:88\n"
          "created by net/http.(*Server).Serve in goroutine 5\n"
          "\t/usr/local/go/src/net/http/server.go:3086 +0x5cb\n"
          "exit status 2\n",
          TRACE_GO, 3);
    has_head("panic", "runtime error: index out of range [3] with length 3");
    has_frame(0, "(*Shop).total", "/srv/shop/cart.go", 12);
    has_frame(1, "Serve", "/srv/shop/web/serve.go", 88);
    has_frame(2, "(*Server).Serve", "/usr/local/go/src/net/http/server.go", 3086);
}

TEST(a_ruby_backtrace_is_read)
{
    reads("shop/cart.rb:12:in `total': key not found: :price (KeyError)\n"
          "\tfrom shop/cart.rb:8:in `block in sum'\n"
          "\tfrom shop/cart.rb:8:in 'Array#each'\n"
          "\tfrom main.rb:3:in `<main>'\n",
          TRACE_RUBY, 4);
    has_head("KeyError", "key not found: :price");
    has_frame(0, "total", "shop/cart.rb", 12);
    has_frame(1, "sum", "shop/cart.rb", 8);
    has_frame(2, "each", "shop/cart.rb", 8);
}

TEST(a_php_fatal_error_is_read)
{
    reads("PHP Fatal error:  Uncaught TypeError: Shop\\Cart::total(): Argument #1 must be of type "
          "int, string given, called in /app/web.php on line 9 and defined in /app/cart.php:12\n"
          "Stack trace:\n"
          "#0 /app/web.php(9): Shop\\Cart->total('3')\n"
          "#1 [internal function]: {closure}(Object(Request))\n"
          "#2 /app/index.php(4): App\\run()\n"
          "#3 {main}\n"
          "  thrown in /app/cart.php on line 12\n",
          TRACE_PHP, 4);
    assert_str_equal(t.type, S("TypeError"));
    assert_str_equal(t.frames[0].file, S("/app/cart.php"));
    has_frame(1, "total", "/app/web.php", 9);
    has_frame(3, "run", "/app/index.php", 4);
    reads("Uncaught RuntimeException: gone in /app/cart.php:12\n"
          "#0 /app/index.php(4): Shop\\Cart->total()\n",
          TRACE_PHP, 2);
    has_head("RuntimeException", "gone");
    assert_str_equal(t.frames[0].file, S("/app/cart.php"));
}

TEST(a_dotnet_stack_trace_is_read)
{
    reads("Unhandled exception. System.InvalidOperationException: Sequence contains no elements\n"
          "   at System.Linq.ThrowHelper.ThrowNoElementsException()\n"
          "   at Shop.Cart.<TotalAsync>d__5.MoveNext() in C:\\src\\Shop\\Cart.cs:line 41\n"
          "--- End of stack trace from previous location ---\n"
          "   at Shop.Web.CartController.Show(Int32 id, String name) in /src/Web/Cart.cs:line 9\n",
          TRACE_DOTNET, 3);
    has_head("System.InvalidOperationException", "Sequence contains no elements");
    assert_str_equal(t.frames[0].function, S("ThrowNoElementsException"));
    has_frame(1, "TotalAsync", "C:\\src\\Shop\\Cart.cs", 41);
    has_frame(2, "Show", "/src/Web/Cart.cs", 9);
}

TEST(a_rust_panic_is_read_in_its_old_and_new_form)
{
    reads("thread 'main' panicked at src/cart.rs:12:5:\n"
          "index out of bounds: the len is 3 but the index is 3\n"
          "stack backtrace:\n"
          "   0: rust_begin_unwind\n"
          "             at /rustc/9fc6b431/library/std/src/panicking.rs:665:5\n"
          "   1: shop::cart::total\n"
          "             at ./src/cart.rs:12:5\n"
          "   2: shop::main::h0123456789abcdef\n"
          "             at ./src/main.rs:4:9\n",
          TRACE_RUST, 3);
    has_head("panic", "index out of bounds: the len is 3 but the index is 3");
    has_frame(1, "total", "./src/cart.rs", 12);
    has_frame(2, "main", "./src/main.rs", 4);
    reads("thread 'main' panicked at 'gone', src/cart.rs:12:5\n"
          "   1: shop::cart::total\n"
          "             at ./src/cart.rs:12:5\n",
          TRACE_RUST, 1);
    has_head("panic", "gone");
}

TEST(what_is_no_trace_is_none)
{
    assert_false(trace_read(S(""), &t));
    assert_false(trace_read(S("at the end of the day"), &t));
    assert_false(trace_read(S("File \"x\n#1\n#\nat \nat (\nat ()\n@:1\n:in '"), &t));
    assert_false(trace_read(str_make("at f (x.js:1:2)\0", 16), &t));
}

TEST(of_a_deep_trace_the_frames_near_the_crash_are_kept)
{
    static char deep[64 << 10];
    size_t n = 0;

    for (int i = 0; i < 500; i++)
        n += (size_t)snprintf(deep + n, sizeof deep - n, "  File \"a.py\", line %d, in f\n", i);
    reads(deep, TRACE_PYTHON, TRACE_FRAMES);
    assert_int_equal(t.frames[0].line, 499);
}
