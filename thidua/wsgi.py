"""The door for web servers. Outside the demonstration it stays shut while known passwords work."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings.production")

application = get_wsgi_application()

from accounts.services.start import refuse_demonstration_accounts  # noqa: E402 (needs the apps loaded)

refuse_demonstration_accounts()

# What was loaded stays for good: the collector, woken by every page, need not look at it again.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
