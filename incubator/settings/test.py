"""The test suite: fast hashes, mail in memory, files in a folder of its own."""

import tempfile
from pathlib import Path

from incubator.settings.base import *

SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing leaves the machine.
LINK_CHECKS = False
# Tests that need Elasticsearch say so and are given what the environment names.
ELASTICSEARCH_URL = ""
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR_DIR = Path(tempfile.mkdtemp(prefix="incubator-tests-"))
MEDIA_ROOT = VAR_DIR / "media"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
LOGGING["root"]["level"] = "ERROR"
# DATABASE_URL chooses the engine. SQLite gets a file, not memory: two connections must be able to
# meet. TEST_DATABASE names a file that `pytest --reuse-db` finds again.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; "
        "PRAGMA cache_size=-100000;"
    )
    DATABASES["default"]["TEST"] = {
        "NAME": environment.text("TEST_DATABASE", str(VAR_DIR / "test.sqlite3"))
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
# It serves collected files, and warns where none are collected.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
