"""What does the admin show of people? Nothing, nor what two packages would show unasked.

Addresses are nobody else's business, and queued mail holds the links that reset passwords.
"""

import allauth.account.admin  # noqa: F401 - registers what is taken back below
import mailer.admin  # noqa: F401
from allauth.account.models import EmailAddress
from django.contrib import admin
from mailer.models import DontSendEntry, Message, MessageLog

admin.site.unregister([EmailAddress, DontSendEntry, Message, MessageLog])
