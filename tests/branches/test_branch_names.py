"""Branch names: git and the file system take every one, whatever the feature is called."""

import re
import string
import subprocess

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steps import ADD_A, register

NAMES = [
    string.punctuation,
    *string.punctuation,
    "stripe_integration",
    "OAuth2 Login!",
    "a/b",
    "a//b/",
    "a..b",
    "x.lock",
    ".hidden",
    "-rf",
    "--help",
    "@{-1}",
    "@",
    "HEAD",
    "refs/heads/main",
    "feature/x_001",
    "$(touch /tmp/x) `id` && rm *",
    "a b\u00a0c\u2003d\u3000e",
    "支付系统",
    "платежи и возвраты",
    "الدفع",
    "İstanbul",
    "ǅ",
    "e\u0301t\u00e9",
    "\u0301",
    "👩‍👩‍👧‍👦 family",
    "\u200b\u200d\u202e",
    "\ufeffbom",
    "\ue000",
    "\U000e0001",
    "x" * 255,
    "ж" * 255,
    "😀" * 255,
    "con",
    "~^:?*[\\",
]

ANY_NAME = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=255).filter(
    lambda text: text.strip() and not re.fullmatch(r"\s*", text)
)


def refused_by_git(names):
    """Return those of the names that git does not take for a branch."""
    script = """while IFS= read -r -d '' name; do
        git check-ref-format --branch "$name" >/dev/null 2>&1 || printf '%s\\0' "$name"
    done"""
    given_names = "".join(name + "\0" for name in names).encode()
    done = subprocess.run(["bash", "-c", script], input=given_names, capture_output=True)
    assert done.returncode in (0, 1)
    return done.stdout.decode().split("\0")[:-1]


def allocate(db, name):
    """Allocate a branch for a feature; only the transaction around it keeps the number."""
    return db.execute("SELECT pggit_allocate_branch(%s) AS name", (name,)).fetchone()["name"]


@pytest.fixture
def scratch(shared_db):
    """Return a session whose branch counters are forgotten."""
    with shared_db.transaction(force_rollback=True):
        yield shared_db


def test_git_takes_the_branches_of_all_kinds_of_names(scratch, tmp_path):
    branches = [allocate(scratch, name) for name in NAMES]
    assert refused_by_git(branches) == []
    assert len(set(branches)) == len(branches)
    for branch in branches:
        assert re.fullmatch(r"feature/[^/]+_\d{3,}", branch)
        # as a ref, git would also put .lock behind it while writing
        path = tmp_path / (branch + ".lock")
        path.parent.mkdir(exist_ok=True)
        path.write_text("ref")


def test_git_itself_makes_the_branches(scratch, tmp_path):
    def git(*arguments):
        subprocess.run(["git", "-C", tmp_path, *arguments], check=True, capture_output=True)

    git("init", "--quiet")
    git("-c", "user.name=x", "-c", "user.email=x", "commit", "--allow-empty", "-m", "x")
    branches = [allocate(scratch, name) for name in NAMES]
    for branch in branches:
        git("branch", branch)
    listed = subprocess.run(
        ["git", "-C", tmp_path, "for-each-ref", "--format=%(refname:short)", "refs/heads/feature"],
        check=True,
        capture_output=True,
    )
    assert sorted(listed.stdout.decode().splitlines()) == sorted(branches)


