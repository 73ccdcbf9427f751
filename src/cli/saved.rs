//! A session on the command line: its run, done again.

use super::arguments::RunArguments;
use super::ending::Ending;
use super::run::run_account;
use super::scene_arguments::{SceneArguments, typed_steps};
use crate::export::Failure;
use crate::session_file::{is_session, read};
use crate::simulation::{RunAccount, WholeRun};
use serde::de::IgnoredAny;

/// The run of the session that the arguments name; none if they name a scene.
pub fn session(arguments: &SceneArguments) -> Result<Option<WholeRun>, Failure> {
    let Some(path) = arguments.scene.as_deref().filter(|path| is_session(path)) else { return Ok(None) };
    let given = [("--seed", arguments.seed.is_some()), ("--set", !arguments.set.is_empty())];
    if let Some((name, _)) = given.into_iter().find(|(_, given)| *given) {
        return Err(refused(name));
    }
    read::<IgnoredAny>(path).map(|read| Some(read.run))
}

fn refused(argument: &str) -> Failure {
    Failure(format!("{argument}: a session has a scene and a seed of its own.\n    Leave it out, or name a scene."))
}

/// The run up to its end, as it is told of; its hash is known if that is the moment that was shown.
pub fn account_of(whole: WholeRun) -> RunAccount {
    let hash = whole.hash.filter(|_| whole.shown == whole.account.steps);
    RunAccount { hash, ..whole.account }
}

/// Do the run of a session again in the terminal, to its end or to another time.
pub fn run_session(whole: WholeRun, arguments: &RunArguments) -> Result<Ending, Failure> {
    if !arguments.off.is_empty() {
        return Err(refused("--off"));
    }
    let mut account = account_of(whole);
    if let Some(seconds) = arguments.until {
        let steps = typed_steps(&account.scene, "--until", seconds, arguments.quiet)?;
        account.log.retain(|logged| logged.step <= steps);
        account.hash = account.hash.filter(|_| steps == account.steps);
        account.steps = steps;
    }
    run_account(&account, arguments.out.as_deref(), arguments.quiet)
}
