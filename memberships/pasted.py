"""Which names stand in a text that somebody pasted, such as an e-mail?

One name an item, in the words in which it was written. Nothing is lost silently: what holds no
name is given back as skipped.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LONGEST_NAME = 300
MOST_WORDS = 14  # of a name; a sentence has more
RUN = 6  # parts between commas that may make one name

CASELESS = re.IGNORECASE

MARKS = re.compile(
    r"^[\s>#]*(?:(?:[-*+•·–—▪◦‣]+|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+|\[[ xX]?\]\s*|>\s*)*"
)
BLANKS = re.compile(r"[^\S\t]+")  # a tab parts names
QUOTED = re.compile(r"^\s*>")
SIGNATURE = re.compile(
    r"^(--|_{3,}$|(kind |best |warm |many )*(regards|wishes)\b|yours\b|(all the )?best\s*[,!]?$)",
    CASELESS,
)
# Where another thought begins in a line of running text.
NEXT_CLAUSE = re.compile(r";\s*|(?<=\.)\s+(?=(?:also|i|i['’]m|we|through|via|at|my)\b)", CASELESS)
OF_A_LETTER = re.compile(
    r"^((from|to|cc|bcc|sent|date|subject|reply-to)\s*:|on .{4,200} wrote:$"
    r"|(hi|hello|dear|hey|good (morning|afternoon|evening))\b[^:;]{0,40}$"
    r"|(many )?(thanks|thank you|cheers)\b[^:;]{0,40}$|[^\s@]+@\S+$|https?://\S+$)",
    CASELESS,
)
LEAD = re.compile(
    r"^(?:also|plus)\b[:,]?\s+(?!i\b)(?=\S)|^(?:(?:and|also)\s+)?(?:i|i['’]m|i['’]ve|we|we['’]re)\s+(?:\w+\s+){0,4}?"
    r"(?:of|to|in|on|with|for|joined|follow|follows)\s+(?=\S)",
    CASELESS,
)
HEADING = re.compile(r"^([^:]{1,60}):\s*(.*)$")
HEADING_BEFORE_A_DASH = re.compile(r"^([^:–—-]{1,60}?)\s+[-–—]\s+(.*)$")
KINDS = {
    "employer": re.compile(r"\b(employers?|work|institution(al|s)?|job|workplace)\b", CASELESS),
    "informal": re.compile(r"\b(informal(ly)?|unofficial(ly)?)\b", CASELESS),
    "profile": re.compile(r"\b(profiles?|online|social media|accounts?|registered)\b", CASELESS),
    "personal": re.compile(r"\b(personal(ly)?|own|myself|individual(ly)?)\b", CASELESS),
}
ABOUT_BELONGING = re.compile(r"\b(belong|member(s|ships?)?|joined|networks?|groups)\b", CASELESS)
OF_HEADINGS = {
    "a", "account", "accounts", "and", "as", "at", "by", "employer", "employers", "group",
    "groups", "i", "in", "individual", "informal", "informally", "institution", "institutional",
    "job", "media", "member", "membership", "memberships", "my", "myself", "networks", "of",
    "online", "other", "own", "personal", "personally", "profile", "profiles", "registered",
    "social", "the", "through", "unofficial", "via", "work", "workplace",
}  # fmt: skip
OF_NOTES = {
    "about", "after", "and", "autumn", "before", "by", "current", "currently", "due", "ended",
    "ends", "expired", "expires", "for", "free", "from", "honorary", "in", "joined", "lapsed",
    "left", "life", "member", "membership", "my", "new", "no", "now", "of", "paid", "present",
    "renewal", "renews", "retired", "since", "spring", "student", "summer", "the", "till", "to",
    "today", "until", "up", "winter", "work", "employer", "through", "via", "personal", "own",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december",
}  # fmt: skip
END_IN_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]*)\)$")
AFTER_A_DASH = re.compile(r"^(.*?\S)\s+[-–—]+\s+(.*)$")
SINCE = re.compile(
    r"^(.*?\S)\s+((?:since|from|until|till|joined|lapsed|expired|ended)\b.*)$", CASELESS
)
AND = re.compile(r"\s+(?:and|&|plus)\s+", CASELESS)
AROUND = " \t\r\n.,;:*_\"“”«»‘’'"

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class PastedName:
    """A name as it was written; `kind` from the heading above it, `note` from what follows it."""

    line: int
    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Text in which no name was seen."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text holds, in its order."""

    names: tuple[PastedName, ...]
    skipped: tuple[Skipped, ...]


