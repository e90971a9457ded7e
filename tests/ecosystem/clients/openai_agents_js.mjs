// The Agents SDK in JavaScript: Responses by default, chats where they are chosen.

import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, run, setTracingDisabled, tool } from "@openai/agents";
import OpenAI from "openai";
import { z } from "zod";
import { HELLO, MODEL, page, pieces, PLACE, STEPS, tell, UNKNOWN, WRONG_KEY } from "./wanted.mjs";

setTracingDisabled(true);
const read_page = tool({
  name: "read_page",
  description: "A page of the book.",
  parameters: z.object({ number: z.number().int() }),
  execute: async ({ number }) => page(number),
});

function agent({ name = MODEL, Kind = OpenAIChatCompletionsModel, client = {}, ...how } = {}) {
  return new Agent({ name: "reader", model: new Kind(new OpenAI({ maxRetries: 0, ...client }), name), ...how });
}
const said = async (text, how) => (await run(agent(how), text)).finalOutput;

await tell({
  chat: () => said(HELLO),
  streamed: async () => pieces((await run(agent(), HELLO, { stream: true })).toTextStream()),
  tools: () => said(STEPS, { tools: [read_page] }),
  structured: () => said(PLACE, { outputType: z.object({ city: z.string(), people: z.number().int() }) }),
  wrong_key: () => said(HELLO, { client: { apiKey: WRONG_KEY } }),
  unknown_model: () => said(HELLO, { name: UNKNOWN }),
  responses: () => said(HELLO, { Kind: OpenAIResponsesModel }),
});
