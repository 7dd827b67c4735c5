"""The application for a WSGI server: `gunicorn cpd_tracker.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpd_tracker.settings")
application = get_wsgi_application()
