//! The membrane of MODEL 2.2 and its options in double precision: conductances in closed form, the potential by the method of Runge
//! and Kutta in steps of 10 µs, spikes where the potential crosses the threshold within a step.

use super::draws::Draws;
use std::fmt::Write;

/// Step of the reference (ms); a fiftieth of the program's usual one.
pub const STEP_MS: f64 = 0.01;

/// Parameters of one cell, in the units of a scene.
#[derive(Clone, Copy, Debug)]
pub struct Neuron {
    pub capacitance: f64,
    pub leak: f64,
    pub rest: f64,
    pub reset: f64,
    pub threshold: f64,
    pub jump: (f64, f64),
    pub refractory: f64,
    /// Reversal potentials of excitation, inhibition and potassium.
    pub reversal: [f64; 3],
    /// Time constants of fast excitation, slow excitation and inhibition.
    pub taus: [f64; 3],
    /// Medium and slow afterhyperpolarization: conductance a spike in units of the leak, time constant.
    pub ahp: [(f64, f64); 2],
    /// Slope factor, coupling, jump and time constant of the adaptive exponential option.
    pub adex: Option<[f64; 4]>,
    /// Excitability e of the cell.
    pub excitability: f64,
}

impl Neuron {
    pub fn random(draws: &mut Draws, adex: bool) -> Self {
        let rest = draws.uniform(-75.0, -60.0);
        Self {
            capacitance: draws.log(50.0, 500.0),
            leak: draws.log(3.0, 30.0),
            rest,
            reset: draws.uniform(-75.0, -55.0),
            threshold: draws.uniform(-52.0, -40.0),
            jump: (draws.uniform(0.0, 10.0), draws.log(3.0, 100.0)),
            refractory: 0.5 * draws.whole(1, 10) as f64,
            reversal: [draws.uniform(-20.0, 20.0), draws.uniform(-90.0, -60.0), draws.uniform(-110.0, -80.0)],
            taus: [draws.log(1.0, 20.0), draws.log(20.0, 200.0), draws.log(2.0, 50.0)],
            ahp: [
                (draws.uniform(0.0, 0.5), draws.log(20.0, 200.0)),
                (draws.uniform(0.0, 0.5), draws.log(100.0, 1000.0)),
            ],
            adex: adex.then(|| {
                [draws.uniform(1.0, 4.0), draws.uniform(0.0, 5.0), draws.uniform(0.0, 100.0), draws.log(20.0, 300.0)]
            }),
            excitability: draws.uniform(-1.0, 1.0),
        }
    }

    /// Parameters as a scene has them, without noise and spread.
    pub fn text(&self) -> String {
        let Self { capacitance, leak, rest, reset, threshold, jump, refractory, reversal, taus, ahp, .. } = self;
        let mut text = format!(
            "threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0), capacitance: pF({capacitance:?}),
             leak_conductance: nS({leak:?}), resting_potential: mV({rest:?}), reset_potential: mV({reset:?}),
             threshold: mV({threshold:?}), threshold_jump: mV({:?}), threshold_tau: ms({:?}), refractory: ms({refractory:?}),
             excitatory_reversal: mV({:?}), inhibitory_reversal: mV({:?}), potassium_reversal: mV({:?}), ampa_tau: ms({:?}),
             slow_tau: ms({:?}), gaba_tau: ms({:?}), medium_ahp: {:?}, medium_ahp_tau: ms({:?}), slow_ahp: {:?},
             slow_ahp_tau: ms({:?}),",
            jump.0, jump.1, reversal[0], reversal[1], reversal[2], taus[0], taus[1], taus[2], ahp[0].0, ahp[0].1, ahp[1].0, ahp[1].1
        );
        if let Some([slope, coupling, jump, tau]) = self.adex {
            let adex = "adex: (slope: mV";
            write!(text, "{adex}({slope:?}), coupling: {coupling:?}, jump: {jump:?}, tau: ms({tau:?}))")
                .expect("a string takes all");
        }
        text
    }
}

/// A cell at one moment.
#[derive(Clone, Debug)]
pub struct Cell {
    pub neuron: Neuron,
    /// Factor of acetylcholine on the slow afterhyperpolarization.
    pub slow_ahp_factor: f64,
    pub v: f64,
    /// Conductances of fast excitation, slow excitation and inhibition (nS).
    pub g: [f64; 3],
    ahp: [f64; 2],
    jump: f64,
    adaptation: f64,
    free_at: f64,
}