def test_git_takes_the_branches_of_any_name(scratch):
    names = []

    @given(ANY_NAME)
    @settings(max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def collect(name):
        branch = allocate(scratch, name)
        slug = re.fullmatch(r"feature/(.+)_\d{3,}", branch, re.DOTALL).group(1)
        assert len(slug.encode()) <= 100
        assert not set(slug) & (set(string.punctuation) - set("-_"))
        assert not re.search(r"\s|[A-Z]", slug)
        names.append(branch)

    collect()
    assert len(set(names)) == len(names)
    assert refused_by_git(names) == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("stripe_integration", "stripe_integration"),
        ("OAuth2 Login!", "oauth2_login"),
        ("a/b", "a_b"),
        ("a -> b", "a_-_b"),
        ("search-2", "search-2"),
        ("!!!", "_"),
        ("Ünïcode", "ünïcode"),
        ("e\u0301", "é"),
        ("支付 系统", "支付_系统"),
        ("x" * 255, "x" * 100),
        ("ж" * 255, "ж" * 50),
        ("x" + "ж" * 254, "x" + "ж" * 49),
    ],
)
def test_the_slug_is_the_name_as_git_and_a_shell_take_it(scratch, name, slug):
    assert allocate(scratch, name) == f"feature/{slug}_001"


def test_numbers_count_per_slug(scratch):
    assert [allocate(scratch, name) for name in ("Search", "search", "SEARCH!", "other", "search")] == [
        "feature/search_001",
        "feature/search_002",
        "feature/search_003",
        "feature/other_001",
        "feature/search_004",
    ]


def test_numbers_go_on_beyond_three_digits(scratch):
    scratch.execute("INSERT INTO pggit_internal.branch_counter VALUES ('search', 998)")
    assert [allocate(scratch, "search") for _ in range(3)] == [
        "feature/search_999",
        "feature/search_1000",
        "feature/search_1001",
    ]


def test_a_number_that_was_given_is_not_given_again(scratch):
    assert register(scratch, "claude-a", ADD_A, feature="search")["branch_name"] == "feature/search_001"
    assert allocate(scratch, "search") == "feature/search_002"
    assert register(scratch, "claude-b", ADD_A, feature="search")["branch_name"] == "feature/search_003"


def insert(db, branch, agent="claude-a"):
    """Insert an intent with a branch of one's own."""
    return db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, branch_name)"
        " VALUES (%s, 'search', '[\"SELECT 1\"]', %s) RETURNING branch_name",
        (agent, branch),
    ).fetchone()["branch_name"]


def test_a_branch_of_one_s_own_is_kept_and_stepped_over(scratch):
    assert insert(scratch, "feature/search_001") == "feature/search_001"
    assert insert(scratch, "fix/JIRA-7.2") == "fix/JIRA-7.2"
    assert register(scratch, "claude-a", ADD_A, feature="search")["branch_name"] == "feature/search_002"


def test_a_branch_belongs_to_one_intent(scratch):
    insert(scratch, "mine")
    with pytest.raises(psycopg.errors.UniqueViolation), scratch.transaction():
        insert(scratch, "mine", "claude-b")


TAKEN = (
    "x a/b a.b a-b a@b a{b é a/-b lock a.locks @a head a]b a'b a\"b a;b a$b feature/x_001 HEADS a/HEAD a.b.c".split()
)
REFUSED = ["", "HEAD", "a b", "a\tb", "a\x01b", "a\x7fb"] + (
    "-x --x a~b a^b a:b a?b a*b a[b a\\b a..b /a a/ a//b .a a/.b a. a.lock a.lock/b a@{b ... a...b".split()
)


def test_a_branch_of_one_s_own_is_taken_exactly_when_git_takes_it(scratch):
    assert refused_by_git(TAKEN + REFUSED) == REFUSED
    for name in TAKEN:
        assert insert(scratch, name) == name
    # git-check-ref-format takes @ for the branch that is checked out, git-branch refuses to make one of that name;
    # and beside a ref called feature there is no room for feature/...
    for name in [*REFUSED, "@", "feature"]:
        with pytest.raises(psycopg.errors.InvalidName) as caught, scratch.transaction():
            insert(scratch, name)
        assert caught.value.diag.message_hint


def test_a_branch_of_one_s_own_that_is_too_long_for_a_file_is_refused(scratch):
    assert insert(scratch, "x" * 250)
    for name in ("x" * 251, "ж" * 126):
        with pytest.raises(psycopg.errors.InvalidName), scratch.transaction():
            insert(scratch, name)
