//! main DSN [RESUME_AT] - sends the scenario with the Rust SDK; prints its ids as JSON.
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sentry::{Level, User};

#[derive(Debug)]
struct PriceError(i32);
#[derive(Debug)]
struct CartError(i32, PriceError);
#[derive(Debug)]
struct CardError;

impl fmt::Display for PriceError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "item {} has no price", self.0)
    }
}
impl fmt::Display for CartError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "cannot compute total of cart {}", self.0)
    }
}
impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "card refused")
    }
}
impl std::error::Error for PriceError {}
impl std::error::Error for CartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.1)
    }
}
impl std::error::Error for CardError {}

fn checkout(cart: i32) -> String {
    sentry::capture_error(&CartError(cart, PriceError(41))).simple().to_string()
}

fn grouped<E: std::error::Error>(error: &E) -> String {
    sentry::with_scope(
        |scope| scope.set_fingerprint(Some(&["payments", "rust"])),
        || sentry::capture_error(error).simple().to_string(),
    )
}

fn message(text: &str) -> String {
    sentry::capture_message(text, Level::Warning).simple().to_string()
}

fn scenario() -> String {
    sentry::add_breadcrumb(sentry::Breadcrumb {
        category: Some("cart".into()),
        message: Some("added item 41".into()),
        ..Default::default()
    });
    let sent = [
        ("chained", checkout(7)),
        ("chained again", checkout(815)),
        ("other type", sentry::capture_error(&PriceError(1)).simple().to_string()),
        ("message", message("hello from rust")),
        ("fingerprint", grouped(&CardError)),
        ("same fingerprint", grouped(&PriceError(2))),
    ];
    let pairs: Vec<String> = sent.iter().map(|(name, id)| format!("[\"{name}\",\"{id}\"]")).collect();
    format!("[{}]", pairs.join(","))
}

fn list(what: &str, n: usize) -> String {
    let mut ids = Vec::new();
    for i in 0..n {
        ids.push(format!("\"{}\"", message(&format!("{what} {i}"))));
        sentry::Hub::current().client().unwrap().flush(Some(Duration::from_secs(2)));
    }
    format!("[{}]", ids.join(","))
}

fn recover(resume_at: f64) -> String {
    let burst = list("burst", 15);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    std::thread::sleep(Duration::from_secs_f64((resume_at - now).max(0.0)));
    format!("{{\"burst\":{burst},\"after\":{}}}", list("after", 2))
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let guard = sentry::init((
        args[1].as_str(),
        sentry::ClientOptions::new().release("shop@1.4.2".to_string()).environment("production".to_string()).attach_stacktrace(true),
    ));
    sentry::configure_scope(|scope| {
        scope.set_tag("plan", "pro");
        scope.set_user(Some(User { id: Some("1007".into()), email: Some("user7@example.com".into()), ..Default::default() }));
    });
    let sent = if args.len() > 2 { recover(args[2].parse().unwrap()) } else { scenario() };
    guard.flush(Some(Duration::from_secs(10)));
    println!("{sent}");
}
