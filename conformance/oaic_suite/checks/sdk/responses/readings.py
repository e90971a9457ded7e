"""What our own readers find in the bytes of responses, by the names under which the SDK gives it."""

from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.checks.sdk.readings import below, chunks, joined
from oaic_suite.checks.structured.readings import read
from oaic_suite.evidence.located import Located, expand
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

TEXT, DELTA = "output_text", "response.output_text.delta"


def response(exchange):
    """All of a response, and its texts put together."""
    return below(exchange, {"answer": ()}) | {"text": said(Reply(exchange))}


def said(reply):
    return Located(words(reply.wherever("/output/*")), reply.place("/output"))


def words(items):
    """The texts in the messages among some items, put together."""
    parts = [part for item in items for part in expand(item, "/content/*")]
    return joined([part for part in parts if part.get("type") == TEXT], "text")


def parsed(exchange):
    """What the text of a response says as JSON."""
    return as_json(said(Reply(exchange)), Reply(exchange))


def as_json(text, evidence):
    document = Located(read(text.value), text.place)
    if document.value is ABSENT:
        raise NotEstablished("the text is not JSON", evidence.owner("@written"))
    return {"parsed": document}


# --- streams -------------------------------------------------------------------------------------------


def events(exchange):
    """Each event in its frame, and the pieces of text put together."""
    found = chunks(exchange)
    return {"chunks": found, "text": Located(pieces(found), Stream(exchange).place())}


def pieces(found):
    return joined([event for event in found if event.get("type") == DELTA], "delta")


def helped(exchange):
    """The pieces of text in a stream, and the response that it ends with."""
    found = chunks(exchange)
    place = Stream(exchange).place()
    deltas = Located(pieces(found), place)
    return {"deltas": deltas, "text": final_text(exchange), "id": found[-1].below("response", "id")}


def final_text(exchange):
    final = chunks(exchange)[-1].below("response")
    return Located(words(expand(final, "/output/*")), Stream(exchange).place())


def parsed_stream(exchange):
    return as_json(final_text(exchange), Stream(exchange))


# --- what is kept --------------------------------------------------------------------------------------


def cancelled(exchange):
    Reply(exchange).at("status")  # not established without one
    return below(exchange, {"answer": (), "status": ("status",)})


def walked(heard, count):
    """The ids on the pages that were fetched, each once; so many there should be."""
    pages = [Reply(exchange) for exchange in heard.exchanges if exchange.request.method == "GET"]

    def read_pages(exchange):
        found = {id.value: id for page in pages for id in page.wherever("/data/*/id")}
        missing = [Located("an item", Reply(exchange).place("/data"))] * (count - len(found))
        return {"ids": [*found.values(), *missing]}

    return read_pages


def turn(heard, count):
    """What was said in a turn, and the ids of what then stands in the conversation."""

    def read_turn(exchange):
        answered = next(each for each in heard.exchanges if each.request.operation == CREATE)
        return {"text": said(Reply(answered))} | walked(heard, count)(exchange)

    return read_turn
