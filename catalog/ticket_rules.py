"""What the center rules about its queue numbers, as center.yml writes it; all figures are sample data."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field


class TicketRules(BaseModel):
    """Figures of the hall. Times are minutes; shares lie between 0 and 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    places_back: int = Field(default=3, ge=1, le=20, description="how far a late or missed number is put back")
    requeues: int = Field(default=1, ge=0, le=5, description="times a missed number may wait again")
    lates: int = Field(default=2, ge=0, le=5, description='times a citizen may say "running late"')
    grace_minutes: float = Field(default=15, ge=0, le=240, description="to check in after the turn has passed")
    arrive_minutes: float = Field(default=60, ge=0, le=480, description="to come to the hall after taking a number")
    remote_share: float = Field(default=0.5, ge=0, le=1, description="of a day's capacity, for numbers taken outside")
    day_share: float = Field(default=2, gt=0, le=20, description="of a day's capacity: the most numbers of a queue")
    issues_a_day: int = Field(default=3, ge=1, le=50, description="numbers a citizen may keep or use in a day")
    cancels_a_day: int = Field(default=3, ge=1, le=50, description="numbers a citizen may give up in a day")
    no_shows: int = Field(default=2, ge=0, le=20, description="missed turns that lead to a cool-down; 0: none does")
    no_show_days: int = Field(default=7, ge=1, le=90, description="in so many days; and how long the cool-down lasts")
    ordinary_between: int = Field(default=2, ge=0, le=20, description="calls in turn between two with priority")
    midday_from: dt.time = Field(default=dt.time(11, 30), description="from then on the clerks take turns at lunch")
    midday_to: dt.time = Field(default=dt.time(13), description="until then")
    midday_share: float = Field(default=0, ge=0, le=0.9, description="of the windows, that pause then at any time")
    check_in_code: bool = Field(default=False, description="check-in needs the code shown at the entrance")
    immediate_minutes: float = Field(default=8, gt=0, le=240, description="usual length of a case done on the spot")
    committed_minutes: float = Field(default=15, gt=0, le=240, description="usual length of any other case")
