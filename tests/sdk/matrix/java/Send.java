// Send DSN [RESUME_AT] - sends the scenario with io.sentry; prints its ids as JSON.
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class Send {
    static int price(int[] item) {
        return item[0] / item[1];
    }

    static int checkout(int cart) {
        try {
            return price(new int[] {10, 0});
        } catch (ArithmeticException cause) {
            throw new IllegalStateException("cannot compute total of cart " + cart, cause);
        }
    }

    static String capture(Runnable run, String... fingerprint) {
        SentryId[] id = new SentryId[1];
        Sentry.withScope(scope -> {
            if (fingerprint.length > 0) scope.setFingerprint(Arrays.asList(fingerprint));
            try {
                run.run();
            } catch (RuntimeException e) {
                id[0] = Sentry.captureException(e);
            }
        });
        return id[0].toString().replace("-", "");
    }

    static String message(String text) {
        return Sentry.captureMessage(text, SentryLevel.WARNING).toString().replace("-", "");
    }

    static String pair(String name, String id) {
        return "[\"" + name + "\",\"" + id + "\"]";
    }

    static String scenario() {
        User user = new User();
        user.setId("1007");
        user.setEmail("user7@example.com");
        Sentry.setUser(user);
        Sentry.setTag("plan", "pro");
        Breadcrumb crumb = new Breadcrumb("added item 41");
        crumb.setCategory("cart");
        Sentry.addBreadcrumb(crumb);
        List<String> sent = new ArrayList<>();
        for (Object[] one : new Object[][] {{"chained", 7}, {"chained again", 815}})
            sent.add(pair((String) one[0], capture(() -> checkout((Integer) one[1]))));
        sent.add(pair("other type", capture(() -> price(new int[0]))));
        sent.add(pair("message", message("hello from java")));
        sent.add(pair("fingerprint", capture(() -> { throw new RuntimeException("card refused"); }, "payments", "java")));
        sent.add(pair("same fingerprint", capture(() -> { throw new UnsupportedOperationException("no card"); }, "payments", "java")));
        return "[" + String.join(",", sent) + "]";
    }

    static String list(String what, int n) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add("\"" + message(what + " " + i) + "\"");
            Sentry.flush(2000);
        }
        return "[" + String.join(",", ids) + "]";
    }

    static String recover(double resumeAt) throws InterruptedException {
        String burst = list("burst", 15);
        Thread.sleep(Math.max(0, (long) (resumeAt * 1000) - System.currentTimeMillis()));
        return "{\"burst\":" + burst + ",\"after\":" + list("after", 2) + "}";
    }

    public static void main(String[] args) throws InterruptedException {
        Sentry.init(options -> {
            options.setDsn(args[0]);
            options.setRelease("shop@1.4.2");
            options.setEnvironment("production");
        });
        String sent = args.length > 1 ? recover(Double.parseDouble(args[1])) : scenario();
        Sentry.flush(10_000);
        Sentry.close();
        System.out.println(sent);
    }
}
