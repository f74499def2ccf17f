"""The demonstration on one's own machine: invented people, known passwords, no TLS."""

from .base import *

SECRET_KEY = "demonstration-only-" + "x" * 40
DEBUG = env.bool("THIDUA_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
IS_DEMONSTRATION = True
INSTALLED_APPS += ["demo"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
