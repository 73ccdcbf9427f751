//! Tests of the whole crate, through its public interface and its program: one crate, one link, one file a subject.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod adex;
mod allocation_free;
mod bcm;
mod btsp;
mod calcium;
mod capture;
mod causes;
mod choices;
mod circles;
mod cli;
mod clopath;
mod convergence;
mod course;
mod curves;
mod determinism;
mod excitability;
mod excitability_options;
mod experiment;
mod golden;
mod guards;
mod homeostasis;
mod inhibition;
mod interventions;
mod laps;
mod membrane;
mod memory;
mod neuromodulators;
mod noise;
mod paint;
mod pairing;
mod parameters;
mod plasticity;
mod poke;
mod precision;
mod presentations;
mod reference;
mod references;
mod regimes;
mod remodelling;
mod replay_lens;
mod restore;
mod rig;
mod sampler;
mod scaling;
mod scene_errors;
mod scene_notes;
mod scene_syntax;
mod scenes;
mod schedule;
mod sessions;
mod set_neuron;
mod short_term;
mod slice;
mod structure;
mod sweep;
mod synapse;
mod three_factor;
mod tidy;
mod time_lapse;
mod triplet;
mod variables;
mod vary;

#[cfg(feature = "viewer")]
mod commands;
#[cfg(feature = "viewer")]
mod display;
#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod flashing;
#[cfg(feature = "viewer")]
mod library;
#[cfg(feature = "viewer")]
mod manual;
#[cfg(feature = "viewer")]
mod mechanisms;
#[cfg(feature = "viewer")]
mod panels;
#[cfg(feature = "viewer")]
mod pictures;
#[cfg(feature = "viewer")]
mod true_words;
#[cfg(feature = "viewer")]
mod undo;
#[cfg(feature = "viewer")]
mod window;
#[cfg(feature = "viewer")]
mod words;
