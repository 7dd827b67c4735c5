"""Does mail arrive, through a real mail server, even if that server was away?"""

import re
import socket
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from catalogue.roles import Role, give_role


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


def deliver(port: int) -> Any:
    """The one message that a mail server on this port is handed, out of the queue."""
    letterbox = Letterbox()
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        call_command("retry_deferred")
        call_command("send_mail")
        call_command("send_mail")  # nothing is sent twice
    finally:
        server.stop()
    (envelope,) = letterbox.envelopes
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == [message["To"]]
    return message


def link_in(message: Any) -> str:
    """The one link of a message in plain text, as a path of this site."""
    assert message.get_content_type() == "text/plain"
    (link,) = re.findall(r"http://testserver(/\S+)", message.get_content())
    return str(link)


def test_mail_waits_for_its_server(client, member, queue):
    response = client.post(reverse("account_reset_password"), {"email": member.email})
    assert response.url == reverse("account_reset_password_done")
    call_command("send_mail")  # nobody listens

    message = deliver(queue)
    assert message["To"] == "librarian@example.org"
    assert message["Subject"] == "Choose a new password"
    assert "Set my new password" in client.get(link_in(message), follow=True).text


class Refusal:
    """A mail server that takes nothing now."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        return "451 Come again later"


def test_mail_that_was_refused_waits(client, member, queue):
    client.post(reverse("account_reset_password"), {"email": member.email})
    server = Controller(Refusal(), hostname="127.0.0.1", port=queue)
    server.start()
    call_command("send_mail")
    server.stop()

    assert deliver(queue)["Subject"] == "Choose a new password"


def test_an_invitation_arrives(client, member, queue, settings):
    settings.REGISTRATION_OPEN = False
    give_role(user=member, role=Role.CURATOR)
    client.force_login(member)
    client.post(reverse("admin:people_invitation_add"), {"address": "newcomer@example.org"})
    message = deliver(queue)
    assert message["To"] == "newcomer@example.org"
    assert message["Subject"] == "You are invited to testserver"
    assert "Make my account" in Client().get(link_in(message), follow=True).text
