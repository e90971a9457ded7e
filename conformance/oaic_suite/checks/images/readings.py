"""The pictures of an answer: where they stand, and what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from oaic_suite.checks.audio.readings import from_base64
from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.media.picture import NoPicture, Picture, picture
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

FORMS = ("b64_json", "url")
BASE64 = "/data/*/b64_json"
SIZE = re.compile(r"(\d+)x(\d+)")
ANY_FORMAT = "a picture that can be opened"
USAGE = "/usage"
COUNTS = ("/usage/input_tokens", "/usage/output_tokens", "/usage/total_tokens")


def asks_for_form(body: Mapping[str, Any]) -> bool:
    return body.get("response_format") is not None


def asks_for_address(body: Mapping[str, Any]) -> bool:
    return body.get("response_format") == "url"


def asks_for_no_address(body: Mapping[str, Any]) -> bool:
    return not asks_for_address(body)


def asks_for_parts(body: Mapping[str, Any]) -> bool:
    return bool(body.get("partial_images"))


def asks_for_format(body: Mapping[str, Any]) -> bool:
    return body.get("output_format") is not None


def asks_for_size(body: Mapping[str, Any]) -> bool:
    return SIZE.fullmatch(str(body.get("size"))) is not None


# --- where they stand ----------------------------------------------------------------------------------


def formless(reply: Reply) -> list[Finding]:
    """The entries with neither a picture nor its address."""
    return [
        entry.finding("an object with b64_json or url that is a text") for entry in entries(reply) if not forms(entry)
    ]


def entries(reply: Reply) -> list[Located]:
    """What each picture is told as; there is at least one."""
    return reply.sound("/data/*")


def forms(entry: Located) -> list[str]:
    """By which members an entry tells its picture; an empty text tells none."""
    return [form for form in FORMS if entry.below(form).value not in (ABSENT, None, "")]


def told_twice(reply: Reply) -> list[Finding]:
    return [entry.below("url").finding("nothing beside b64_json") for entry in entries(reply) if len(forms(entry)) > 1]


def in_another_form(reply: Reply) -> list[Finding]:
    """The entries that are not told by the member that was asked for."""
    require_forms(reply)
    asked = reply.request.get("response_format")
    others = [entry for entry in entries(reply) if asked not in forms(entry)]
    return [Finding(entry.below(asked).place, f"a picture by {asked}", ", ".join(forms(entry))) for entry in others]


def require_forms(reply: Reply) -> None:
    if formless(reply):
        raise NotEstablished("a picture is told by neither member", reply.owner("@picture"))


def addresses(reply: Reply) -> list[Located]:
    """Those that pictures are told by; there may be none, and then nothing is to be judged."""
    require_forms(reply)
    found = [entry.below("url") for entry in entries(reply) if "url" in forms(entry)]
    if not found:
        raise NotApplicable("no picture is told by its address")
    return found


# --- what they are -------------------------------------------------------------------------------------


def encoded(evidence: Contracted, pattern: str = BASE64) -> list[Located]:
    """The pictures in base64, as they were told; a recorder may have put others in their place."""
    evidence.need("bytes")
    found = [each for each in evidence.wherever(pattern) if each.value not in (None, "")]
    if not found:
        raise NotApplicable("no picture stands in the answer")
    evidence.require_sound(pattern)
    return found


def undecodable(evidence: Contracted, pattern: str = BASE64) -> list[Finding]:
    wrong = [each for each in encoded(evidence, pattern) if from_base64(each.value) is None]
    return [Finding(each.place, "base64", f"{str(each.value)[:40]!r}") for each in wrong]


def decoded(evidence: Contracted, pattern: str = BASE64) -> list[Located]:
    """The bytes of each picture."""
    if undecodable(evidence, pattern):
        raise NotEstablished("a picture is not base64", evidence.owner("@base64"))
    return [Located(from_base64(each.value), each.place) for each in encoded(evidence, pattern)]


def unreadable(evidence: Contracted, pattern: str = BASE64) -> list[Finding]:
    """The pictures that no decoder opens."""
    found = ((each.place, complaint(each.value)) for each in decoded(evidence, pattern))
    return [Finding(place, ANY_FORMAT, wrong) for place, wrong in found if wrong]


def complaint(data: bytes) -> str:
    try:
        picture(data)
    except NoPicture as instead:
        return str(instead)
    return ""


def seen(evidence: Contracted, pattern: str = BASE64) -> list[Located]:
    """Each picture, as its bytes describe it."""
    if unreadable(evidence, pattern):
        raise NotEstablished("a picture cannot be opened", evidence.owner("@image"))
    return [Located(picture(each.value), each.place) for each in decoded(evidence, pattern)]


def in_another_format(reply: Reply) -> list[Finding]:
    asked = reply.request.get("output_format")
    wrong = [each for each in seen(reply) if each.value.format != asked]
    return [Finding(each.place, f"a picture in the format {asked}", each.value.format) for each in wrong]


def of_another_size(reply: Reply) -> list[Finding]:
    """The pictures that have neither the size asked for nor another that the answer tells."""
    told = SIZE.fullmatch(str(reply.get("size"))) or SIZE.fullmatch(str(reply.request.get("size")))
    wanted = (int(told[1]), int(told[2])) if told else None
    wrong = [each for each in seen(reply) if each.value.size not in (wanted, None)]
    return [Finding(each.place, f"{wanted} pixels", sized(each.value)) for each in wrong]


def sized(found: Picture) -> str:
    return f"a {found.format} of {found.size} pixels"


# --- what they cost ------------------------------------------------------------------------------------


def usages(evidence: Contracted) -> list[Located]:
    """What an answer says that it cost; it need not."""
    evidence.require_sound(*COUNTS)
    found = [each for each in evidence.wherever(USAGE) if isinstance(each.value, dict)]
    if not found:
        raise NotApplicable("no usage is told")
    return found


def free_of_charge(evidence: Contracted) -> list[Finding]:
    """The counts of what was read and of what was painted that are nought."""
    counts = [each.below(name) for each in usages(evidence) for name in ("input_tokens", "output_tokens")]
    return failing(counts, lambda count: count > 0, "more than 0")


def miscounted(evidence: Contracted) -> list[Finding]:
    """The totals that are not the sum of their parts."""
    sums = [(each, each.value["input_tokens"] + each.value["output_tokens"]) for each in usages(evidence)]
    return [
        each.below("total_tokens").finding(f"{wanted}, the sum of input_tokens and output_tokens")
        for each, wanted in sums
        if each.value["total_tokens"] != wanted
    ]
