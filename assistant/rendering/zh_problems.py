"""What is said in Chinese when a request can't be taken, by code. en_problems.py has the same codes."""

from __future__ import annotations

PROBLEMS = {
    "empty": "没有收到文字。请写一句您要办什么事。",
    "too_long": "一次最多1000个字，请说短一点，或分几次说。",
    "not_text": "这段内容不是能读的文字，请重新输入。",
    "unknown_choice": "这个选项不是刚才给您的，请重新选，或直接说您要办什么。",
    "bad_request": "请求的格式不对，没有处理，什么也没有丢。",
    "too_large": "内容太大了，没有接收。",
    "no_token": "请先建立会话（没有收到会话凭证）。",
    "bad_token": "会话凭证无效或已过期，请重新打开对话。",
    "not_staff": "没有权限：需要工作人员凭证。",
    "unknown_transaction": "没有这个事项。",
    "unknown_ticket": "没有这个号，请核对链接。",
    "unknown_window": "没有这个窗口。",
    "closed": "现在不能取号：还没到时间，或今天不开窗。",
    "full": "今天的号已经取完了。",
    "already_active": "您在这个窗口已经有一个有效的号。",
    "wrong_state": "这个号现在的状态不允许这样做。",
    "unavailable": "系统暂时用不了，什么也没有丢，请稍后再试。",
    "too_many": "操作太频繁了，请稍等一会儿再试。",
    "not_found": "没有这个页面或接口。",
    "not_allowed": "这个接口不支持这种请求方式。",
    "wrong_signature": "请求没有通过校验，没有处理。",
    "internal": "出了点问题，已经记下，请稍后再试。",
}
