import gc
import os

from django.core.wsgi import get_wsgi_application

from core.secret_addresses import keep_out_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings.production")
application = get_wsgi_application()
# gunicorn sets its loggers up before it loads us, past our settings.
keep_out_of("gunicorn.access", "gunicorn.error")
# What is loaded by now stays: to look through all of it for garbage took a tenth of a second, for
# which some reader had to wait.
gc.freeze()
