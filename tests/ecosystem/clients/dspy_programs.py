"""DSPy: programs over LiteLLM, whose loops are fields of prompts; there the server says what it is told to."""

import os
from contextlib import contextmanager

import dspy
import httpx
from wanted import EMBEDDING, HELLO, MODEL, STEPS, UNKNOWN, WRONG_KEY, page, tell

AT = {"api_base": os.environ["OPENAI_BASE_URL"], "cache": False, "num_retries": 0}


def model(name=MODEL, **how):
    return dspy.LM(f"openai/{name}", **AT, **how)


class Where(dspy.Signature):
    """Where it is."""

    question: str = dspy.InputField()
    city: str = dspy.OutputField()
    people: int = dspy.OutputField()


def structured():
    with dspy.context(lm=model(), adapter=dspy.JSONAdapter()):
        found = dspy.Predict(Where)(question="A place")
    return {"city": found.city, "people": found.people}


@contextmanager
def scripted(*rules):
    """What a parrot would not say by itself: each once, one after another."""
    root, key = os.environ["OPENAI_BASE_URL"].removesuffix("/v1"), os.environ["OPENAI_API_KEY"]
    with httpx.Client(base_url=root, headers={"authorization": f"Bearer {key}"}) as control:
        for rule in rules:
            control.post("/_oaic/script", json={**rule, "times": 1}).raise_for_status()
        yield
        control.delete("/_oaic/script").raise_for_status()


def tools():
    steps = [{"next_tool_name": "read_page", "next_tool_args": {"number": n}} for n in (1, 2)]
    steps.append({"next_tool_name": "finish", "next_tool_args": {}})
    last = {"reasoning": "It was read.", "answer": f"read_page says: {page(2)}"}
    rules = [*({"value": {"next_thought": "Read on.", **step}} for step in steps), {"value": last}]
    seen = []

    def read_page(number: int) -> str:
        """A page of the book."""
        seen.append(number)
        return page(number)

    with scripted(*rules), dspy.context(lm=model(), adapter=dspy.JSONAdapter()):
        answer = dspy.ReAct("question -> answer", tools=[read_page])(question=STEPS).answer
    assert seen == [1, 2]
    return answer


async def streamed():
    said = {"reply": f"[[ ## answer ## ]]\n{HELLO}\n\n[[ ## completed ## ]]"}
    listener = dspy.streaming.StreamListener(signature_field_name="answer")
    with scripted(said), dspy.context(lm=model(), adapter=dspy.ChatAdapter()):
        program = dspy.streamify(dspy.Predict("question -> answer"), stream_listeners=[listener])
        pieces = [piece async for piece in program(question="Say hello.")]
    return [piece.chunk for piece in pieces if isinstance(piece, dspy.streaming.StreamResponse)]


tell(
    chat=lambda: model()(HELLO)[0],
    streamed=streamed,
    tools=tools,
    structured=structured,
    embeddings=lambda: dspy.Embedder(f"openai/{EMBEDDING}", api_base=AT["api_base"], caching=False)(HELLO).tolist(),
    wrong_key=lambda: model(api_key=WRONG_KEY)(HELLO),
    unknown_model=lambda: model(UNKNOWN)(HELLO),
    responses=lambda: model(model_type="responses")(HELLO)[0]["text"],
)
