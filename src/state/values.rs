//! The state of plain values and of lists of them.

use super::{Damaged, Reader, State, Writer};
use std::collections::VecDeque;

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl State for $number {
            #[inline]
            fn write(&self, writer: &mut Writer) {
                writer.bytes(&self.to_le_bytes());
            }

            #[inline]
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
                let bytes = reader.bytes(size_of::<$number>())?;
                *self = <$number>::from_le_bytes(bytes.try_into().map_err(|_| Damaged)?);
                Ok(())
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, i32, f32, f64);

impl State for usize {
    fn write(&self, writer: &mut Writer) {
        (*self as u64).write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let mut number = 0_u64;
        number.read(reader)?;
        *self = Self::try_from(number).map_err(|_| Damaged)?;
        Ok(())
    }
}

impl State for bool {
    fn write(&self, writer: &mut Writer) {
        u8::from(*self).write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let mut byte = 0_u8;
        byte.read(reader)?;
        *self = match byte {
            0 => false,
            1 => true,
            _ => return Err(Damaged),
        };
        Ok(())
    }
}

impl State for String {
    fn write(&self, writer: &mut Writer) {
        self.len().write(writer);
        writer.bytes(self.as_bytes());
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let count = reader.count()?;
        std::str::from_utf8(reader.bytes(count)?).map_err(|_| Damaged)?.clone_into(self);
        Ok(())
    }
}

impl<T: State + Default> State for Option<T> {
    fn write(&self, writer: &mut Writer) {
        self.is_some().write(writer);
        if let Some(value) = self {
            value.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let mut there = false;
        there.read(reader)?;
        *self = None;
        if there {
            self.insert(T::default()).read(reader)?;
        }
        Ok(())
    }
}

/// A list whose length the scene fixes.
impl<T: State> State for [T] {
    fn write(&self, writer: &mut Writer) {
        self.len().write(writer);
        for value in self {
            value.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        if reader.count()? != self.len() {
            return Err(Damaged);
        }
        self.iter_mut().try_for_each(|value| value.read(reader))
    }
}

impl<T: State, const N: usize> State for [T; N] {
    fn write(&self, writer: &mut Writer) {
        for value in self {
            value.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        self.iter_mut().try_for_each(|value| value.read(reader))
    }
}

/// A list that grows and shrinks; what it has room for stays.
impl<T: State + Default> State for Vec<T> {
    fn write(&self, writer: &mut Writer) {
        self.as_slice().write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let count = reader.count()?;
        self.clear();
        for _ in 0..count {
            let mut value = T::default();
            value.read(reader)?;
            self.push(value);
        }
        Ok(())
    }
}

impl<T: State + Default> State for VecDeque<T> {
    fn write(&self, writer: &mut Writer) {
        self.len().write(writer);
        for value in self {
            value.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let count = reader.count()?;
        self.clear();
        for _ in 0..count {
            let mut value = T::default();
            value.read(reader)?;
            self.push_back(value);
        }
        Ok(())
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:tt),+))+) => {$(
        impl<$($name: State),+> State for ($($name,)+) {
            fn write(&self, writer: &mut Writer) {
                $(self.$index.write(writer);)+
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
                $(self.$index.read(reader)?;)+
                Ok(())
            }
        }
    )+};
}
tuples!((A 0, B 1) (A 0, B 1, C 2));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else_is() {
        let written =
            (vec![Some(1.5_f32), None, Some(f32::NAN)], String::from("τ"), [VecDeque::from([7_u64]), VecDeque::new()]);
        let mut writer = Writer::saving();
        written.write(&mut writer);
        let bytes = writer.into_bytes();
        let mut read: (Vec<Option<f32>>, String, [VecDeque<u64>; 2]) = Default::default();
        let mut reader = Reader::new(&bytes);
        read.read(&mut reader).expect("it was written");
        reader.end().expect("nothing is left");
        let mut again = Writer::saving();
        read.write(&mut again);
        assert_eq!(again.into_bytes(), bytes);
        assert_eq!((read.1, &read.2), (written.1, &written.2));
        for end in 0..bytes.len() {
            let mut reader = Reader::new(&bytes[..end]);
            let mut other: (Vec<Option<f32>>, String, [VecDeque<u64>; 2]) = Default::default();
            assert_eq!(other.read(&mut reader), Err(Damaged), "{end} of {} bytes", bytes.len());
        }
    }

    #[test]
    fn a_list_that_a_scene_fixes_takes_no_other_length() {
        let mut writer = Writer::saving();
        [1_u32, 2][..].write(&mut writer);
        let bytes = writer.into_bytes();
        assert_eq!([0_u32; 3][..].read(&mut Reader::new(&bytes)), Err(Damaged));
        // A length that can't be is found out before anything is reserved for it.
        assert_eq!(Vec::<u32>::new().read(&mut Reader::new(&[255; 16])), Err(Damaged));
    }
}
