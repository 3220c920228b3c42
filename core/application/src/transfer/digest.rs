use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use super::kind::Item;

/// The digest of rows in any order: the sum of the SHA-256 of each, modulo 2^256.
///
/// Two stores list the same rows in any order, and a sum needs no memory to sort them. It is no exclusive or: two
/// times the same row would be none. It finds accidents, and does not withstand someone who composes rows for a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest([u64; 4]);

/// How many groups the rows of a kind are in, by their keys: where two digests differ, the rows of a few groups are
/// compared one by one, so that the rows at fault can be named without holding all.
const GROUPS: u8 = 255;

/// The number of rows of one kind, and their digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    count: u64,
    groups: Vec<Digest>,
}

impl Digest {
    fn of(parts: [&str; 2]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        Self::from_bytes(hash.finalize().into())
    }

    fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut limbs = [0; 4];
        for (limb, bytes) in limbs.iter_mut().zip(bytes.rchunks(8)) {
            *limb = bytes.iter().fold(0, |limb, byte| (limb << 8) | u64::from(*byte));
        }
        Self(limbs)
    }

    fn to_bytes(self) -> Vec<u8> {
        self.0.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
    }

    fn add(&mut self, other: Self) {
        let mut carry = false;
        for (limb, other) in self.0.iter_mut().zip(other.0) {
            let (sum, first) = limb.overflowing_add(other);
            let (sum, second) = sum.overflowing_add(carry.into());
            *limb = sum;
            carry = first || second;
        }
    }

    /// The digest of one row.
    pub(super) fn of_row(kind: &str, item: &Item) -> Self {
        Self::of([kind, &item.text])
    }
}

/// As 64 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.to_bytes()))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).map_err(de::Error::custom)?;
        Ok(Self::from_bytes(bytes))
    }
}

impl Default for Summary {
    fn default() -> Self {
        Self { count: 0, groups: vec![Digest::default(); usize::from(GROUPS)] }
    }
}

impl Summary {
    /// Adds a row of this kind.
    pub(super) fn add(&mut self, kind: &str, item: &Item) {
        self.count += 1;
        if let Some(group) = self.groups.get_mut(group_of(&item.key)) {
            group.add(Digest::of_row(kind, item));
        }
    }

    /// The number of rows.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The digest of all rows.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut sum = Digest::default();
        self.groups.iter().for_each(|group| sum.add(*group));
        sum
    }

    /// Whether the row with this key is in the first group that has another digest in `other`.
    pub(super) fn disagrees_first_about(&self, other: &Self, key: &str) -> bool {
        let first = self.groups.iter().zip(&other.groups).position(|(one, other)| one != other);
        first == Some(group_of(key))
    }
}

fn group_of(key: &str) -> usize {
    let hash = Sha256::digest(key.as_bytes());
    usize::from(hash.first().copied().unwrap_or_default() % GROUPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_same_in_any_order_and_counts_each_row() {
        let (one, two) = (Digest::of(["a", "1"]), Digest::of(["a", "2"]));
        let sum = |all: &[Digest]| {
            let mut sum = Digest::default();
            for digest in all {
                sum.add(*digest);
            }
            sum
        };
        assert_eq!(sum(&[one, two]), sum(&[two, one]));
        assert_ne!(sum(&[one, one]), sum(&[]));
        assert_ne!(sum(&[one, two]), sum(&[one, one]));
        assert_ne!(Digest::of(["ab", "c"]), Digest::of(["a", "bc"]));
    }

    #[test]
    fn a_sum_carries_and_wraps() {
        let mut most = Digest::from_bytes([0xff; 32]);
        most.add(Digest::from_bytes(std::array::from_fn(|byte| u8::from(byte == 31))));
        assert_eq!(most, Digest::default());
        let mut carried = Digest([u64::MAX, 7, 0, 0]);
        carried.add(Digest([1, 0, 0, 0]));
        assert_eq!(carried, Digest([0, 8, 0, 0]));
    }

    #[test]
    fn a_digest_is_read_back_from_its_digits() {
        let digest = Digest::of(["users", "{}"]);
        let digits = serde_json::to_string(&digest).unwrap();
        assert_eq!(digits.len(), 66);
        assert_eq!(serde_json::from_str::<Digest>(&digits).unwrap(), digest);
    }
}
