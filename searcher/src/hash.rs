//! The hash that names the index after its content, and stands for whole titles in it.

/// FNV-1a with 128 bits. It names and does not seal, so a hash without a dependency will do; the
/// site's manifest vouches for the files.
#[derive(Debug)]
pub struct Hash(u128);

impl Default for Hash {
    fn default() -> Self {
        Self::new()
    }
}

impl Hash {
    /// The hash of nothing.
    pub fn new() -> Self {
        Self(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D)
    }

    /// Goes on with more bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    }

    /// The hash of all the bytes so far.
    pub fn value(&self) -> u128 {
        self.0
    }
}

/// The hash of a title's key in the index: 40 bits. Titles that share it by chance are told apart by
/// their stored text.
pub fn title_hash(key: &str) -> u64 {
    let mut hash = Hash::new();
    hash.feed(key.as_bytes());
    hash.value() as u64 & 0xFF_FFFF_FFFF
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_value() {
        let mut hash = Hash::new();
        hash.feed(b"a");
        assert_eq!(hash.value(), 0xD228_CB69_6F1A_8CAF_7891_2B70_4E4A_8964);
    }
}
