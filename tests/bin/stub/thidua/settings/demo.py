import environ

env = environ.Env()
SECRET_KEY = "stub"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = ["stub"]
ROOT_URLCONF = "thidua.urls"
DATABASES = {"default": env.db()}
CELERY_BROKER_URL = env("REDIS_URL")
USE_TZ = True
