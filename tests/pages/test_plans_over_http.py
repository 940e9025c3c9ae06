"""The floor plans as channels and pages fetch them."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("1F.svg", 200),
        ("1F.svg?windows=7-10&language=zh", 200),
        ("2F.svg?windows=64-68,70&language=en&theme=dark", 200),
        ("B1.svg?windows=101", 200),
        ("1F.svg?to=lift", 200),
        ("B1.png?windows=101&language=en", 200),
        ("3F.svg", 404),
        ("3F.png", 404),
        ("1F.svg?windows=64", 404),
        ("1F.png?windows=64", 404),
        ("1F.svg?windows=0", 404),
        ("1F.svg?windows=seven", 422),
        ("1F.svg?windows=10-7", 422),
        ("1F.svg?windows=" + "1," * 40 + "1", 422),
        ("1F.svg?theme=pink", 422),
        ("1F.svg?language=fr", 422),
        ("1F.svg?to=moon", 422),
    ],
)
def test_a_plan_is_drawn_or_refused(reader: httpx.Client, path: str, status: int) -> None:
    """Pictures of the right type; everything else is a problem document, never a picture of something else."""
    answer = reader.get(f"/floor-plan/{path}")
    assert answer.status_code == status
    kind = "application/problem+json" if status != 200 else "image/png" if ".png" in path else "image/svg+xml"
    assert answer.headers["content-type"] == kind


def test_the_same_windows_give_the_same_picture_however_they_are_written(reader: httpx.Client) -> None:
    """So that it is drawn once."""
    pictures = {reader.get(f"/floor-plan/1F.svg?windows={w}").text for w in ("7-9", "9,8,7", "7,7,8-9")}
    assert len(pictures) == 1


def test_without_a_language_the_browsers_is_taken(reader: httpx.Client) -> None:
    """As on the pages."""
    pictures = [reader.get("/floor-plan/1F.svg", headers={"Accept-Language": one}).text for one in ("en", "zh")]
    assert ['lang="en"' in pictures[0], 'lang="zh-CN"' in pictures[1]] == [True, True]
