"""Every kind of list through the page, and files that are none."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.page import launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.test_serving import free_port
from tests.browser.lists import LISTS, TITLE
from vectorstore.importers import sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    with assistant_of(tmp_path_factory.mktemp("uploads") / "library") as assistant:
        served = launch(assistant, port=free_port())
        page = chromium.new_page()
        page.goto(str(served.local_url))
        page.wait_for_selector(".opening")
        page.click("role=tab[name=Library]")
        yield page
        page.close()
        served.close(verbose=False)


def upload(page: "Page", file: Path) -> str:
    """What the page says to a file that was chosen and read."""
    before = page.inner_html("#report")
    page.set_input_files("#add input[type=file]", file)
    page.wait_for_function("before => document.querySelector('#report').innerHTML !== before", arg=before)
    page.wait_for_selector("#report .reading, #report .failure")
    page.wait_for_selector("#add .file-preview", state="detached")
    page.wait_for_timeout(300)  # Gradio puts a new file input in place of the old one
    return page.inner_text("#report")


@pytest.mark.parametrize("name", LISTS)
def test_each_kind_of_list_is_read_with_its_title_and_author(page: "Page", tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(LISTS[name], "utf-8")
    report = upload(page, file)
    assert "1 paper read. 1 new" in report
    assert TITLE in report
    assert "Ada Example" in report


@pytest.mark.parametrize("name", ["lists.zip", "list.bib.gz"])
def test_a_packed_list_is_read(page: "Page", tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("zotero.bib", LISTS["zotero.bib"])
            archive.writestr("scopus.ris", LISTS["scopus.ris"])
    else:
        file.write_bytes(gzip.compress(LISTS["zotero.bib"].encode()))
    report = upload(page, file)
    assert "1 new" in report
    assert TITLE in report


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.json", b'{"title": '),
        ("program.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00" * 40),
        ("empty.bib", b""),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
    ],
)
def test_a_file_that_is_no_list_says_what_is_wrong_and_adds_nothing(
    page: "Page", tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    report = upload(page, file)
    assert "Traceback" not in report
    assert str(tmp_path) not in report
    assert "/gradio" not in report
    assert not page.is_enabled("#add-button")


def test_a_file_of_another_type_is_refused(page: "Page", tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n")
    page.set_input_files("#add input[type=file]", file)
    page.wait_for_selector("text=/invalid file type|only .* allowed/i")


def test_the_lists_are_of_every_format_that_the_importers_know() -> None:
    known = {type(importer) for importer in (*sources._XML, *sources._JSON, *sources._TEXT)}
    assert {type(sources._importer_for(text)) for text in LISTS.values()} == known
