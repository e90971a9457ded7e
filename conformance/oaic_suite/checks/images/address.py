"""Pictures that are told by their address: one that a client reaches, without the key."""

from urllib.parse import SplitResult, urlsplit

from oaic_spec.mounts import ROOT

from oaic_suite.checks.images import readings
from oaic_suite.checks.images.surface import GENERATION
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

SCHEMES = ("http", "https", "data")


@conversation("bytes", apart=True)
def fetched_picture(target, pictures):
    """What is at the address of a picture, asked for without a key; only this server is asked."""
    address = parts_of(readings.addresses(pictures)[0].value)
    if address is None:
        raise NotEstablished("the address of the picture is none", "images.address.absolute")
    if address.netloc != urlsplit(target.base_url).netloc:
        raise NotApplicable(f"the picture is at {address.netloc or 'no host'}, which is not the server's")
    path = f"{address.path}?{address.query}" if address.query else address.path
    return target.send("GET", path, server=ROOT, headers={"authorization": None, "accept": "*/*"})


@requirement(
    "images.address.absolute",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="/data/*/url",
    when=readings.asks_for_address,
    breaks="a path alone leads nowhere from another program: the download fails, or shows another page",
)
def test_an_address_is_absolute(pictures):
    """Every `url` is absolute: one of http, https or data."""
    assert failing(readings.addresses(pictures), is_absolute, "an absolute URL") == []


@requirement(
    "images.address.open",
    MUST,
    basis="schema",
    only="address",
    breaks="browsers and mail programs, which know no key, show a broken picture",
)
def test_a_picture_is_at_its_address(fetched_picture):
    """A picture on the server itself is fetched from its `url` without a key."""
    assert fetched_picture.outcome == 200


@requirement(
    "images.address.readable",
    MUST,
    basis="schema",
    only="address",
    breaks="what was downloaded is no picture: an error page is saved as one",
)
def test_what_is_at_an_address_is_a_picture(fetched_picture):
    """What is fetched from a `url` is a whole picture."""
    assert not_a_picture(fetched_picture) == []


def is_absolute(address: object) -> bool:
    parts = parts_of(address)
    return parts is not None and parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "data")


def parts_of(address: object) -> SplitResult | None:
    try:
        return urlsplit(str(address))
    except ValueError:  # such as http://[
        return None


def not_a_picture(answer: Content) -> list[Finding]:
    if answer.outcome != 200:
        raise NotEstablished(f"the picture is answered with {answer.outcome}", "images.address.open")
    wrong = readings.complaint(answer.content)
    return [Finding(answer.place(), readings.ANY_FORMAT, wrong)] if wrong else []
