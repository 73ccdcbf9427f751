//! Once warm, a step takes no memory from the allocator: no pauses, the same speed after hours.

use rheobase::scene::Scene;
use rheobase::simulation::Simulation;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, which counts what this thread asks of it.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more, and none is needed.
    let _ended = ALLOCATIONS.try_with(|allocations| allocations.set(allocations.get() + 1));
}

// SAFETY: every call is passed on unchanged to the system's allocator; counting neither allocates nor panics.
#[allow(unsafe_code, reason = "a global allocator can't be written without it")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of this function, which is that of the one called.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations of 200 steps, after `warm_up` seconds of model time.
fn allocations(scene: &str, warm_up: f64) -> u64 {
    let scene = Scene::shipped(scene).expect("a shipped scene");
    let mut simulation = Simulation::new(&scene, 1);
    simulation.step(scene.steps_in(warm_up));
    let before = ALLOCATIONS.get();
    simulation.step(200);
    ALLOCATIONS.get() - before
}

#[test]
fn steps_of_the_benchmark_network_allocate_nothing() {
    assert_eq!(allocations("bench/coba", 1.0), 0);
}

#[test]
fn steps_of_the_default_scene_allocate_nothing_while_it_learns() {
    // Patterns have been presented before and one is on: every buffer has its size.
    assert_eq!(allocations("learn_sleep_remember", 12.0), 0);
}
