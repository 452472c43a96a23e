// main.go DSN [RESUME_AT] - sends the scenario with sentry-go; prints its ids as JSON.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/getsentry/sentry-go"
)

type priceError struct{ item int }

func (e *priceError) Error() string { return fmt.Sprintf("item %d has no price", e.item) }

type cartError struct {
	cart  int
	cause error
}

func (e *cartError) Error() string { return fmt.Sprintf("cannot compute total of cart %d", e.cart) }
func (e *cartError) Unwrap() error { return e.cause }

func capture(err error, fingerprint ...string) string {
	var id *sentry.EventID
	sentry.WithScope(func(scope *sentry.Scope) {
		if len(fingerprint) > 0 {
			scope.SetFingerprint(fingerprint)
		}
		id = sentry.CaptureException(err)
	})
	return string(*id)
}

func checkout(cart int) string {
	return capture(&cartError{cart, &priceError{41}})
}

func otherType() string { return capture(errors.New("other")) }

func message(text string) string {
	var id *sentry.EventID
	sentry.WithScope(func(scope *sentry.Scope) {
		scope.SetLevel(sentry.LevelWarning)
		id = sentry.CaptureMessage(text)
	})
	return string(*id)
}

func scenario() any {
	sentry.AddBreadcrumb(&sentry.Breadcrumb{Category: "cart", Message: "added item 41", Level: sentry.LevelInfo})
	sent := [][]string{}
	for _, cart := range []struct {
		name string
		cart int
	}{{"chained", 7}, {"chained again", 815}} {
		sent = append(sent, []string{cart.name, checkout(cart.cart)})
	}
	return append(sent,
		[]string{"other type", otherType()},
		[]string{"message", message("hello from go")},
		[]string{"fingerprint", capture(errors.New("card refused"), "payments", "go")},
		[]string{"same fingerprint", capture(&priceError{1}, "payments", "go")})
}

func recoverAt(resumeAt float64) any {
	burst, after := []string{}, []string{}
	for n := range 15 {
		burst = append(burst, message(fmt.Sprintf("burst %d", n)))
		sentry.Flush(time.Second * 2)
	}
	time.Sleep(time.Until(time.UnixMilli(int64(resumeAt * 1000))))
	for n := range 2 {
		after = append(after, message(fmt.Sprintf("after %d", n)))
		sentry.Flush(time.Second * 2)
	}
	return map[string]any{"burst": burst, "after": after}
}

func main() {
	err := sentry.Init(sentry.ClientOptions{Dsn: os.Args[1], Release: "shop@1.4.2", Environment: "production", AttachStacktrace: true})
	if err != nil {
		panic(err)
	}
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetTag("plan", "pro")
		scope.SetUser(sentry.User{ID: "1007", Email: "user7@example.com"})
	})
	var sent any
	if len(os.Args) > 2 {
		at, _ := strconv.ParseFloat(os.Args[2], 64)
		sent = recoverAt(at)
	} else {
		sent = scenario()
	}
	sentry.Flush(10 * time.Second)
	text, _ := json.Marshal(sent)
	fmt.Println(string(text))
}
