"""Another site's page that shows the widget, under a strict policy of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>Another site</title>
<script defer src="{server}/widget.js"></script>
<script defer src="/own.js"></script>
</head><body>
<h1>别的单位</h1><button id="own">0</button>
<button id="ask" data-citizen-home-ask="护照到期了要带什么">怎么换护照</button>
</body></html>"""
OWN = "own.onclick = () => { own.textContent = Number(own.textContent) + 1; };"
POLICY = (
    "default-src 'none'; script-src 'self' {server}; connect-src {server}; img-src {server}; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)


@dataclass
class Host:
    """The other site; what it names as the assistant's server may be set after it has started."""

    address: str = ""
    server: str = ""
    reported: list[str] = field(default_factory=list)


@contextmanager
def hosted() -> Iterator[Host]:
    """Serves the page on a free port."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_script = self.path == "/own.js"
            body = (OWN if is_script else PAGE.format(server=host.server)).encode()
            self.send_response(200 if self.path in ("/", "/own.js") else 204)
            self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(server=host.server))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
