"""A browser without a window: speaks to the WSGI application as a server would, cookies and tokens included."""

import io
import sys
import traceback
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

TOKEN = "f" * 32
BACKEND = "cms.access.signin.accounts.AccountBackend"


@dataclass
class Sent:
    """A request."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    host: str = "localhost"
    headers: dict = field(default_factory=dict)
    is_anonymous: bool = False


@dataclass
class Answer:
    """What came back; `raised` is the traceback where the application itself fell over."""

    status: int
    headers: dict
    body: bytes
    raised: str | None = None


class Browser:
    """Keeps the session of one account."""

    def __init__(self, application, user):
        self.application, self.user = application, user
        self.session, self.requests, self.reached = "", 0, set()

    def sign_in(self):
        """A fresh session."""
        client = Client()
        client.force_login(self.user, BACKEND)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def send(self, sent):
        """The answer, read to its end."""
        self.requests += 1
        self._note(sent.path)
        started = {}

        def start_response(status, headers, exc_info=None):
            started.update(status=int(status.split(" ", 1)[0]), headers=dict(headers))

        try:
            parts = self.application(self._environ(sent), start_response)
            try:
                body = b"".join(parts)
            finally:
                parts.close()
        except Exception:  # noqa: BLE001
            return Answer(500, {}, b"", traceback.format_exc())
        answer = Answer(started["status"], started["headers"], body)
        if (
            answer.status in (301, 302)
            and "/admin/login/" in answer.headers.get("Location", "")
            and not sent.is_anonymous
        ):
            self.sign_in()
        return answer

    def _note(self, path):
        try:
            found = resolve(unquote_to_bytes(path.partition("?")[0]).decode("utf-8", "replace"))
        except (Resolver404, ValueError):
            return
        self.reached.add(f"{found.view_name} {found.route}")

    def _environ(self, sent):
        path, _mark, query = sent.path.partition("?")
        cookies = [f"csrftoken={TOKEN}"]
        if not sent.is_anonymous:
            cookies.append(f"{settings.SESSION_COOKIE_NAME}={self.session}")
        return {
            "REQUEST_METHOD": sent.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.encode("utf-8", "replace").decode("latin-1"),
            "CONTENT_TYPE": sent.content_type,
            "CONTENT_LENGTH": str(len(sent.body)),
            "SERVER_NAME": sent.host,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": sent.host,
            "HTTP_COOKIE": "; ".join(cookies),
            "HTTP_X_CSRFTOKEN": TOKEN,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(sent.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.headers.items()},
        }
