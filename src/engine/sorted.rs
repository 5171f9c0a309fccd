//! A map and a set for a few hundred entries: sorted lists.
//!
//! The trees of the standard library do the same for any number of entries, but the client would load eight times
//! as much program for them.

/// A map, sorted by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        SortedMap(Vec::new())
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Where the key is, or else where it belongs.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    /// The value of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let index = self.place(key).ok()?;
        self.0.get(index).map(|(_, value)| value)
    }

    /// Puts a value in; a former value of the key goes.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(index) => {
                if let Some((_, slot)) = self.0.get_mut(index) {
                    *slot = value;
                }
            }
            Err(index) => self.0.insert(index, (key, value)),
        }
    }

    /// Takes a key out, if it is there.
    pub fn remove(&mut self, key: &K) {
        if let Ok(index) = self.place(key) {
            self.0.remove(index);
        }
    }

    /// Drops every entry of which `keep` says no.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }

    /// All entries, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A set, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedSet<K>(SortedMap<K, ()>);

impl<K> Default for SortedSet<K> {
    fn default() -> Self {
        SortedSet(SortedMap::default())
    }
}

impl<K: Ord> SortedSet<K> {
    /// Whether this is in it.
    #[must_use]
    pub fn contains(&self, key: &K) -> bool {
        self.0.get(key).is_some()
    }

    /// Puts this in, if it is not there yet.
    pub fn insert(&mut self, key: K) {
        self.0.insert(key, ());
    }

    /// Everything in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, ())| key)
    }
}

impl<K: Ord> Extend<K> for SortedSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        keys.into_iter().for_each(|key| self.insert(key));
    }
}