def parse_names(text: str, *, knows: Knows) -> Pasted:
    """The names in a text. `knows` says whether something is certainly one name as it stands.

    It decides where a comma or an “and” may part two names or be part of one. Never raises.
    """
    reader = _Reader(lambda name: len(name) <= LONGEST_NAME and knows(name))
    for number, line in enumerate(text.splitlines(), start=1):
        reader.read(number, line)
    return Pasted(names=tuple(reader.names), skipped=tuple(reader.skipped))


class _Reader:
    """Lines one after the other, and what was said above them."""

    def __init__(self, knows: Knows) -> None:
        self.knows = knows
        self.names: list[PastedName] = []
        self.skipped: list[Skipped] = []
        self._kind = ""
        self._signed = False
        self._quoted = False

    def read(self, number: int, line: str) -> None:
        line = BLANKS.sub(" ", line)
        quoted = bool(QUOTED.match(line))
        if quoted != self._quoted:
            self._quoted, self._signed = quoted, False
        body = line[len(MARKS.match(line)[0]) :].strip()  # type: ignore[index]  # matches anything
        if not body:
            return
        self._signed = self._signed or bool(SIGNATURE.match(body))
        if self._signed or (OF_A_LETTER.match(body) and not self.knows(body)):
            self._skip(number, body)
            return
        for clause in [body] if self.knows(body) else NEXT_CLAUSE.split(body):
            self._read_clause(number, clause)

    def _read_clause(self, number: int, clause: str) -> None:
        kind, body = self._heading(number, clause)
        body = self._lead(number, body)
        if body:
            self._take(number, body, kind)

    def _skip(self, number: int, text: str) -> None:
        if text.strip():
            self.skipped.append(Skipped(number, text.strip()))

    def _heading(self, number: int, body: str) -> tuple[str, str]:
        """The kind that holds for the line, and the line without what says so."""
        if self.knows(body):
            return self._kind, body
        match = HEADING.match(body) or self._before_a_dash(body)
        if match is None:
            if not _are_all(body, OF_HEADINGS):
                return self._kind, body
            self._kind = _kind_of(body) or self._kind
            self._skip(number, body)
            return self._kind, ""
        said, rest = match[1], match[2].strip()
        kind = _kind_of(said)
        if not rest:
            self._kind = kind
        elif not kind and not ABOUT_BELONGING.search(said):
            return self._kind, body
        self._skip(number, body[: len(body) - len(rest)])
        return kind or self._kind, rest

    def _before_a_dash(self, body: str) -> re.Match[str] | None:
        """“Through work - IFLA”, where what stands before says a kind and nothing else."""
        match = HEADING_BEFORE_A_DASH.match(body)
        if match and _are_all(match[1], OF_HEADINGS) and _kind_of(match[1]):
            return match
        return None

    def _lead(self, number: int, body: str) -> str:
        match = None if self.knows(body) else LEAD.match(body)
        if match is None:
            return body
        self._skip(number, match[0])
        return body[match.end() :]

    def _take(self, number: int, body: str, kind: str) -> None:
        pieces = list(_pieces(body, self.knows))
        if _is_sentence(body) and not any(self.knows(piece) for piece in pieces):
            self._skip(number, body)
            return
        first = len(self.names)
        for piece in pieces:
            self._take_piece(number, piece, kind, first)

    def _take_piece(self, number: int, piece: str, kind: str, first: int) -> None:
        name, note = _with_note(piece, self.knows)
        if _are_all(name, OF_NOTES) and not self.knows(name) and len(self.names) > first:
            last = self.names.pop()
            notes = ", ".join(text for text in (last.note, piece) if text)
            self.names.append(PastedName(last.line, last.text, last.kind, notes))
        elif not any(char.isalnum() for char in name) or len(name) > LONGEST_NAME:
            self._skip(number, piece)
        else:
            self.names.append(PastedName(number, name, kind, note))


