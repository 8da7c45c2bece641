"""What is in zips from Windows, Macs and elsewhere, and what is refused however it is dressed."""

from __future__ import annotations

import io
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from course.grading.collecting import archives
from course.grading.collecting.archives import BadZip, Found, Refused, look_in, read_parts, unpack
from tests.course.grading.collecting.small_class import zipped


def found(data: bytes, name: str = "a.zip") -> Found:
    return Found((name,), len(data), None, lambda: io.BytesIO(data))


def places(data: bytes) -> list[str]:
    with ExitStack() as stack:
        return ["/".join(one.place[1:]) for one in unpack(found(data), stack)]


@pytest.mark.parametrize("page", ["cp850", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", ["Søren Ærø", "Åse på Ærø", "Blåbærgrød", "Jørgen Æbelø", "Ida Øgård", "Aflevering – æøå"])
def test_a_name_without_the_mark_of_utf8_is_read_as_its_system_wrote_it(name, page):
    if page == "cp850" and "–" in name:
        pytest.skip("that page has no such sign")
    data = name.encode(page)
    assert places(zipped({"x" * len(data): b""}).replace(b"x" * len(data), data)) == [name]


def test_a_name_in_the_page_that_zip_once_said():
    assert places(zipped({"xxxx": b""}).replace(b"xxxx", "G\u00fcnt".encode("cp437"))) == ["Günt"]


def test_backslashes_and_the_litter_of_systems():
    files = {"A1\\": b"", "A1\\data\\x.csv": b"", "__MACOSX/A1/._x": b"", "A1/.DS_Store": b"", "A1/Thumbs.db": b"",
             "A1/.ipynb_checkpoints/A1-checkpoint.ipynb": b"", "A1/~$rapport.docx": b""}
    assert places(zipped(files)) == ["A1/data/x.csv"]


@pytest.mark.parametrize("name", ["../x", "a/../../x", "..\\x", "/x", "\\x", "\\\\server\\x", "C:x", "c:/x", "./../x", "..", "/"])
def test_a_path_out_of_the_zip_is_refused_however_it_is_written(name):
    with ExitStack() as stack:
        inside = unpack(found(zipped({name: b"x"})), stack)
    assert [type(one) for one in inside] in ([Refused], [])  # a lone slash is a folder


@given(st.binary(min_size=1, max_size=40), st.booleans())
@example(b"\0", False)
@example(b"\0/../x", True)
def test_no_name_from_a_zip_has_a_part_that_leads_anywhere(name, marked):
    packed = bytearray(zipped({"q" * len(name): b""}).replace(b"q" * len(name), name))
    if marked:
        for mark, place in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
            packed[packed.index(mark) + place] |= 8  # says that the name is UTF-8
    with ExitStack() as stack:
        try:
            inside = unpack(found(bytes(packed)), stack)
        except BadZip:
            return
    for one in inside:
        assert isinstance(one, Refused) or (not {"", ".", ".."} & set(one.place) and not any("/" in part or "\\" in part for part in one.place))


@given(st.binary(max_size=400))
def test_bytes_that_only_begin_as_a_zip_are_refused_and_nothing_else_happens(data):
    with ExitStack() as stack:
        try:
            for one in unpack(found(b"PK\x03\x04" + data + zipped({"a.ipynb": b"{}"})[-60:]), stack):
                if isinstance(one, Found):
                    list(read_parts(one))
        except BadZip as problem:
            assert str(problem)


def test_a_size_that_lies_is_found_out_as_it_is_read():
    data = bytearray(zipped({"a.ipynb": bytes(5000)}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (100).to_bytes(4, "little")
    with ExitStack() as stack, pytest.raises(BadZip, match="er beskadiget eller ikke hentet færdig"):
        list(read_parts(unpack(found(bytes(data)), stack)[0]))


def test_a_class_may_be_big_and_one_bad_entry_is_refused_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_FILE", 1000)
    (tmp_path / "lms.zip").write_bytes(zipped({"anne.ipynb": bytes(900), "bo.ipynb": bytes(1001), "cai.ipynb": bytes(900)}))
    with ExitStack() as stack:
        inside = look_in(tmp_path / "lms.zip", stack)
    assert [type(one) for one in inside] == [Found, Refused, Found] and inside[1].reason == "fylder over 0 MB"


def test_zips_side_by_side_have_a_limit_too():
    data = zipped({"a.ipynb": b"{}"})
    with ExitStack() as stack, pytest.raises(BadZip, match="rummer mere end 20 zip-filer"):
        unpack(found(zipped({f"{number}.zip": data for number in range(21)})), stack)


def test_a_folder_that_cannot_be_opened_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.ipynb").write_bytes(b"{}")
    (tmp_path / "a").rmdir()
    (tmp_path / "a").symlink_to(tmp_path)  # a link to where it lies would go on for ever
    with ExitStack() as stack:
        inside = look_in(tmp_path, stack)
    assert [(type(one), one.place) for one in inside] == [(Refused, ("a",)), (Found, ("b.ipynb",))]


def test_the_module_knows_no_name_it_would_write(tmp_path):
    source = Path(archives.__file__).read_text(encoding="utf-8")
    assert "extract" not in source and ".write_bytes" not in source
