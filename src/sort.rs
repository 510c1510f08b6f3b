//! Sorting of lists of a few hundred items by one function that is compiled once.
//!
//! The compiler generates the sorts of the standard library again for every type that is sorted:
//! 20 KB of the page module (`gzip -9`). [`crate::sorted_map`] gives the figures.

use std::cmp::Ordering;

/// Sorts a list by a key. Items with the same key keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let order = {
        let keys: Vec<K> = list.iter().map(key).collect();
        order_by(keys.len(), &|one, other| keys[one].cmp(&keys[other]))
    };
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|index| taken[index].take()));
}

/// Sorts a list by the items themselves.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    let order = order_by(list.len(), &|one, other| list[one].cmp(&list[other]));
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|index| taken[index].take()));
}

/// The items without repetition, in their order.
pub fn sorted_set<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = things.into_iter().collect();
    sort(&mut list);
    list.dedup();
    list
}

/// The indices of a list in the order of its items. This insertion sort is the only sort that is
/// compiled; it takes quadratic time, which does not matter up to a few thousand items.
fn order_by(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for index in 0..count {
        let after = order.partition_point(|other| compare(*other, index) != Ordering::Greater);
        order.insert(after, index);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::cases;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn what_is_equal_stays_in_its_order(
            list in prop::collection::vec((0_u8..5, any::<u8>()), 0..50),
        ) {
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            let tree: BTreeSet<_> = theirs.into_iter().collect();
            prop_assert!(sorted_set(ours).iter().eq(tree.iter()));
        }
    }
}
