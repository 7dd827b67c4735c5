"""Settings of the tests: the product's own, quick where only tests care."""

import os

for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATA_DIR", "REGISTRATION_OPEN"):
    os.environ.pop(name, None)

from cpd_tracker.settings import *  # noqa: E402, F403 - after the environment is clean

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {  # nothing that tests in another process could see
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
STORAGES = {  # no collected files needed
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
# Static files are looked for when asked for, not all of them before every test with a client.
WHITENOISE_AUTOREFRESH = True
