"""What our own readers find in the bytes of an answer, by the names under which the SDK gives it."""

import base64

from oaic_suite.checks.batches.readings import sound_lines
from oaic_suite.checks.chat.readings import choices
from oaic_suite.checks.embeddings.readings import vectors
from oaic_suite.checks.structured.readings import read, texts
from oaic_suite.checks.tools.readings import calls
from oaic_suite.checks.tools.readings.calls import value
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import Located, expand
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

ANSWER = {
    "answer": (),
    "text": ("choices", 0, "message", "content"),
    "role": ("choices", 0, "message", "role"),
    "reason": ("choices", 0, "finish_reason"),
    "tokens": ("usage", "total_tokens"),
}
MEMBERS = ("type", "code", "param")  # of an error


def below(exchange, paths):
    root = Located(Reply(exchange).json, Reply(exchange).place(""))
    return {name: root.below(*path) for name, path in paths.items()}


def answer(exchange):
    return below(exchange, ANSWER)


def model(exchange):
    Reply(exchange).id_at("id")  # not established without one
    return below(exchange, {"answer": (), "id": ("id",)})


def models(exchange):
    reply = Reply(exchange)
    reply.array("data")  # not established without one
    return below(exchange, {"answer": ()}) | {"ids": [entry.below("id") for entry in reply.wherever("/data/*")]}


def completion(exchange):
    return below(exchange, {"answer": (), "text": ("choices", 0, "text")})


# --- streams -------------------------------------------------------------------------------------------


def chunks(exchange):
    """Each chunk in its frame; where none came, that one should have."""
    stream = Stream(exchange)
    return [Located("a chunk, at least", stream.place())] if stream.eventless else stream.payloads


def stream(exchange):
    """The chunks, and what the first choice says."""
    found = chunks(exchange)
    first = [piece for piece in pieces(found) if piece.below("index").value == 0]
    return {"chunks": found, "text": Located(joined(first, "delta", "content"), Stream(exchange).place())}


def completion_stream(exchange):
    found = chunks(exchange)
    return {"chunks": found, "text": Located(joined(pieces(found), "text"), Stream(exchange).place())}


def pieces(found):
    return [piece for chunk in found for piece in expand(chunk, "/choices/*")]


def joined(found, *path):
    """The texts among the values at a path, put together."""
    return "".join(said for piece in found if isinstance(said := piece.below(*path).value, str))


def folded(exchange):
    """What the deltas of the first choice add up to."""
    found = Stream(exchange)
    text = Located(choices.texts(found).get(0, ""), found.place())
    return {"deltas": text, "text": text, "reason": choices.finish_reasons(found)[0]}


# --- calls, values, vectors ----------------------------------------------------------------------------


def answered(exchange):
    return Stream(exchange) if exchange.request.wants_stream else Reply(exchange)


def every_call(exchange):
    """Every call of an answer; there is at least one."""
    return {
        "calls": [
            Located({"id": call.id, "name": call.name, "arguments": call.said}, call.places["said"])
            for call in calls.calls(answered(exchange))
        ]
    }


def arguments(exchange):
    """What the arguments of each call say as JSON."""
    made = calls.arguments(answered(exchange))
    return {"arguments": [Located(value(call), call.places["said"]) for call in made]}


def parsed(exchange):
    """What the text says as JSON."""
    text = texts(answered(exchange))[0]
    said = Located(read(text.value), text.place)
    if said.value is ABSENT:
        raise NotEstablished("the text is not JSON", answered(exchange).owner("@written"))
    return {"parsed": said}


def embedding(exchange):
    reply = Reply(exchange)
    found = [Located(list(vector.value), vector.place) for vector in vectors(reply)]
    counted = below(exchange, {"tokens": ("usage", "total_tokens")})
    return counted | {"vectors": found, "indexes": [entry.below("index") for entry in reply.each("/data/*")]}


# --- what is kept, batches, moderations ----------------------------------------------------------------


def stored(exchange):
    return below(exchange, {"answer": (), "text": ("choices", 0, "message", "content")})


def output(exchange):
    """What stands on the lines of the output of a batch."""
    found = sound_lines(Content(exchange))
    bodies = [line.below("response", "body") for line in found]
    return {"ids": [line.below("custom_id") for line in found], "bodies": bodies}


def verdicts(exchange):
    found = Reply(exchange).each("/results/*")
    return {
        "flagged": [result.below("flagged") for result in found],
        "violent": [result.below("categories", "violence") for result in found],
        "scores": [result.below("category_scores", "violence") for result in found],
    }


# --- pictures and sounds -------------------------------------------------------------------------------


def pictures(exchange):
    """When they were made, and each as it is told; there is at least one."""
    reply = Reply(exchange)
    told = [entry.below("b64_json" if entry.get("b64_json") else "url") for entry in reply.each("/data/*")]
    return below(exchange, {"created": ("created",)}) | {"pictures": told}


def sound(exchange):
    """What came, in base64."""
    answer = Content(exchange)
    return {"sound": Located(base64.b64encode(answer.content).decode(), answer.place())}


def transcript(exchange):
    Reply(exchange).at("text")  # not established without one
    return below(exchange, {"text": ("text",)})


def transcript_stream(exchange):
    """The types of the events, and the text of the last."""
    found = Stream(exchange).complete
    return {"kinds": [event.below("type") for event in found], "text": found[-1].below("text")}


# --- refusals ------------------------------------------------------------------------------------------


def raising(name):
    """The class of exception that a refusal should be."""

    def read(exchange):
        refused = Refusal(exchange)
        refused.require_status()
        return {"class": Located(name, refused.place())}

    return read


def refusal(exchange):
    """What the error of a refusal says."""
    refused = Refusal(exchange)
    refused.require_status()
    error = Located(refused.json, refused.place("")).below("error")
    members = {name: error.below(name).value for name in MEMBERS}
    return {"error": Located(members if isinstance(error.value, dict) else "an error object", error.place)}


def request_id(exchange):
    """The id that a refusal gives its request; one should be there."""
    refused = Refusal(exchange)
    refused.require_status()
    return {"request_id": Located(exchange.header("x-request-id") or "an id", refused.place(header="x-request-id"))}
