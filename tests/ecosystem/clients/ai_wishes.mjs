// What the AI SDK is asked for, whoever provides its models.

import { embed, generateText, isStepCount, Output, streamText, tool } from "ai";
import { z } from "zod";
import { EMBEDDING, HELLO, MODEL, page, pieces, PLACE, STEPS, UNKNOWN, WRONG_KEY } from "./wanted.mjs";

const schema = z.object({ city: z.string(), people: z.number().int() });
const read_page = tool({
  description: "A page of the book.",
  inputSchema: z.object({ number: z.number().int() }),
  execute: async ({ number }) => page(number),
});

export function wishes(model, embedding) {
  const said = async (prompt, how = {}) =>
    (await generateText({ model: model(MODEL), prompt, maxRetries: 0, ...how })).text;
  return {
    chat: () => said(HELLO),
    streamed: () => pieces(streamText({ model: model(MODEL), prompt: HELLO }).textStream),
    tools: () => streamText({ model: model(MODEL), prompt: STEPS, tools: { read_page }, stopWhen: isStepCount(6) }).text,
    structured: async () =>
      (await generateText({ model: model(MODEL), prompt: PLACE, output: Output.object({ schema }) })).output,
    embeddings: async () => (await embed({ model: embedding(EMBEDDING), value: HELLO })).embedding,
    wrong_key: () => said(HELLO, { model: model(MODEL, WRONG_KEY) }),
    unknown_model: () => said(HELLO, { model: model(UNKNOWN) }),
  };
}
