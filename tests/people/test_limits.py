"""Do the limits on tries hold with the counters of a real site, which are files?"""

from django.urls import reverse

from cpd_tracker import settings as product
from tests.people.cast import PASSWORD


def test_guessing_is_counted_in_files(client, member, settings, tmp_path):
    files = product.CACHES["default"] | {"LOCATION": str(tmp_path)}
    settings.CACHES = settings.CACHES | {"default": files}

    def sign_in(password):
        answers = {"login": "librarian@example.org", "password": password}
        return client.post(reverse("account_login"), answers)

    for _ in range(5):
        assert "Too many" not in sign_in("wrong-password").text
    assert "Too many failed login attempts" in sign_in(PASSWORD).text
    for file in tmp_path.iterdir():
        file.unlink()
    assert sign_in(PASSWORD).url == reverse("home")
