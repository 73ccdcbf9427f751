//! Rheobase shows how two kinds of plasticity make memory together: synapses that strengthen and weaken, and neurons whose
//! own excitability (threshold, afterhyperpolarization, input resistance) rises and falls.
//!
//! Modules in reading order; each imports only from those above it.
//!
//! | module | responsibility |
//! |---|---|
//! | [`units`], [`number_text`], [`processor_time`] | units at the edges; numbers as people read them; what the system counts |
//! | [`words`] | what the window says, in the user's language |
//! | [`elementary`], [`random`] | functions that vectorise; draws as a function of (seed, purpose, index, step) |
//! | [`caught`], [`whole_file`] | panics as values, for those who have to tell a user; files that are written whole or not at all |
//! | [`mod@state`] | one description of each type with state: hash, save, restore |
//! | [`modulation`] | neuromodulators and brain states: the tone of the whole network |
//! | [`scene`] | a scene file: parsed, checked as a whole, plain data |
//! | [`schedule`] | the order of one time step, and the clock |
//! | [`model`] | neurons and synapses as entities, their columns, and the index between them |
//! | [`dynamics`] | membranes, and spikes along axons |
//! | [`plasticity`] | rules that change synapses, rules that change neurons; one rule a file |
//! | [`protocol`] | timeline, patterns, Poisson drive, currents, explicit spikes |
//! | [`measure`] | recorders, statistics, guards |
//! | [`spawn`] | from a scene to a world of entities |
//! | [`simulation`] | one object for a run, its commands and log, and the thread that steps it for a window |
//! | [`mod@export`] | a run done for its results: spikes, tables, a summary, in a folder |
//! | [`session_file`] | a whole run and how it was shown, in a file; autosave |
//! | [`experiment`] | arms, conditions and seeds of a scene; what they say together |
//! | [`study`] | one run many times: values of one or two parameters, seeds, what is read of each |
//! | `theme`, `session` | colours and sizes of the window, the letters it has; what it knows about the run |
//! | `view`, `panel`, `record`, `sound` | 3D; panels and plots; stills and films; spikes that are heard |
//! | `app` | the window put together, and what it remembers |
//! | [`mod@bench`] | speed, measured |
//! | [`cli`] | the command line |
#![doc = include_str!("ARCHITECTURE.md")]
#![forbid(unsafe_code)]

/// The model and the scenes in words: what `MODEL 2.6` and `SCENES S6` in the documentation mean.
pub mod guide {
    #[doc = include_str!("MODEL.md")]
    pub mod model {}
    #[doc = include_str!("SCENES.md")]
    pub mod scenes {}
}

#[cfg(feature = "viewer")]
pub mod app;
pub mod bench;
pub mod caught;
pub mod cli;
pub mod dynamics;
pub mod elementary;
pub mod experiment;
pub mod export;
pub mod measure;
pub mod model;
pub mod modulation;
pub mod number_text;
#[cfg(feature = "viewer")]
pub mod panel;
pub mod plasticity;
pub mod processor_time;
pub mod protocol;
pub mod random;
#[cfg(feature = "viewer")]
pub mod record;
pub mod scene;
pub mod schedule;
#[cfg(feature = "viewer")]
pub mod session;
pub mod session_file;
pub mod simulation;
#[cfg(feature = "viewer")]
pub mod sound;
pub mod spawn;
pub mod state;
pub mod study;
#[cfg(feature = "viewer")]
pub mod theme;
pub mod units;
#[cfg(feature = "viewer")]
pub mod view;
pub mod whole_file;
pub mod words;
