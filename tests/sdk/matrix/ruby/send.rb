# send.rb DSN SDK [RESUME_AT] - sends the scenario with sentry-ruby ("sentry") or its
# predecessor ("raven"), as Debian packages them; prints its ids as JSON.
require "json"

dsn, sdk, resume_at = ARGV

# One face for both.
class Raven5
  def initialize(dsn)
    require "sentry-raven"
    Raven.configure do |c|
      c.dsn, c.release, c.current_environment, c.silence_ready = dsn, "shop@1.4.2", "production", true
      c.logger = Logger.new(File::NULL)
    end
    Raven.tags_context(plan: "pro")
    Raven.user_context(id: "1007", email: "user7@example.com")
    Raven.breadcrumbs.record { |b| b.category, b.message = "cart", "added item 41" }
  end

  def exception(error, fingerprint)
    Raven.capture_exception(error, fingerprint ? { fingerprint: fingerprint } : {})&.id
  end

  def message(text)
    Raven.capture_message(text, level: "warning")&.id
  end
end

class Sentry5
  def initialize(dsn)
    require "sentry-ruby"
    Sentry.init do |c|
      c.dsn, c.release, c.environment, c.background_worker_threads = dsn, "shop@1.4.2", "production", 0
      c.enabled_environments, c.logger, c.auto_session_tracking = ["production"], Logger.new(File::NULL), false
    end
    Sentry.set_tags(plan: "pro")
    Sentry.set_user(id: "1007", email: "user7@example.com")
    Sentry.add_breadcrumb(Sentry::Breadcrumb.new(category: "cart", message: "added item 41"))
  end

  def exception(error, fingerprint)
    Sentry.with_scope do |scope|
      scope.set_fingerprint(fingerprint) if fingerprint
      Sentry.capture_exception(error)&.event_id
    end
  end

  def message(text)
    Sentry.capture_message(text, level: :warning)&.event_id
  end
end

def price(item)
  item[:price] / item[:qty]
end

def checkout(cart)
  price(price: 10, qty: 0)
rescue ZeroDivisionError
  raise ArgumentError, "cannot compute total of cart #{cart}"
end

SDK = (sdk == "raven" ? Raven5 : Sentry5).new(dsn)

def capture(fingerprint = nil)
  yield
rescue StandardError => e
  SDK.exception(e, fingerprint)
end

def scenario(sdk)
  [
    *[["chained", 7], ["chained again", 815]].map { |name, cart| [name, capture { checkout(cart) }] },
    ["other type", capture { raise KeyError, "x" }],
    ["message", SDK.message("hello from #{sdk}")],
    ["fingerprint", capture(["payments", sdk]) { raise "card refused" }],
    ["same fingerprint", capture(["payments", sdk]) { raise TypeError, "no card" }]
  ]
end

def recover(resume_at)
  burst = 15.times.map { |n| SDK.message("burst #{n}") }
  sleep([0, resume_at - Time.now.to_f].max)
  { burst: burst, after: 2.times.map { |n| SDK.message("after #{n}") } }
end

puts JSON.generate(resume_at ? recover(resume_at.to_f) : scenario(sdk))
