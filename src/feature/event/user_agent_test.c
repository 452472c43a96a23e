#include "feature/event/user_agent.c"

#include "base/test.h"

static const struct {
    const char *header;
    const char *browser;
    const char *version;
    const char *os;
    const char *os_version;
    const char *device;
} cases[] = {
    { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.1.2",
      "Edge", "141.0.1.2", "Windows", "10", "" },
    { "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox",
      "128.0", "Ubuntu", "", "" },
    { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.4 Safari/605.1.15",
      "Safari", "17.4", "Mac OS X", "10_15_7", "Mac" },
    { "Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ2A) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/120.0.0.0 Mobile Safari/537.36",
      "Chrome", "120.0.0.0", "Android", "13", "Pixel 7" },
    { "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
      "Chrome", "120.0.0.0", "Android", "10", "" },
    { "Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/119.0 "
      "Mobile/15E148 "
      "Safari/604.1",
      "Chrome Mobile iOS", "119.0", "iOS", "16_5", "iPad" },
    { "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot",
      "2.1", "", "", "Spider" },
    { "curl/8.5.0", "curl", "8.5.0", "", "", "" },
    { "Chrome/", "Chrome", "", "", "", "" },
    { "nothing known", "", "", "", "", "" },
    { "", "", "", "", "", "" },
};

TEST(user_agents_are_told_apart)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct user_agent ua;
        user_agent_parse(str_c(cases[i].header), &ua);
        assert_str_equal(ua.browser.name, str_c(cases[i].browser));
        assert_str_equal(ua.browser.version, str_c(cases[i].version));
        assert_str_equal(ua.os.name, str_c(cases[i].os));
        assert_str_equal(ua.os.version, str_c(cases[i].os_version));
        assert_str_equal(ua.device, str_c(cases[i].device));
    }
}
