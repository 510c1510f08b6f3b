//! The page is valid HTML before anything is typed into it. Accessibility is tested in `access`.

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
