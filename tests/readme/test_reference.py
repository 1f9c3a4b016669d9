"""The reference in sql/README.md is what the comments and rows of an installed database say."""

import difflib
import os

from harness import reference


def test_the_reference_is_up_to_date(db, repository):
    readme = repository / reference.README
    shown = readme.read_text(encoding="utf-8")
    right = reference.put(shown, reference.text(db))
    if os.environ.get("README") == "write":
        readme.write_text(right, encoding="utf-8")
    else:
        pair = [text.splitlines() for text in (shown, right)]
        differences = list(difflib.unified_diff(*pair, "shown", "right", lineterm="", n=0))
        assert not differences, "\n".join(["run `make readme`", *differences])