impl Cell {
    pub fn at_rest(neuron: Neuron, slow_ahp_factor: f64) -> Self {
        let v = neuron.rest;
        Self { neuron, slow_ahp_factor, v, g: [0.0; 3], ahp: [0.0; 2], jump: 0.0, adaptation: 0.0, free_at: 0.0 }
    }

    /// Threshold: base, excitability at 2.5 mV, jump `since` a time (ms).
    fn threshold(&self, since: f64) -> f64 {
        let spike = self.neuron.adex.map_or(0.0, |[slope, ..]| 5.0 * slope);
        self.neuron.threshold - 2.5 * self.neuron.excitability + self.jump * (-since / self.neuron.jump.1).exp() + spike
    }

    /// (dV/dt, dw/dt) at a time since the state of the traces (ms), with a current (pA).
    fn slope(&self, since: f64, v: f64, w: f64, current: f64) -> (f64, f64) {
        let n = &self.neuron;
        let g = [0, 1, 2].map(|k| self.g[k] * (-since / n.taus[k]).exp());
        let factors = [1.0, self.slow_ahp_factor];
        let potassium: f64 = (0..2).map(|k| n.ahp[k].0 * factors[k] * self.ahp[k] * (-since / n.ahp[k].1).exp()).sum();
        let alpha = (1.0 - 0.5 * n.excitability).max(0.2);
        let lambda = (1.0 - 0.2 * n.excitability).max(0.4);
        let [excitation, inhibition, k] = n.reversal;
        let mut total = current
            - n.leak * lambda * (v - n.rest)
            - (g[0] + g[1]) * (v - excitation)
            - g[2] * (v - inhibition)
            - n.leak * alpha * potassium * (v - k);
        let mut adaptation = 0.0;
        if let Some([slope, coupling, _, tau]) = n.adex {
            let exponent = (v - self.threshold(since) + 5.0 * slope) / slope;
            // The upstroke carries the leak conductance without its multiplier.
            total += n.leak * slope * exponent.min(5.0).exp() - w;
            adaptation = (coupling * (v - n.rest) - w) / tau;
        }
        (total / n.capacitance, adaptation)
    }

    /// From `begin` to `end` (ms); returns when the cell fired, if it did.
    pub fn advance(&mut self, begin: f64, end: f64, current: impl Fn(f64) -> f64) -> Option<f64> {
        let from = self.free_at.clamp(begin, end);
        let mut fired = None;
        if from > begin
            && let Some([_, coupling, _, tau]) = self.neuron.adex
        {
            let aim = coupling * (self.v - self.neuron.rest);
            self.adaptation = aim + (self.adaptation - aim) * (-(from - begin) / tau).exp();
        }
        if from < end {
            let (h, before) = (end - from, self.v);
            let at = |share: f64, dv: f64, dw: f64| {
                self.slope(
                    from + share * h - begin,
                    self.v + dv * h,
                    self.adaptation + dw * h,
                    current(from + share * h),
                )
            };
            let a = at(0.0, 0.0, 0.0);
            let b = at(0.5, 0.5 * a.0, 0.5 * a.1);
            let c = at(0.5, 0.5 * b.0, 0.5 * b.1);
            let d = at(1.0, c.0, c.1);
            let (v, w) = (
                self.v + h / 6.0 * (a.0 + 2.0 * b.0 + 2.0 * c.0 + d.0),
                self.adaptation + h / 6.0 * (a.1 + 2.0 * b.1 + 2.0 * c.1 + d.1),
            );
            let (low, high) = (self.threshold(from - begin), self.threshold(end - begin));
            (self.v, self.adaptation) = (v, w);
            if v >= high {
                let share = if before >= low { 0.0 } else { (low - before) / ((v - before) - (high - low)) };
                fired = Some(from + share * h);
            }
        }
        let n = self.neuron;
        let decay = |value: &mut f64, tau: f64| *value *= (-(end - begin) / tau).exp();
        self.g.iter_mut().zip(n.taus).for_each(|(g, tau)| decay(g, tau));
        self.ahp.iter_mut().zip(n.ahp).for_each(|(ahp, (_, tau))| decay(ahp, tau));
        decay(&mut self.jump, n.jump.1);
        if let Some(time) = fired {
            self.v = n.reset;
            self.free_at = time + n.refractory;
            self.ahp.iter_mut().zip(n.ahp).for_each(|(ahp, (_, tau))| *ahp += (-(end - time) / tau).exp());
            self.jump += n.jump.0 * (-(end - time) / n.jump.1).exp();
            self.adaptation += n.adex.map_or(0.0, |[_, _, jump, _]| jump);
        }
        fired
    }
}
