from celery import Celery

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
