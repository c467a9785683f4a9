"""`make demo` and `make run`: no secret, no server to install, mail into a folder."""

from incubator.settings.base import *

DEBUG = True
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
EMAIL_BACKEND = environment.text(
    "EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "sent_mail"
WHITENOISE_USE_FINDERS = True
# The demonstration asks nobody on the web, and does not wait for answers when it is ended.
LINK_CHECKS = environment.flag("LINK_CHECKS")
