"""DSPy: programs over LiteLLM."""

import os

import dspy
from wanted import EMBEDDING, HELLO, MODEL, UNKNOWN, WRONG_KEY, tell

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


tell(
    chat=lambda: model()(HELLO)[0],
    structured=structured,
    embeddings=lambda: dspy.Embedder(f"openai/{EMBEDDING}", api_base=AT["api_base"], caching=False)(HELLO).tolist(),
    wrong_key=lambda: model(api_key=WRONG_KEY)(HELLO),
    unknown_model=lambda: model(UNKNOWN)(HELLO),
    responses=lambda: model(model_type="responses")(HELLO)[0]["text"],
)
