"""How much may be sent at once?"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers


class RefusingUploadHandler(FileUploadHandler):
    """Lets nothing of a request larger than `LARGEST_UPLOAD` into memory or onto the disk.

    Its files arrive empty, with their names and true sizes, so that the form that asked for them
    can say what was wrong. What is sent is read to its end and dropped: a browser whose words are
    not heard out shows its own error page instead of ours.
    """

    _refused = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        # Room for the form's other fields: a file of exactly the largest size is still taken.
        self._refused = content_length > settings.LARGEST_UPLOAD + self.chunk_size

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._refused:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self._refused else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        if not self._refused:
            return None
        return UploadedFile(
            file=BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )
