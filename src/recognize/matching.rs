//! Matches two lists item by item, by their longest common subsequence.

/// Pairs of indices of equal items in the same order: a longest common subsequence, unless the
/// lists are very long.
pub(super) fn matched<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    /// If more comparisons than this were needed, only the equal starts and ends are matched.
    const MOST_COMPARISONS: usize = 4_000_000;
    let start = left.iter().zip(right).take_while(|(l, r)| l == r).count();
    let end = left[start..]
        .iter()
        .rev()
        .zip(right[start..].iter().rev())
        .take_while(|(l, r)| l == r)
        .count();
    let (inner_left, inner_right) =
        (&left[start..left.len() - end], &right[start..right.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    if inner_left.len().saturating_mul(inner_right.len()) <= MOST_COMPARISONS {
        pairs.extend(
            common(inner_left, inner_right).into_iter().map(|(l, r)| (l + start, r + start)),
        );
    }
    pairs.extend((0..end).map(|at| (left.len() - end + at, right.len() - end + at)));
    pairs
}

/// The longest common subsequence, by its table of lengths.
fn common<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    let mut lengths = vec![0_usize; (left.len() + 1) * width];
    for l in (0..left.len()).rev() {
        for r in (0..right.len()).rev() {
            lengths[l * width + r] = if left[l] == right[r] {
                lengths[(l + 1) * width + r + 1] + 1
            } else {
                lengths[(l + 1) * width + r].max(lengths[l * width + r + 1])
            };
        }
    }
    let (mut l, mut r, mut pairs) = (0, 0, Vec::new());
    while l < left.len() && r < right.len() {
        if left[l] == right[r] {
            pairs.push((l, r));
            (l, r) = (l + 1, r + 1);
        } else if lengths[(l + 1) * width + r] >= lengths[l * width + r + 1] {
            l += 1;
        } else {
            r += 1;
        }
    }
    pairs
}

/// Aligns two lists, with equal items side by side. Each row has the position in the right list,
/// from 1, or in the left one if the right one has no item there, then the left item and the right
/// item.
pub(super) fn beside<'a, T: PartialEq>(
    left: &'a [T],
    right: &'a [T],
) -> Vec<(usize, Option<&'a T>, Option<&'a T>)> {
    let mut list = Vec::new();
    let (mut l, mut r) = (0, 0);
    for (next_l, next_r) in matched(left, right).into_iter().chain([(left.len(), right.len())]) {
        for step in 0..(next_l - l).max(next_r - r) {
            let number = if r + step < next_r { r + step } else { l + step } + 1;
            list.push((number, left[l..next_l].get(step), right[r..next_r].get(step)));
        }
        if let (Some(one), Some(other)) = (left.get(next_l), right.get(next_r)) {
            list.push((next_r + 1, Some(one), Some(other)));
        }
        (l, r) = (next_l + 1, next_r + 1);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_matched_in_order() {
        assert_eq!(
            matched(&["a", "b", "c", "d"], &["a", "x", "c", "d", "e"]),
            [(0, 0), (2, 2), (3, 3)]
        );
        let changed = beside(&["a", "b", "c"], &["a", "x", "y", "c"]);
        assert_eq!(
            changed,
            [
                (1, Some(&"a"), Some(&"a")),
                (2, Some(&"b"), Some(&"x")),
                (3, None, Some(&"y")),
                (4, Some(&"c"), Some(&"c"))
            ]
        );
        // Removed items have the position that they have in the left list.
        assert_eq!(
            beside(&["a", "b", "c"], &["c"]),
            [(1, Some(&"a"), None), (2, Some(&"b"), None), (1, Some(&"c"), Some(&"c"))]
        );
        assert_eq!(beside(&["a", "b"], &[]), [(1, Some(&"a"), None), (2, Some(&"b"), None)]);
        assert_eq!(beside::<&str>(&[], &[]), []);
    }
}
