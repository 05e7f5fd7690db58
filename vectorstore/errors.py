"""Every error of the product, in one tree.

    ResearchError                 anything a person is told in one line
    ├── InputError                exit 2: what was given cannot be used
    │   ├── UnreadableSource      a file that is no publication list
    │   ├── ArchiveRefused        a file that is no archive of a library, or a damaged one
    │   ├── NotALibrary           a folder that belongs to another program
    │   ├── LibraryTooNew         written by a newer version of this program
    │   ├── EmbeddingMismatch     the index was built with another embedding model
    │   ├── VectorsElsewhere      the index is on another Chroma server, or in the folder
    │   └── SettingsError         a setting that cannot be used
    └── OutsideError              exit 3: something outside this program failed
        ├── StorageError          disk, permissions, a damaged library
        │   └── DamagedIndex      the vector index, which can be built again from the catalogue
        ├── LibraryBusy           another process is writing
        ├── ModelFileError        a model file is missing or altered
        └── ServerError           an LLM, embeddings or Chroma server failed

A message says what happened and, after it, what to do next. It holds no secrets.
"""


class ResearchError(Exception):
    """Root of the tree; `str(error)` is one line for a person."""

    exit_code = 3


class InputError(ResearchError):
    """What was given cannot be used; the same input will fail again."""

    exit_code = 2


class UnreadableSource(InputError):
    """A file, text or stream is not a publication list that we can read."""


class ArchiveRefused(InputError):
    """A file is no archive of a library, or damaged, or made to do harm."""


class NotALibrary(InputError):
    """A folder holds files, but not a library of this program."""


class LibraryTooNew(InputError):
    """The library's schema is newer than this program."""


class EmbeddingMismatch(InputError):
    """The vector index was built with another embedding model."""


class VectorsElsewhere(InputError):
    """The vector index is in another place than the settings name."""


class SettingsError(InputError):
    """A setting or a prompt file has a value that cannot be used."""


class OutsideError(ResearchError):
    """Something outside this program failed; trying again may help."""


class StorageError(OutsideError):
    """The disk is full or read-only, or the library's files are damaged."""


class DamagedIndex(StorageError):
    """The vector index cannot be read; the catalogue holds all that is needed to build it again."""


class LibraryBusy(OutsideError):
    """Another process holds the library's write lock."""


class ModelFileError(OutsideError):
    """A model file is missing or its checksum is wrong."""


class ServerError(OutsideError):
    """An LLM, embeddings or Chroma server is down, slow, refuses, or answers garbage.

    `retryable` says whether the same request may succeed later.
    """

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable
