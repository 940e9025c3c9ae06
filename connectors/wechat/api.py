"""Calls WeChat's API for an account: the shared access token, customer-service messages, templates, menu, QR codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException
from wechatpy.session import SessionStorage

from connectors.delivery.line import AT_ONCE
from connectors.delivery.model import SendFailed, Undeliverable, Unreachable
from connectors.delivery.store import DeliveryStore
from connectors.wechat.envelope import WeChatSettings

SECONDS = 8.0
_MARGIN = timedelta(minutes=5)  # a token is renewed before it ends
NOT_NOW = frozenset({45015, 45047})  # the citizen has not written lately; all messages of that time are used up
_GONE = frozenset({40003, 43004, 43019, 40132})
_LATER = frozenset({-1, 40001, 40014, 40164, 42001, 42007, 45009, 45011, 50002})


class NoQuota(Exception):
    """WeChat takes no customer-service message for this citizen now."""


class SharedToken(SessionStorage):  # type: ignore[misc]
    """The access token in the delivery's store: one for all processes."""

    def __init__(self, store: DeliveryStore, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def get(self, key: str, default: Any = None) -> Any:
        """The token, or the default when there is none that holds."""
        return self._store.kept(f"wechat:{key}") or default

    def set(self, key: str, value: str, ttl: int | None = None) -> None:
        """Keeps a token for its life, less a margin."""
        self._store.keep(f"wechat:{key}", value, self._clock() + timedelta(seconds=ttl or 7200) - _MARGIN)

    def delete(self, key: str) -> None:
        """Forgets the token."""
        self._store.keep(f"wechat:{key}", "", self._clock())


class _BoundedSession(requests.Session):  # type: ignore[misc]
    """No call waits for ever: wechatpy fetches its token without a limit. As many connections as calls at once."""

    def __init__(self) -> None:
        super().__init__()
        self.mount("https://", HTTPAdapter(pool_maxsize=AT_ONCE))
        self.mount("http://", HTTPAdapter(pool_maxsize=AT_ONCE))

    def request(self, *arguments: Any, **named: Any) -> requests.Response:
        named["timeout"] = named.get("timeout") or SECONDS
        return super().request(*arguments, **named)


class _Client(WeChatClient):  # type: ignore[misc]
    """wechatpy's client at a given address, with the token that does not end those of other programs."""

    def fetch_access_token(self) -> Any:
        """Gets the stable token (稳定版接口调用凭据)."""
        asked = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        answer = self._http.post(f"{self.API_BASE_URL}stable_token", json=asked)
        answer.raise_for_status()
        given = answer.json()
        if given.get("errcode"):
            raise WeChatClientException(given["errcode"], given.get("errmsg", ""), client=self)
        self.session.set(self.access_token_key, given["access_token"], given.get("expires_in", 7200))
        return given


class WeChatApi:
    """Blocking calls; each raises SendFailed, Unreachable, Undeliverable or NoQuota."""

    def __init__(self, settings: WeChatSettings, store: DeliveryStore, clock: Callable[[], datetime]) -> None:
        client = _Client(settings.app_id, settings.secret, session=SharedToken(store, clock), timeout=SECONDS)
        client.API_BASE_URL = f"{settings.api}/cgi-bin/"
        client._http = _BoundedSession()
        self._client = client

    def send_text(self, address: str, text: str) -> None:
        """A customer-service message (客服消息)."""
        self._call(lambda: self._client.message.send_text(address, text))

    def send_template(self, address: str, template: str, data: dict[str, Any]) -> None:
        """A template message (模板消息)."""
        body = {"touser": address, "template_id": template, "data": data}
        self._call(lambda: self._client.post("message/template/send", data=body))

    def create_menu(self, menu: dict[str, Any]) -> None:
        """Publishes the account's menu (自定义菜单)."""
        self._call(lambda: self._client.menu.create(menu))

    def scene_code(self, code: str, seconds: int = 600) -> str:
        """The address that a QR code (带参数的二维码) for a hand-over has to show."""
        asked = {
            "expire_seconds": seconds,
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": code}},
        }
        return str(self._call(lambda: self._client.qrcode.create(asked))["url"])

    def try_token(self) -> None:
        """Fetches an access token, to see whether account, secret and IP allow-list are right."""
        self._call(self._client.fetch_access_token)

    def close(self) -> None:
        """Closes the connections."""
        self._client._http.close()

    @staticmethod
    def _call(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except WeChatClientException as refusal:
            code = int(refusal.errcode) if refusal.errcode is not None else -1
            said = f"WeChat says {code}: {refusal.errmsg}"
            if code in NOT_NOW:
                raise NoQuota(said) from None
            if code in _GONE:
                raise Unreachable(said) from None
            if code in _LATER:
                raise SendFailed(said) from None
            raise Undeliverable(said, asked=True) from None
        except (requests.RequestException, ValueError) as failure:
            raise SendFailed(type(failure).__name__) from None
