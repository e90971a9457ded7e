// A session of the AI SDK with the default model of @ai-sdk/openai; prints what came of it.

import { generateText, isStepCount, Output, streamText, tool } from "ai";
import { openai } from "@ai-sdk/openai";
import { z } from "zod";

const STEPS = 'read_page {"number": 1} then read_page {"number": 2}';
const THINKING = { openai: { reasoningEffort: "low", reasoningSummary: "auto" } };
const SEALED = { openai: { ...THINKING.openai, store: false } };
const called = [];

const read_page = tool({
  description: "A page of the book.",
  inputSchema: z.object({ number: z.number().int() }),
  execute: async ({ number }) => {
    called.push(number);
    return `page ${number}`;
  },
});
const model = openai("gpt-5-mini");
const asked = { model, tools: { read_page }, stopWhen: isStepCount(6) };
const Place = Output.object({ schema: z.object({ city: z.string(), people: z.number().int() }) });

async function steps(how) {
  return (await generateText({ ...asked, prompt: STEPS, ...how })).text;
}

console.log(
  JSON.stringify({
    text: (await generateText({ model, system: "Be brief.", prompt: "Hello" })).text,
    tools: await steps({}),
    streamed: await streamText({ ...asked, prompt: "Hello there" }).text,
    structured: (await generateText({ model, prompt: "A place", output: Place })).output,
    "structured, streamed": await streamText({ model, prompt: "A place", output: Place }).output,
    "tools, items by their ids": await steps({ providerOptions: THINKING }),
    "tools, and sealed thoughts": await steps({ providerOptions: SEALED }),
    called,
  }),
);
