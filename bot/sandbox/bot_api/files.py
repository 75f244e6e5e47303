"""Files that Telegram keeps: photos in several sizes, and documents."""

import hashlib
import io
import mimetypes
import warnings
from dataclasses import asdict, dataclass
from typing import Any, Literal

from PIL import Image

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.parameters import Upload
from bot.sandbox.store import Store

Kind = Literal["photo", "document", "thumbnail"]

PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
THUMBNAIL_SIDES = (800, 320, 90)
"""Longest sides, in pixels, of the smaller copies that Telegram makes of a photo."""

_FILES = "telegram_files"


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    file_unique_id: str
    kind: Kind
    file_path: str
    file_name: str
    mime_type: str
    file_size: int
    width: int = 0
    height: int = 0
    group: str = ""
    """Sizes of one photo share this."""

    def size_object(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.file_size,
            "width": self.width,
            "height": self.height,
        }

    def document_object(self) -> dict[str, Any]:
        return {
            "file_name": self.file_name,
            "mime_type": self.mime_type,
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.file_size,
        }

    def file_object(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.file_size,
            "file_path": self.file_path,
        }


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._files: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._by_group: dict[str, list[StoredFile]] = {}
        for kept in store.load(_FILES).values():
            self._remember(StoredFile(**kept))

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def at_path(self, file_path: str) -> StoredFile | None:
        return self._by_path.get(file_path)

    def content(self, file: StoredFile) -> bytes:
        content = self._store.file(f"telegram/{file.file_path}")
        assert content is not None, "a file is written before its description"
        return content

    def sizes(self, photo: StoredFile) -> list[StoredFile]:
        """All sizes of a photo, the smallest first."""
        return sorted(self._by_group[photo.group], key=lambda file: file.width * file.height)

    def add_document(self, upload: Upload) -> StoredFile:
        if not upload.content:
            raise bad_request("file must be non-empty")
        mime_type = upload.mime_type
        if mime_type == "application/octet-stream":
            mime_type = mimetypes.guess_type(upload.file_name)[0] or mime_type
        return self._add("document", upload.file_name, mime_type, upload.content)

    def add_photo(self, upload: Upload) -> StoredFile:
        """Telegram: 10 MB, width + height at most 10 000, ratio at most 20."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > PHOTO_BYTES:
            raise bad_request("file is too big")
        image = _open_image(upload.content)
        width, height = image.size
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        mime_type = Image.MIME.get(image.format or "", "image/jpeg")
        suffix = mimetypes.guess_extension(mime_type) or ".jpg"
        group = str(len(self._files) + 1)
        small = image.convert("RGB")
        for side in THUMBNAIL_SIDES:
            if side < max(width, height):
                small.thumbnail((side, side))
                encoded = io.BytesIO()
                small.save(encoded, "JPEG", quality=80)
                self._add(
                    "photo",
                    "photo.jpg",
                    "image/jpeg",
                    encoded.getvalue(),
                    size=small.size,
                    group=group,
                )
        name = f"photo{suffix}"
        return self._add("photo", name, mime_type, upload.content, size=image.size, group=group)

    def add_thumbnail(self, upload: Upload) -> StoredFile:
        size = _open_image(upload.content).size
        return self._add("thumbnail", "thumbnail.jpg", "image/jpeg", upload.content, size=size)

    def _add(
        self,
        kind: Kind,
        file_name: str,
        mime_type: str,
        content: bytes,
        *,
        size: tuple[int, int] = (0, 0),
        group: str = "",
    ) -> StoredFile:
        number = len(self._files) + 1
        digest = hashlib.sha256(content).hexdigest()
        dot = file_name.rfind(".")
        suffix = file_name[dot:] if dot > 0 and file_name[dot + 1 :].isalnum() else ""
        file = StoredFile(
            file_id=f"{'AgACAg' if kind == 'photo' else 'BQACAg'}{digest[:48]}{number:08d}",
            file_unique_id=f"AQAD{digest[:12]}",
            kind=kind,
            file_path=f"{kind}s/file_{number}{suffix}",
            file_name=file_name,
            mime_type=mime_type,
            file_size=len(content),
            width=size[0],
            height=size[1],
            group=group,
        )
        self._store.put_file(f"telegram/{file.file_path}", content)
        self._store.put(_FILES, file.file_id, asdict(file))
        self._remember(file)
        return file

    def _remember(self, file: StoredFile) -> None:
        self._files[file.file_id] = file
        self._by_path[file.file_path] = file
        self._by_group.setdefault(file.group, []).append(file)


def _open_image(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # A picture large enough to be warned about is refused for its dimensions.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content))
            if sum(image.size) <= 10_000:
                image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    return image
