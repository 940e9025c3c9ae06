"""English as it is texted ("wat do i need 2 bring", "r u open on sat") written in full: what reads the message then
finds the words by which people who write in full have taught it.
"""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
# Short forms that stand for nothing else at a counter; no syllable of pinyin, no name of a paper.
_FULL = {
    "u": "you", "ur": "your", "urs": "yours", "pls": "please", "plz": "please", "plse": "please", "wat": "what",
    "wht": "what", "wut": "what", "wats": "whats", "whn": "when", "whr": "where", "wher": "where", "hw": "how",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tmro": "tomorrow", "tmrow": "tomorrow",
    "2mrw": "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow", "2day": "today", "tdy": "today",
    "2nite": "tonight", "b4": "before", "thx": "thanks", "tnx": "thanks", "thks": "thanks", "tks": "thanks",
    "tysm": "thank you so much", "nvm": "never mind", "idk": "i don't know", "dunno": "don't know",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "lemme": "let me", "gimme": "give me",
    "cuz": "because", "coz": "because", "bcz": "because", "bcos": "because", "ppl": "people", "abt": "about",
    "nxt": "next", "wknd": "weekend", "wkend": "weekend", "wkends": "weekends", "hrs": "hours", "mins": "minutes",
    "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years", "appt": "appointment", "addr": "address",
    "bf": "boyfriend", "gf": "girlfriend", "hubby": "husband", "shud": "should", "shld": "should", "cud": "could",
    "wud": "would", "hv": "have", "smth": "something", "asap": "as soon as possible", "thru": "through",
    "frm": "from", "tues": "tuesday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w'’./@-])(?:{'|'.join(sorted(_FULL, key=len, reverse=True))})(?![\w'’/@-])", re.IGNORECASE)
# A "2" between two such words is "to", a "4" before one of the others "for"; elsewhere they count.
_BEFORE_TO = (
    "need|needs|needed|have|has|want|wants|get|go|come|got|like|able|supposed|where|how|what|when|try|going|walk|drive"
    "|talk|speak|send|easy|hard|possible|allowed|required|way|here|came|went|close|next|used"
)
_AFTER_TO = (
    "bring|pay|do|get|go|know|come|wait|take|make|be|have|see|apply|renew|register|change|replace|show|sign|ask|book"
    "|cancel|find|live|work|stay|move|buy|sell|drive|travel|report|extend|collect|use|u|you|the|my|me|it|ur|your|them"
    "|him|her|someone|china|hangzhou"
)
# After these a verb follows; after the others of the first list also things that are counted ("I have 2 work permits").
_BEFORE_A_VERB = "where|how|able|supposed|try|going|easy|hard|possible|allowed|way"
_OF_THINGS = "work|drive|change|report|book|use|travel|stay|register|china|hangzhou"
_PLURAL = r"(?!(?:its|has|was|does|always|overseas)\b)[a-z]{2,}(?<![isu])s\b"
_TO = re.compile(
    rf"\b((?:{_BEFORE_A_VERB})(?= 2 )|(?:{_BEFORE_TO})(?! 2 (?:{_OF_THINGS}) {_PLURAL})) 2 (?=(?:{_AFTER_TO})\b)",
    re.IGNORECASE,
)
_COUNTED = (
    "window|floor|number|counter|gate|line|option|no|and|or|bus|form|section|type|part|class|room|platform|step|article"
    "|chapter|level|zone|unit|terminal|annex"
)
_FOR = re.compile(
    "".join(rf"(?<!\b{word} )" for word in _COUNTED.split("|"))
    + r"\b4 (?=(?:me|my|it|this|that|u|you|ur|your|him|her|them|us|our|free|someone|a|an)\b)",
    re.IGNORECASE,
)
_ARE = re.compile(
    r"(?<![\w'’.&-])r(?= (?:u|you|ya|the|there|they|we|ur|your|these|those)\b)|(?<=\bu )r\b", re.IGNORECASE
)
_YOU_ARE = re.compile(r"\b(?:ur|youre)(?= (?:open|closed|there|still|not)\b)", re.IGNORECASE)
_AND = re.compile(r"(?<=[a-z] )n(?= [a-z])|^n(?= [a-z])", re.IGNORECASE)
# "Sat" and "sun" are words of their own; with opening times, and after "on", they are days, but no names of streets.
_DAYS = {"sat": "saturday", "sats": "saturdays", "sun": "sunday", "suns": "sundays", "mon": "monday"}
_LEADS = ("on", "this", "next", "every", "till", "until", "and", "or", "open", "close", "time", "hours", "closed")
_DAY = re.compile(
    f"(?:{'|'.join(rf'(?<=\b{lead} )' for lead in _LEADS)})(?:{'|'.join(_DAYS)})"
    r"(?![\w'-])(?! (?:on|in|down|at|for|street|st|road|rd|avenue|ave|lane|yat)\b)",
    re.IGNORECASE,
)


def in_full(text: str) -> str:
    """A normalised text with what is texted in English written in full; one with Chinese in it as it stands."""
    if _HAN.search(text):
        return text
    text = _FOR.sub("for ", _TO.sub(r"\1 to ", text))
    text = _AND.sub("and", _ARE.sub("are", _YOU_ARE.sub("you're", text)))
    text = _DAY.sub(lambda found: _DAYS[found[0].lower()], text)
    return _SHORT.sub(lambda found: _FULL[found[0].lower()], text)
