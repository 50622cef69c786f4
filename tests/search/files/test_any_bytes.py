"""However the bytes of a file are spoilt, what comes out is its text or a reason."""

import io
import zipfile
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from cms.extraction.limits import Limits
from search.files.parts import KINDS, Part
from search.files.reading import parts_of
from search.files.reasons import REASONS, Unreadable
from search.files.worker import outcome
from tests.search.files.samples import samples

SMALL = Limits(unpacked_bytes=5_000_000, letters=100_000, seconds=20)
EXTENSIONS = sorted(samples())
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1 << 20),
        st.sampled_from(["set", "cut", "insert", "repeat"]),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)
MANY = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def spoilt(content, edits):
    """The bytes, with some set, left out, put in, or said again."""
    content = bytearray(content)
    for place, edit, piece in edits:
        at = place % (len(content) + 1)
        if edit == "set":
            content[at : at + len(piece)] = piece
        elif edit == "cut":
            del content[at : at + 3 * len(piece)]
        elif edit == "insert":
            content[at:at] = piece
        else:
            content[at:at] = content[max(0, at - 40) : at] * len(piece)
    return bytes(content)


def spoilt_within(content, which, edits):
    """The archive with one of its members spoilt, and packed rightly."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        names = sorted(name for name in source.namelist() if name.endswith((".xml", ".rels")))
        chosen = names[which % len(names)]
        for name in source.namelist():
            target.writestr(name, spoilt(source.read(name), edits) if name == chosen else source.read(name))
    return buffer.getvalue()


def assert_told(content, extension):
    told = outcome(content, extension, SMALL)
    assert told["parts"] or told["problem"] in REASONS
    for kind, number, text in told["parts"]:
        assert kind in KINDS
        assert number >= 1
        assert text.encode()
        assert "\0" not in text


@MANY
@given(extension=st.sampled_from(EXTENSIONS), edits=EDITS)
def test_file__is_read_or_refused_whatever_happened_to_its_bytes(extension, edits):
    assert_told(spoilt(samples()[extension], edits), extension)


@MANY
@given(extension=st.sampled_from(["docx", "ofd", "xlsx"]), which=st.integers(0, 30), edits=EDITS)
def test_archive__is_read_or_refused_whatever_happened_to_a_member(extension, which, edits):
    assert_told(spoilt_within(samples()[extension], which, edits), extension)


@MANY
@given(extension=st.sampled_from(EXTENSIONS), content=st.binary(max_size=300))
def test_file__is_refused_when_it_is_noise(extension, content):
    assert outcome(content, extension, SMALL)["problem"] in REASONS


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(extension=st.sampled_from(EXTENSIONS), edits=EDITS)
def test_file__nothing_but_unreadable_comes_out_of_the_process(tmp_path_factory, extension, edits):
    path = tmp_path_factory.mktemp("spoilt") / "文件"
    path.write_bytes(spoilt(samples()[extension], edits))
    with suppress(Unreadable):
        assert all(isinstance(part, Part) for part in parts_of(path, extension, SMALL))
