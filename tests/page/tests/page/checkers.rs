//! The page itself, before anything is typed into it: valid HTML. How it can be used without eyes
//! or mouse is in `access`.

use page_tests::outside::check_html;
use page_tests::{places, skipped};

#[test]
fn valid() {
    let file = places::built_page();
    if file.is_file() {
        check_html(&file);
    } else {
        skipped::skip("HTML of the page", "it is not built; run ./build.sh");
    }
}
