//! Memory: once warm, a step takes none from the allocator (no pauses, the same speed after hours), and a synapse takes little.

use rheobase::model::Weight;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, which counts what this thread asks of it.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    /// Bytes taken less bytes given back, and the most that this ever was.
    static BYTES: Cell<(i64, i64)> = const { Cell::new((0, 0)) };
}

fn count(taken: usize, given_back: usize) {
    // A thread that is ending has no counter any more, and none is needed.
    if taken > 0 {
        let _ended = ALLOCATIONS.try_with(|allocations| allocations.set(allocations.get() + 1));
    }
    let _ended = BYTES.try_with(|bytes| {
        let now = bytes.get().0 + taken as i64 - given_back as i64;
        bytes.set((now, bytes.get().1.max(now)));
    });
}

// SAFETY: every call is passed on unchanged to the system's allocator; counting neither allocates nor panics.
#[allow(unsafe_code, reason = "a global allocator can't be written without it")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller keeps the contract of this function, which is that of the one called.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(0, layout.size());
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
fn steps_in_which_synapses_are_replaced_allocate_nothing() {
    // 200 steps of 0.5 ms from 30.95 s on: the tick at 31 s of the day that begins at 26 s prunes and grows.
    assert_eq!(allocations("turnover", 30.95), 0);
}

#[test]
fn steps_of_the_default_scene_allocate_nothing_while_it_learns() {
    // Patterns have been presented before and one is on: every buffer has its size.
    assert_eq!(allocations("learn_sleep_remember", 12.0), 0);
}

#[test]
fn a_synapse_of_the_benchmark_network_takes_less_than_120_bytes() {
    let scene = std::sync::Arc::new(Scene::shipped("bench/coba").expect("a shipped scene"));
    let (before, _) = BYTES.get();
    BYTES.set((before, before));
    let simulation = Simulation::from_shared(scene, 1).unwrap();
    let (after, most) = BYTES.get();
    let synapses = simulation.with_column(|weights: &[Weight]| weights.len());
    assert!(synapses > 300_000, "{synapses} synapses");
    // Neurons, index and schedule included; the list of pairs is there only while the network is spawned.
    let (kept, peak) = ((after - before) as f64 / synapses as f64, (most - before) as f64 / synapses as f64);
    println!("{kept:.1} bytes a synapse, at most {peak:.1} while spawning");
    assert!(kept < 120.0, "{kept:.1} bytes a synapse");
    assert!(peak < 120.0, "{peak:.1} bytes a synapse while spawning");
}
