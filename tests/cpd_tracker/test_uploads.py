"""How much may be sent at once?"""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


def send(size):
    file = SimpleUploadedFile("list.csv", b"x" * size)
    return RequestFactory().post("/", {"before": "kept", "file": file})


def test_what_is_small_enough_arrives_whole():
    request = send(settings.LARGEST_UPLOAD)
    assert request.POST["before"] == "kept"
    assert len(request.FILES["file"].read()) == settings.LARGEST_UPLOAD
    request.close()


def test_of_what_is_too_large_only_name_and_size_arrive():
    request = send(50 * 1024 * 1024)
    file = request.FILES["file"]
    assert (request.POST["before"], file.name, file.size) == ("kept", "list.csv", 50 * 1024 * 1024)
    assert file.read() == b""
