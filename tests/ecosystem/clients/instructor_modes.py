"""instructor: nothing but structured output, in each of its modes."""

import instructor
from instructor import Mode
from openai import OpenAI
from place import Place
from wanted import MODEL, PLACE, UNKNOWN, WRONG_KEY, tell

# No schema in a prompt is followed by who reads none: these are told what to say.
IN_THE_PROMPT = 'Repeat exactly: {"city": "Oslo", "people": 3}'


def place(mode=Mode.TOOLS, text=PLACE, model=MODEL, **how):
    client = instructor.from_openai(OpenAI(max_retries=0, **how), mode=mode)
    create = client.chat.completions.create
    found = create(model=model, response_model=Place, max_retries=0, messages=[{"role": "user", "content": text}])
    return found.model_dump()


def streamed():
    client = instructor.from_openai(OpenAI(max_retries=0))
    partial = client.chat.completions.create_partial
    seen = partial(model=MODEL, response_model=Place, messages=[{"role": "user", "content": PLACE}])
    return [each.model_dump_json() for each in seen][-1:]


tell(
    streamed_structured=streamed,
    structured=place,
    structured_strict=lambda: place(Mode.TOOLS_STRICT),
    structured_schema=lambda: place(Mode.JSON_SCHEMA),
    structured_json=lambda: place(Mode.JSON, IN_THE_PROMPT),
    wrong_key=lambda: place(api_key=WRONG_KEY),
    unknown_model=lambda: place(model=UNKNOWN),
    responses_structured=lambda: place(Mode.RESPONSES_TOOLS),
)
