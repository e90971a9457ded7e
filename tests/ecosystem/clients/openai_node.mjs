// The official SDK.

import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { EMBEDDING, HELLO, MODEL, page, pieces, PLACE, STEPS, tell, UNKNOWN, WRONG_KEY } from "./wanted.mjs";

const client = new OpenAI({ maxRetries: 0 });
const said = (content) => [{ role: "user", content }];
const place = zodResponseFormat(z.object({ city: z.string(), people: z.number().int() }), "place");
const parameters = { type: "object", properties: { number: { type: "integer" } }, required: ["number"] };
const read_page = { name: "read_page", parameters, parse: JSON.parse, function: ({ number }) => page(number) };

async function chat(how = {}, from = client) {
  const answer = await from.chat.completions.create({ model: MODEL, messages: said(HELLO), ...how });
  return answer.choices[0].message.content;
}

await tell({
  chat,
  streamed: async () => {
    const stream = await client.chat.completions.create({ model: MODEL, messages: said(HELLO), stream: true });
    return pieces(stream, (chunk) => chunk.choices[0]?.delta.content);
  },
  tools: () =>
    client.chat.completions
      .runTools({ model: MODEL, messages: said(STEPS), stream: true, tools: [{ type: "function", function: read_page }] })
      .finalContent(),
  structured: async () => {
    const asked = { model: MODEL, messages: said(PLACE), response_format: place };
    return (await client.chat.completions.parse(asked)).choices[0].message.parsed;
  },
  embeddings: async () => (await client.embeddings.create({ model: EMBEDDING, input: HELLO })).data[0].embedding,
  wrong_key: () => chat({}, client.withOptions({ apiKey: WRONG_KEY })),
  unknown_model: () => chat({ model: UNKNOWN }),
  responses: async () => (await client.responses.create({ model: MODEL, input: HELLO })).output_text,
});
