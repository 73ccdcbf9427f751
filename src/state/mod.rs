//! The state of a run as bytes. Beside each type that has state stands one description of it (the macro `state`), and it serves all three:
//! the hash of a state, saving it, and restoring it.
//!
//! State is what the next step depends on and what the scene and its seed do not say. Bits are kept as they are; numbers are written
//! with the lowest byte first, so that a saved state is the same on every machine.

mod part;
mod values;

pub use part::{About, Part, component, resource};

use xxhash_rust::xxh3::Xxh3;

/// Something with state.
pub trait State {
    /// Write the state.
    fn write(&self, writer: &mut Writer);

    /// Take the state that was written.
    ///
    /// # Errors
    /// The bytes are not such a state.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged>;
}

/// Describes the state of a type by its fields. `fixed` are lists whose length the scene fixes: their elements keep what is not state.
macro_rules! state {
    ($type:ty { $($field:tt),* } $(fixed { $($fixed:tt),+ })?) => {
        impl $crate::state::State for $type {
            fn write(&self, writer: &mut $crate::state::Writer) {
                $($crate::state::State::write(&self.$field, writer);)*
                $($($crate::state::State::write(&self.$fixed[..], writer);)+)?
            }

            fn read(&mut self, reader: &mut $crate::state::Reader<'_>) -> Result<(), $crate::state::Damaged> {
                $($crate::state::State::read(&mut self.$field, reader)?;)*
                $($($crate::state::State::read(&mut self.$fixed[..], reader)?;)+)?
                Ok(())
            }
        }
    };
}
pub(crate) use state;

/// The bytes do not describe a state of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// How many bytes are gathered before they are hashed.
const BLOCK: usize = 1 << 16;

/// Takes a state: keeps its bytes, or only their hash.
pub struct Writer {
    bytes: Vec<u8>,
    hash: Option<Xxh3>,
}

impl Writer {
    /// Keeps the bytes.
    #[must_use]
    pub const fn saving() -> Self {
        Self { bytes: Vec::new(), hash: None }
    }

    /// Keeps their hash only.
    #[must_use]
    pub fn hashing() -> Self {
        Self { bytes: Vec::with_capacity(2 * BLOCK), hash: Some(Xxh3::new()) }
    }

    /// Add some bytes.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= BLOCK
            && let Some(hash) = &mut self.hash
        {
            hash.update(&self.bytes);
            self.bytes.clear();
        }
    }

    /// Whether only the hash counts.
    #[must_use]
    pub const fn is_hashing(&self) -> bool {
        self.hash.is_some()
    }

    /// The hash of all bytes.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut hash = self.hash.clone().unwrap_or_default();
        hash.update(&self.bytes);
        hash.digest()
    }

    /// The bytes, of a writer that keeps them.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Gives back a state that was written.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The next bytes.
    ///
    /// # Errors
    /// There are not so many.
    #[inline]
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (first, rest) = self.bytes.split_at_checked(count).ok_or(Damaged)?;
        self.bytes = rest;
        Ok(first)
    }

    /// A number of things that each take a byte at least.
    ///
    /// # Errors
    /// There can't be so many.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let mut count = 0_u64;
        count.read(self)?;
        usize::try_from(count).ok().filter(|&count| count <= self.bytes.len()).ok_or(Damaged)
    }

    /// All has been read.
    ///
    /// # Errors
    /// Something is left.
    pub const fn end(&self) -> Result<(), Damaged> {
        if self.bytes.is_empty() { Ok(()) } else { Err(Damaged) }
    }
}
