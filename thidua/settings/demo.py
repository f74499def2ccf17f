"""The demonstration on one's own machine: invented people, known passwords, no TLS."""

from .base import *

SECRET_KEY = "demonstration-only-" + "x" * 40
DEBUG = env.bool("THIDUA_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
IS_DEMONSTRATION = True
INSTALLED_APPS += ["demo"]
# A real SMTP server of our own takes every mail and keeps it for the page /thu-mau/.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("DEMO_MAIL_PORT", default=1025)
DEFAULT_FROM_EMAIL = "Thi đua HĐND <khong-tra-loi@hdnd.example>"
DEMO_MAIL_DIR = VAR_DIR / "mail"