def _kind_of(text: str) -> str:
    return next((kind for kind, words in KINDS.items() if words.search(text)), "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _are_all(text: str, known: Iterable[str]) -> bool:
    """Whether there are words, and each is known or a number."""
    words = _words(text)
    return bool(words) and all(word in known or word.isdecimal() for word in words)


def _is_sentence(text: str) -> bool:
    return len(text.split()) > MOST_WORDS and text.rstrip().endswith((".", "!", "?"))


def _pieces(text: str, knows: Knows) -> Iterator[str]:
    """The parts of a line that are a name each, without what is around them."""
    text = text.strip(AROUND)
    if not text:
        return
    if _is_one_name(text, knows):
        yield text
        return
    for part in _without_lists_in_brackets(text):
        for piece in re.split(r"[;\t|•·]|\s/\s", part):
            yield from _between_commas(piece, knows)


def _without_lists_in_brackets(text: str) -> Iterator[str]:
    """The text in parts: what stands before, in and after brackets that hold several names."""
    begun, at = 0, 0
    while (opens := text.find("(", at)) >= 0 and (closes := text.find(")", opens)) >= 0:
        inside = text[opens + 1 : closes]
        at = text.rfind("(", opens, closes)
        if at == opens and ("," in inside or ";" in inside):
            yield text[begun:opens]
            yield inside
            begun = closes + 1
        at = max(at + 1, begun)
    yield text[begun:]


def _is_one_name(text: str, knows: Knows) -> bool:
    """Whether it is a name as it stands. With a name between its commas it is a list of them:
    “CILIP, CDG” are two, though “CILIP CDG” is one.
    """
    parts = [part.strip(AROUND) for part in text.split(",")]
    return knows(text.strip(AROUND)) and (len(parts) == 1 or not any(map(knows, parts)))


def _between_commas(text: str, knows: Knows) -> Iterator[str]:
    """The parts between commas; more than one of them together where that is a known name."""
    ends = [*_commas(text), len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    several = len(starts) > 1
    at = 0
    while at < len(starts):
        last = min(at + RUN, len(starts)) - 1
        while last > at and not _is_one_name(text[starts[at] : ends[last]], knows):
            last -= 1
        part = text[starts[at] : ends[last]]
        yield from _between_ands(part, knows, ends_list=several and last == len(starts) - 1)
        at = last + 1


def _commas(text: str) -> Iterator[int]:
    """Where commas stand that are in no brackets."""
    depth = 0
    closing = text.count(")")
    for at, char in enumerate(text):
        if char == "(" and closing:
            depth += 1
        elif char == ")":
            depth, closing = max(depth - 1, 0), closing - 1
        elif char == "," and not depth:
            yield at


def _between_ands(text: str, knows: Knows, *, ends_list: bool) -> Iterator[str]:
    """Parts on both sides of an “and”, where it parts names and is no part of one."""
    text = re.sub(r"^\s*(and|&|plus)\s+", "", text, flags=CASELESS).strip(AROUND)
    parts = [part.strip(AROUND) for part in AND.split(text)]
    known = [knows(part) for part in parts]
    if len(parts) > 1 and not knows(text) and (all(known) or (ends_list and any(known))):
        yield from parts
    elif text:
        yield text


def _with_note(text: str, knows: Knows) -> tuple[str, str]:
    """The name, and what is said after it in brackets, after a dash or as a date."""
    if knows(text):
        return text, ""
    for pattern in (END_IN_BRACKETS, AFTER_A_DASH, SINCE):
        match = pattern.match(text)
        if match is None:
            continue
        name, note = match[1].strip(AROUND), match[2].strip(AROUND)
        if _are_all(note, OF_NOTES) or (pattern is AFTER_A_DASH and knows(name)):
            return name, note
    return text, ""
