//! Rules that change the excitability of neurons.

use super::experiment::Mechanism;
use super::intrinsic_options::{InactivityFile, WindowClosingFile};
use super::rule_file::{RuleFile, RuleSite};
use crate::scene::parameter::{Judge, judge_parameters, parameters};
use crate::units::{Hertz, Hours, Quantity, Seconds};

parameters! {
    /// Learning-driven intrinsic plasticity (MODEL 2.4).
    pub struct IntrinsicPlasticityFile {
        /// Growth of the slow component k_s (1/s).
        slow_rate: f32 = 0.05 in [0.0, 10.0], "MODEL 2.4";
        /// Growth of the fast component k_f (1/s).
        fast_rate: f32 = 0.05 in [0.0, 10.0], "MODEL 2.4";
        /// Decay of the slow component, biological time.
        slow_tau: Hours = 12.0 in [0.01, 1000.0], "MODEL 2.4: 12 to 24 h in hippocampus, 6 h in amygdala";
        /// Decay of the fast component, biological time.
        fast_tau: Hours = 1.0 in [0.01, 1000.0], "Pignatelli et al. 2019: about an hour";
        /// Calcium (a rate) at half trigger.
        trigger_rate: Hertz = 12.0 in [0.0, 200.0], "MODEL 2.4";
        /// Width of the trigger sigmoid.
        trigger_width: Hertz = 2.0 in [0.1, 50.0], "MODEL 2.4";
        /// Time constant of the calcium proxy.
        calcium_tau: Seconds = 0.5 in [0.01, 10.0], "MODEL 2.4";
        /// Rate of tagging k_T (1/s).
        tag_rate: f32 = 1.0 in [0.0, 10.0], "MODEL 2.4";
        /// Time constant of the tag.
        tag_tau: Seconds = 2.0 in [0.1, 60.0], "MODEL 2.4";
        /// Growth of the slow component by dopamine k_DA (1/s).
        slow_rate_dopamine: f32 = 0.5 in [0.0, 10.0], "MODEL 2.4";
        /// Loss of the slow component by serotonin k_sp (1/s).
        slow_loss_serotonin: f32 = 0.1 in [0.0, 10.0], "MODEL 2.4";
        /// Loss of the slow component of tagged neurons in a dopamine dip k_d (1/s); 0 is none.
        slow_loss_dip: f32 = 0.0 in [0.0, 10.0], "MODEL 2.4; 0.5 mirrors k_DA";
        /// How much excitability lowers the threshold of synaptic potentiation: M (1 - this e); 0 is none.
        potentiation_coupling: f32 = 0.0 in [0.0, 1.0], "MODEL 2.6; 0.3 where it is on";
    }
    other {
        /// How long the growth of the slow component takes to appear, biological time, 0 to 48 h; 0. Interneurons: 6 h, with a
        /// fifth of `slow_rate` (MODEL 2.8).
        slow_delay: Hours = Hours(0.0);
        /// Closing of the window; absent: none.
        closing: Option<WindowClosingFile> = None;
        /// Depression by inactivity; absent: none.
        inactivity: Option<InactivityFile> = None;
    }
}

impl RuleFile for IntrinsicPlasticityFile {
    const MECHANISM: Option<Mechanism> = Some(Mechanism::Intrinsic);

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        judge.within("slow_delay", self.slow_delay.0, 0.0, 48.0, Hours::UNIT);
        if let Some(closing) = &self.closing {
            judge_parameters(judge, "closing", closing);
        }
        if let Some(inactivity) = &self.inactivity {
            judge_parameters(judge, "inactivity", inactivity);
        }
    }
}
