"""What a file may cost: beyond it the first part is kept, or the file is given up."""

import zlib
from dataclasses import replace

import pytest

from cms.extraction.limits import MEGABYTE
from search.files.parts import MAX_PARTS
from search.files.reading import LIMITS, parts_of
from search.files.reasons import Unreadable
from tests.extraction.papers import docx_bomb, docx_of, ofd_of, pdf_of, pdf_page_of, sheets_of, zip_of
from tests.search.files.samples import word_of


def read(tmp_path, content, extension, limits=LIMITS):
    path = tmp_path / "文件"
    path.write_bytes(content)
    return parts_of(path, extension, limits)


def code_of(*arguments):
    with pytest.raises(Unreadable) as caught:
        read(*arguments)
    return caught.value.code


def test_file__is_given_up_when_it_is_larger_than_the_limit(tmp_path):
    with (tmp_path / "大.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(20 * MEGABYTE + 1)
    with pytest.raises(Unreadable) as caught:
        parts_of(tmp_path / "大.pdf", "pdf")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("make", [lambda pages: (ofd_of(*pages), "ofd"), lambda pages: (pdf_of(*pages), "pdf")])
def test_file__its_first_pages_are_kept_when_it_has_too_many(tmp_path, make):
    parts = read(tmp_path, *make([["鹿"]] * (MAX_PARTS + 20)))
    assert [part.number for part in parts] == list(range(1, MAX_PARTS + 1))


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (lambda: docx_of(*["梅花鹿" * 400] * 400), "docx"),
        (lambda: word_of(f"<w:p><w:r><w:t>{'梅花鹿' * 160_000}</w:t></w:r></w:p>"), "docx"),
        (lambda: sheets_of({"一": [["梅花鹿" * 100]] * 900, "二": [["梅花鹿" * 100]] * 900}), "xlsx"),
        (lambda: ofd_of(["梅花鹿" * 50_000], ["梅花鹿" * 100_000]), "ofd"),
        (lambda: pdf_of(*[["梅花鹿" * 12_000]] * 12), "pdf"),
    ],
)
def test_file__its_beginning_is_kept_when_it_has_too_many_letters(tmp_path, content, extension):
    parts = read(tmp_path, content(), extension)
    assert sum(len(part.text) for part in parts) == LIMITS.letters == 400_000


def test_file__is_given_up_when_it_unpacks_to_too_much(tmp_path):
    assert code_of(tmp_path, docx_bomb(), "docx") == "bomb"


def test_file__is_given_up_when_it_unpacks_to_more_than_it_says(tmp_path):
    content = bytearray(docx_bomb(40))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert code_of(tmp_path, bytes(content), "docx") == "damaged"


def test_file__is_given_up_when_one_member_is_read_again_and_again(tmp_path):
    page = "<p>" + " " * (1 << 20) + "</p>"
    listed = "".join(f'<Page BaseLoc="{number}/Content.xml"/>' for number in range(120))
    pages = {f"{number}/Content.xml": page for number in range(120)}
    content = zip_of({"OFD.xml": "<a><DocRoot>D.xml</DocRoot></a>", "D.xml": f"<a>{listed}</a>", **pages})
    assert code_of(tmp_path, content, "ofd") == "bomb"


def test_file__is_given_up_when_its_markup_is_too_deep(tmp_path):
    assert code_of(tmp_path, word_of("<w:tbl>" * 600 + "</w:tbl>" * 600), "docx") == "bomb"


def test_pdf__is_given_up_when_its_page_unpacks_to_too_much(tmp_path):
    packed = zlib.compressobj()
    stream = b"".join(packed.compress(b" " * MEGABYTE) for _turn in range(300)) + packed.flush()
    assert code_of(tmp_path, pdf_page_of(stream, "/Filter /FlateDecode"), "pdf") in ("bomb", "damaged")


def test_file__is_given_up_when_it_needs_too_much_memory(tmp_path):
    content = word_of("<w:p><w:r><w:t>鹿</w:t></w:r></w:p>" * 300_000)
    few = replace(LIMITS, memory_bytes=60 * MEGABYTE)
    assert code_of(tmp_path, content, "docx", few) in ("bomb", "damaged")


def test_file__is_given_up_when_it_takes_too_long(tmp_path):
    content = pdf_page_of(b"BT " + b"(a) Tj " * 2_000_000 + b"ET")
    assert code_of(tmp_path, content, "pdf", replace(LIMITS, seconds=1)) == "too_slow"


def test_file__what_was_read_in_time_is_kept(tmp_path):
    slow = b"BT " + b"(a) Tj " * 40_000 + b"ET"
    parts = read(tmp_path, pdf_page_of(slow, pages=400), "pdf", replace(LIMITS, seconds=2))
    assert 0 < len(parts) < 400
