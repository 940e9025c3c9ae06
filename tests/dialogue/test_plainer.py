"""Who asks to have the answer told shorter or plainer."""

import pytest

from assistant.dialogue.plainer import wants_shorter


@pytest.mark.parametrize(
    ("folded", "shorter"),
    [
        ("say it simpler", True),
        ("too long, shorter please", True),
        ("in plain english please", True),
        ("i have bad eyes", True),
        ("i don't understand this", True),
        ("我眼睛不好,你说简单点", True),
        ("太长了", True),
        ("听不懂", True),
        ("能不能说慢点", True),
        ("老花眼看不清屏幕,有放大镜没", False),
        ("我眼睛不好,想找个穿红马甲的带带我", False),
        ("眼睛不好能考驾照吗", False),
        ("看不懂手机,有没有志愿者教教我", False),
        ("is there a shorter queue", False),
        ("how long is too long", False),
        ("i want to stay in hangzhou for a short time, can my visa be extended", False),
        ("短期签证", False),
        ("排队太长了", False),
        ("the line is too long", False),
    ],
)
def test_who_wants_it_shorter(folded: str, shorter: bool) -> None:
    """Every clause of the message asks for that; one that asks anything else is heard out."""
    assert wants_shorter(folded) is shorter
