//! A map that is a sorted list, and a sort that is compiled only once.
//!
//! A report has at most a few hundred entries. The trees and sorts of the standard library are made
//! for millions, and the compiler generates several kilobytes of code for each type that they are
//! used with, which was a quarter of what a browser had to load. The crate `litemap` has such a
//! map, but generates a sort for each type of map that is collected.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// A map that is sorted by its keys, for a few hundred entries. Insertion takes linear time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Keyed<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// The number of entries.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the map is empty.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Iterates over the entries in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.into_iter()
    }

    /// Iterates over the keys in their order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// Iterates over the values in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Iterates over the values in the order of their keys, for changing them.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries for which `keep` returns true.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Keyed<K, V> {
    /// The index of a key, or the index at which it would be inserted.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // Most maps are filled in the order of their keys.
        match self.entries.last() {
            Some((last, _)) if last.borrow() < key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|(other, _)| other.borrow().cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|place| &self.entries[place].1)
    }

    /// The value of a key, for changing it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|place| &mut self.entries[place].1)
    }

    /// Whether the map has the key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key and returns the earlier value.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.entries[place].1, value)),
            Err(place) => {
                self.entries.insert(place, (key, value));
                None
            }
        }
    }

    /// The value of a key, which is made and inserted if there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.entries.insert(place, (key, make()));
            place
        });
        &mut self.entries[place].1
    }

    /// Removes a key and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|place| self.entries.remove(place).1)
    }
}

impl<K: Borrow<Q> + Ord, Q: Ord + ?Sized, V> std::ops::Index<&Q> for Keyed<K, V> {
    type Output = V;

    /// The value of a key. Panics if the map does not have the key.
    fn index(&self, key: &Q) -> &V {
        self.get(key).unwrap_or_else(|| panic!("no such key"))
    }
}

impl<K, V> Default for Keyed<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Keyed<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut all = Self::new();
        all.extend(entries);
        all
    }
}

impl<K: Ord, V> Extend<(K, V)> for Keyed<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Keyed<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

/// The iterator over the entries of a [`Keyed`].
pub type Iter<'a, K, V> =
    std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

impl<'a, K, V> IntoIterator for &'a Keyed<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> IntoIterator for Keyed<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// Sorts a list by a key. Elements with the same key keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let places = {
        let keys: Vec<K> = list.iter().map(key).collect();
        places_by(keys.len(), &|one, other| keys[one].cmp(&keys[other]))
    };
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| taken[place].take()));
}

/// Sorts a list. Equal elements keep their order.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    let places = places_by(list.len(), &|one, other| list[one].cmp(&list[other]));
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| taken[place].take()));
}

/// The sorted list of the distinct elements.
pub fn set<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = things.into_iter().collect();
    sort(&mut list);
    list.dedup();
    list
}

/// The indices of a list in sorted order; this is the only sort that is compiled. It is an
/// insertion sort with binary search, which is fast enough for a few thousand elements.
fn places_by(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(count);
    for place in 0..count {
        let after = places.partition_point(|other| compare(*other, place) != Ordering::Greater);
        places.insert(after, place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::tried_on;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #![proptest_config(tried_on(256))]

        #[test]
        fn a_map_does_what_a_tree_does(steps in prop::collection::vec((any::<bool>(), 0_u8..20, any::<u8>()), 0..60)) {
            let (mut keyed, mut tree) = (Keyed::new(), BTreeMap::new());
            for (put, key, value) in steps {
                if put {
                    prop_assert_eq!(keyed.insert(key, value), tree.insert(key, value));
                } else {
                    prop_assert_eq!(keyed.remove(&key), tree.remove(&key));
                }
                prop_assert_eq!(keyed.get(&key), tree.get(&key));
                prop_assert!(keyed.iter().eq(tree.iter()));
            }
        }

        #[test]
        fn what_is_equal_stays_in_its_order(list in prop::collection::vec((0_u8..5, any::<u8>()), 0..50)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            let tree: BTreeSet<_> = theirs.into_iter().collect();
            prop_assert!(set(ours).iter().eq(tree.iter()));
        }
    }
}
