//! A panic, caught: what was said and where, so that it can be shown to a user instead of ending the program or a thread unseen.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// A panic: a fault of the program, not of its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// What it says.
    pub message: String,
    /// File, line and column where it arose; none if the system's own unwinding began elsewhere.
    pub place: Option<String>,
}

impl fmt::Display for Caught {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(formatter, "{} ({place})", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

/// What a thread does with a panic besides unwinding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Watch {
    /// What the program did before: print it.
    #[default]
    Off,
    /// Note its place, and print it.
    Noting,
    /// Note its place, and print nothing.
    Silent,
}

thread_local! {
    static WATCH: Cell<Watch> = const { Cell::new(Watch::Off) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Do something; a panic in it comes back as a value. It is printed on the error stream, too, for those who look there.
///
/// What the panic left half done must not be used afterwards as if nothing had happened.
///
/// # Errors
/// The panic.
pub fn catch<R>(work: impl FnOnce() -> R) -> Result<R, Caught> {
    watched(Watch::Noting, work)
}

/// The same, printing nothing.
///
/// # Errors
/// The panic.
pub fn catch_silently<R>(work: impl FnOnce() -> R) -> Result<R, Caught> {
    watched(Watch::Silent, work)
}

fn watched<R>(watch: Watch, work: impl FnOnce() -> R) -> Result<R, Caught> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if note(info) {
                before(info);
            }
        }));
    });
    let outer = WATCH.replace(watch);
    PLACE.take();
    let done = catch_unwind(AssertUnwindSafe(work));
    WATCH.set(outer);
    done.map_err(|payload| Caught { message: message_of(payload), place: PLACE.take() })
}

/// Note the place of a panic in a thread that watches; whether it is to be printed as well.
fn note(info: &PanicHookInfo<'_>) -> bool {
    let watch = WATCH.get();
    if watch != Watch::Off {
        PLACE.set(info.location().map(ToString::to_string));
    }
    watch != Watch::Silent
}

/// What a panic says. Its value is dropped here; where that panics in turn, the value is left alone instead.
fn message_of(payload: Box<dyn Any + Send>) -> String {
    let message = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned());
    let message = message.unwrap_or_else(|| "a panic that says nothing".to_owned());
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(again);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_with_its_words_and_its_place() {
        assert_eq!(catch_silently(|| 7), Ok(7));
        let formatted = 3;
        let caught = catch_silently(|| panic!("it broke {formatted} times")).unwrap_err();
        assert_eq!(caught.message, "it broke 3 times");
        assert!(caught.place.as_ref().is_some_and(|place| place.contains("caught.rs:")), "{caught:?}");
        assert!(caught.to_string().starts_with("it broke 3 times (src"), "{caught}");
        let plain = catch_silently(|| panic!("plain")).unwrap_err();
        assert_eq!(plain.message, "plain");
        let dumb = catch_silently(|| std::panic::panic_any(5_u8)).unwrap_err();
        assert!(dumb.place.is_some() && dumb.message.contains("says nothing"), "{dumb:?}");
    }

    #[test]
    fn one_catch_inside_another_keeps_each_panic_apart() {
        let outer = catch_silently(|| {
            let inner = catch_silently(|| panic!("inner")).unwrap_err();
            assert_eq!(inner.message, "inner");
            panic!("outer after {inner}");
        })
        .unwrap_err();
        assert!(outer.message.starts_with("outer after inner (src"), "{outer:?}");
        let line =
            |caught: &Caught| caught.place.as_ref().and_then(|place| place.split(':').nth(1)?.parse::<u32>().ok());
        assert!(line(&outer).is_some(), "{outer:?}");
    }

    #[test]
    fn a_value_whose_drop_panics_does_no_harm() {
        struct Angry;
        impl Drop for Angry {
            fn drop(&mut self) {
                panic!("dropped");
            }
        }
        let caught = catch_silently(|| std::panic::panic_any(Angry)).unwrap_err();
        assert!(caught.message.contains("says nothing"), "{caught:?}");
    }
}
