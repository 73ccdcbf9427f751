//! The twin of a run: the same network from the same moment on, with the same seed and commands, and one difference.

use crate::scene::Fault;
use crate::simulation::twin_watch::{TwinReading, TwinWatch};
use crate::simulation::{LoggedCommand, Sampler, Simulation, SimulationCommand, ViewSample};
use std::collections::VecDeque;
use std::sync::Arc;

/// A twin, which steps with its run.
pub struct Twin {
    /// The other simulation.
    pub simulation: Simulation,
    /// What is seen of it.
    pub sampler: Sampler,
    watch: TwinWatch,
    /// The commands of a branch that it has still to do, if it is one.
    own: Option<VecDeque<LoggedCommand>>,
}

/// The twin as the window sees it.
#[derive(Clone, Debug)]
pub struct TwinSample {
    /// The moment, as the run's own sample.
    pub sample: ViewSample,
    /// How they differ.
    pub reading: TwinReading,
}

impl Twin {
    /// The twin of a run as it stands, without a difference as yet.
    pub fn of(simulation: &Simulation, sampler: &Sampler) -> Result<Self, Fault> {
        let mut twin = Simulation::from_shared(Arc::clone(simulation.scene()), simulation.seed())?;
        let mut seen = Sampler::new(&twin);
        twin.take_up(&simulation.snapshot(), simulation.log()).map_err(|error| {
            let hint = "This is a fault of Rheobase; please report it together with the scene.";
            Fault::of_file(simulation.scene().source(), error.to_string(), hint)
        })?;
        seen.go_to(sampler.past().clone(), &twin);
        seen.look_as(sampler, &twin);
        twin.explain(sampler.selected());
        Ok(Self { watch: TwinWatch::new(twin.time_s()), simulation: twin, sampler: seen, own: None })
    }

    /// With these commands of its own, each at its step: what the run does again it does not do.
    pub fn with_commands(self, log: &[LoggedCommand]) -> Self {
        Self { own: Some(log.iter().cloned().collect()), ..self }
    }

    /// Whether what the run does again is not for it.
    pub const fn has_own_commands(&self) -> bool {
        self.own.is_some()
    }

    /// Do the step that the run has just done, and compare. A twin that a guard stopped stands still.
    pub fn step(&mut self, run: &Simulation) -> Result<(), Fault> {
        let now = self.simulation.steps();
        while let Some(due) = self.own.iter_mut().flatten().next().filter(|logged| logged.step <= now).cloned() {
            self.own.iter_mut().for_each(|own| drop(own.pop_front()));
            self.simulation.obey(due.command)?;
        }
        if self.simulation.step(1) > 0 {
            self.sampler.observe(&self.simulation);
            self.watch.observe(run.time_s(), run.spikes(), self.simulation.spikes());
        }
        Ok(())
    }

    /// The sample of now.
    pub fn take(&mut self) -> TwinSample {
        TwinSample { sample: self.sampler.take(&self.simulation), reading: self.watch.reading() }
    }
}

/// Do something with the twin, if there is one.
pub fn with<R>(twin: &mut Option<Box<Twin>>, work: impl FnOnce(&mut Simulation, &mut Sampler) -> R) -> Option<R> {
    twin.as_mut().map(|twin| work(&mut twin.simulation, &mut twin.sampler))
}

/// Give a command to the twin as well.
pub fn obey(twin: &mut Option<Box<Twin>>, command: &SimulationCommand) -> Result<(), Fault> {
    with(twin, |simulation, _| simulation.obey(command.clone())).unwrap_or(Ok(()))
}
