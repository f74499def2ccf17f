"""Tests: the same real database and broker, quick password hashing, files of their own."""

from .demo import *

IS_DEMONSTRATION = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
AXES_ENABLED = False  # the throttling test turns it on
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # no collecting before a test
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = VAR_DIR / "test" / "media"
