"""Does mail arrive, through a real mail server, even if that server was away?"""

import re
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core.management import call_command
from django.urls import reverse


class Letterbox:
    """Keeps what the mail server is handed."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def queue(settings):
    """Mail goes as on a deployed site: into the queue, from there to a server on this port."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    return port


def test_mail_waits_for_its_server(client, member, queue):
    response = client.post(reverse("account_reset_password"), {"email": member.email})
    assert response.url == reverse("account_reset_password_done")
    call_command("send_mail")  # nobody listens

    letterbox = Letterbox()
    server = Controller(letterbox, hostname="127.0.0.1", port=queue)
    server.start()
    try:
        call_command("retry_deferred")
        call_command("send_mail")
        call_command("send_mail")  # nothing is sent twice
    finally:
        server.stop()

    (envelope,) = letterbox.envelopes
    assert envelope.rcpt_tos == ["librarian@example.org"]
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert message["Subject"] == "Choose a new password"
    assert message.get_content_type() == "text/plain"
    (link,) = re.findall(r"http://testserver(/\S+)", message.get_content())
    assert "Set my new password" in client.get(link, follow=True).text
