"""The only reader of the environment: settings with the prefix CITIZEN_HOME_, from the environment and .env."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# Scheme, host, port: no path, no wildcard, and not "null", which every sandboxed page would be.
_ORIGIN = re.compile(r"https?://([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?", re.IGNORECASE)
ROOT = Path(__file__).resolve().parent.parent
POSTGRES = ("postgresql://", "postgres://")


class Settings(BaseSettings):
    """With none set everything works, embedded, on this machine."""

    model_config = SettingsConfigDict(env_prefix="CITIZEN_HOME_", env_file=".env", extra="ignore")

    data_dir: Path = Field(default=ROOT / "var", description="databases, the signing key, trained models")
    database_url: SecretStr | None = Field(
        default=None, description="sqlite:///path or postgresql://…; default: data_dir/citizen_home.db"
    )
    redis_url: SecretStr | None = Field(
        default=None, description="redis://…: processes and machines tell each other of news, and share limits"
    )
    secret_key: SecretStr | None = Field(default=None, description="signs tokens; default: made once in data_dir")
    staff_tokens: SecretStr | None = Field(default=None, description="comma-separated tokens of the clerks' consoles")
    volunteer_pins: SecretStr | None = Field(
        default=None, description="comma-separated, as `citizen-home volunteers pin` prints them"
    )
    embed_origins: str | None = Field(default=None, description="comma-separated origins that may show the widget")
    session_hours: int = Field(default=24, ge=1, le=24 * 30, description="life of a conversation's token")
    rate_limit: str = Field(default="on", pattern="^(on|off)$", description='"off" for measuring only')
    clock: datetime | None = Field(default=None, description="time at which the clock starts, for demonstrations")
    public_url: str | None = Field(
        default=None, description="address under which the internet reaches this server and its pages"
    )
    telegram_token: SecretStr | None = Field(default=None, description="the bot's token from BotFather")
    telegram_secret: SecretStr | None = Field(default=None, description="secret of the webhook, A-Z a-z 0-9 _ -")
    telegram_api: str = Field(default="https://api.telegram.org", description="another Bot API server")
    wechat_app_id: str | None = Field(default=None, description="AppID of the WeChat Official Account")
    wechat_secret: SecretStr | None = Field(default=None, description="its AppSecret")
    wechat_token: SecretStr | None = Field(default=None, description="its token of the server settings")
    wechat_aes_key: SecretStr | None = Field(default=None, description="its EncodingAESKey, for the safe mode")
    wechat_api: str = Field(default="https://api.weixin.qq.com", description="another address of WeChat's API")
    wechat_template: str | None = Field(
        default=None, description="template for calls: its id, then field=number|place|matter|text for each field"
    )
    wechat_wait: float = Field(
        default=4.0, gt=0, lt=5, description="seconds for an answer before it is sent later, as verified accounts may"
    )
    twilio_sid: str | None = Field(default=None, description="account SID at Twilio, for SMS and WhatsApp")
    twilio_token: SecretStr | None = Field(default=None, description="its auth token")
    twilio_from: str | None = Field(default=None, description="its number, or whatsapp: and its number")
    twilio_api: str = Field(default="https://api.twilio.com", description="another address of Twilio's API")
    log_format: str = Field(default="text", pattern="^(text|json)$", description="text, or json for a collector")
    access_log: str = Field(default="off", pattern="^(on|off)$", description='"on" logs a line for each request')
    traces_url: str | None = Field(default=None, description="OTLP/HTTP address of a trace collector, …/v1/traces")
    retain_conversation_days: int = Field(
        default=30, ge=1, le=3650, description="days for which messages, and what goes with them, are kept"
    )
    retain_ticket_days: int = Field(
        default=30, ge=1, le=3650, description="days after which tickets lose their tie to a conversation"
    )
    retain_address_days: int = Field(
        default=30, ge=1, le=3650, description="days of silence after which a messenger's address is deleted"
    )
    queue_system: str | None = Field(
        default=None, pattern="^(fqm|qminder)$", description='another ticket machine of the hall: "fqm" or "qminder"'
    )
    queue_system_url: str | None = Field(default=None, description="its address; for qminder its API's by default")
    queue_system_token: SecretStr | None = Field(default=None, description="its token or key")
    queue_system_services: str | None = Field(
        default=None, description="which of its services, and of its offices, stands for each of our queues"
    )
    queue_system_location: str | None = Field(default=None, description="qminder: id of the location")
    queue_system_user: str | None = Field(default=None, description="qminder: id of the clerk who cancels and calls")
    rerank_url: str | None = Field(
        default=None, description="OpenAI-compatible endpoint, …/v1: masked texts the model is unsure of are sent there"
    )
    rerank_key: SecretStr | None = Field(default=None, description="its key")
    rerank_model: str | None = Field(default=None, validate_default=True, description="the model to ask for there")
    rerank_seconds: float = Field(
        default=2.0, gt=0, le=2, description="limit on one question to it, connecting included"
    )
    answer_seconds: float = Field(default=10.0, gt=0, description="limit on the engine for one message")

    @field_validator("clock")
    @classmethod
    def _clock_has_a_zone(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("write the clock with its zone, such as 2026-11-23T10:00:00+08:00")
        return value

    @field_validator("database_url")
    @classmethod
    def _a_store_we_know(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("sqlite:///", *POSTGRES)):
            raise ValueError("write sqlite:///path/to/citizen_home.db or postgresql://user:password@host/database")
        return value

    @field_validator("redis_url")
    @classmethod
    def _a_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("write redis://host:6379/0, rediss://… or unix:///path/to/redis.sock")
        return value

    @field_validator("rerank_model")
    @classmethod
    def _an_endpoint_has_a_model(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("rerank_url") and not value:
            raise ValueError("name the model to ask for at CITIZEN_HOME_RERANK_URL")
        return value

    @field_validator(
        "public_url", "traces_url", "telegram_api", "wechat_api", "twilio_api", "queue_system_url", "rerank_url"
    )
    @classmethod
    def _addresses_are_whole(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", value):
            raise ValueError("write a whole address, such as https://assistant.example.gov.cn")
        return value.rstrip("/") if value else value

    @field_validator("queue_system_services")
    @classmethod
    def _services_are_pairs(cls, value: str | None) -> str | None:
        if any(not re.fullmatch(r"[a-z0-9_]+=[A-Za-z0-9-]+(?::[A-Za-z0-9-]+)?", one) for one in _listed(value)):
            raise ValueError("write queue=service or queue=service:office, such as exit_entry_7=1:1,water_58=2")
        return value

    @field_validator("wechat_aes_key")
    @classmethod
    def _aes_key_is_whole(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9]{43}", value.get_secret_value()):
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        return value

    @field_validator("wechat_template")
    @classmethod
    def _template_is_filled(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\S+(?: \w+=(?:number|place|matter|text))+", value):
            raise ValueError("write the template's id and its fields: ID character_string1=number thing2=place")
        return value

    @field_validator("telegram_secret")
    @classmethod
    def _secret_is_strong(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("16 to 256 letters of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)")
        return value

    @field_validator("volunteer_pins")
    @classmethod
    def _pins_are_hashed(cls, value: SecretStr | None) -> SecretStr | None:
        for entry in _listed(value.get_secret_value() if value else None):
            if not re.fullmatch(r"[\w-]{1,20}:[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", entry):
                raise ValueError("write each volunteer as `citizen-home volunteers pin NAME` prints it")
        return value

    @field_validator("embed_origins")
    @classmethod
    def _whole_origins(cls, value: str | None) -> str | None:
        for origin in _listed(value):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"write each origin as https://www.example.org, without a path: not {origin!r}")
        return value

    @property
    def tickets_file(self) -> Path:
        """The ledger's database."""
        if self.database_url is None or self.postgres_url is not None:
            return self.data_dir / "citizen_home.db"
        return Path(self.database_url.get_secret_value().removeprefix("sqlite:///"))

    @property
    def postgres_url(self) -> str | None:
        """The database of tickets and conversations where that is PostgreSQL; it may hold a password."""
        url = self.database_url.get_secret_value() if self.database_url else ""
        return url if url.startswith(POSTGRES) else None

    @property
    def conversations_file(self) -> Path:
        """The conversations' database, beside the ledger's."""
        return self.tickets_file.with_name(self.tickets_file.stem + "-conversations.db")

    @property
    def delivery_file(self) -> Path:
        """What the messengers need to be written to, beside the conversations."""
        return self.tickets_file.with_name(self.tickets_file.stem + "-delivery.db")

    @property
    def staff_file(self) -> Path:
        """The roll of the staff, beside the ledger's database."""
        return self.tickets_file.with_name(self.tickets_file.stem + "-staff.db")

    @property
    def upkeep_file(self) -> Path:
        """When old data was deleted, and how much, beside the ledger's database."""
        return self.tickets_file.with_name(self.tickets_file.stem + "-upkeep.db")

    @property
    def queue_system_file(self) -> Path:
        """What is wanted of another ticket machine, beside the conversations."""
        return self.tickets_file.with_name(self.tickets_file.stem + "-queue-system.db")

    @property
    def queue_services(self) -> dict[str, tuple[str, str | None]]:
        """Service and office (or None) at the other machine, by our queue's id."""
        pairs = (one.partition("=")[::2] for one in _listed(self.queue_system_services))
        split = ((queue, service.partition(":")[::2]) for queue, service in pairs)
        return {queue: (service, office or None) for queue, (service, office) in split}

    @property
    def models_dir(self) -> Path:
        """Trained models."""
        return self.data_dir / "models"

    @property
    def staff(self) -> tuple[str, ...]:
        """The staff tokens; none means that no console can log in."""
        return _listed(self.staff_tokens.get_secret_value() if self.staff_tokens else None)

    @property
    def volunteers(self) -> dict[str, str]:
        """Salt and hash of the PINs by volunteer; none means that no tablet can log in."""
        entries = _listed(self.volunteer_pins.get_secret_value() if self.volunteer_pins else None)
        return {name: kept for name, _, kept in (entry.partition(":") for entry in entries)}

    @property
    def embedding(self) -> tuple[str, ...]:
        """Origins of other sites whose pages may show the widget, as browsers send them; none by default."""
        return tuple(origin.lower() for origin in _listed(self.embed_origins))


def _listed(written: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (written or "").split(",") if part.strip())


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
