"""What people may type, and what they never would."""

from hypothesis import strategies as st

SIGNS = st.sampled_from(['"', "“", "”", "-", "*", "(", ")", "AND", "OR", "NOT", "NEAR", "^", ":", "\\", "'", "%", "_"])
ODD = st.sampled_from(
    ["\x00", "\ud800", "\udfff", "\u202e", "😀", "👩‍👩‍👧", "\u200d", "〔2024〕12号", "５Ｇ", "學校", "ئۇيغۇر", "ß"]
)
WORDS = st.sampled_from(["食堂", "校车", "养老保险", "如何", "的", "吗", "学校食堂由校长负责", "a", "1"])
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(SIGNS, ODD, WORDS, st.text(max_size=5)), max_size=30).map(" ".join),
    st.lists(st.one_of(SIGNS, ODD, WORDS), max_size=30).map("".join),
    st.sampled_from(["食" * 10_000, '"' * 10_000, "- " * 5_000, "食堂 " * 3_000]),
)
