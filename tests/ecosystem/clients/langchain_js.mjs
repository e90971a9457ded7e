// LangChain in JavaScript: chats, and Responses where they are chosen.

import { tool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { createAgent } from "langchain";
import { z } from "zod";
import { EMBEDDING, HELLO, MODEL, page, pieces, PLACE, STEPS, tell, UNKNOWN, WRONG_KEY } from "./wanted.mjs";

const configuration = { baseURL: process.env.OPENAI_BASE_URL };
const model = (how = {}) => new ChatOpenAI({ model: MODEL, maxRetries: 0, configuration, ...how });
const said = async (how) => (await model(how).invoke(HELLO)).text;
const read_page = tool(({ number }) => page(number), {
  name: "read_page",
  description: "A page of the book.",
  schema: z.object({ number: z.number().int() }),
});

await tell({
  chat: () => said(),
  streamed: async () => pieces(await model().stream(HELLO), (chunk) => chunk.text),
  tools: async () => {
    const agent = createAgent({ model: model(), tools: [read_page] });
    return (await agent.invoke({ messages: [["user", STEPS]] })).messages.at(-1).text;
  },
  structured: () =>
    model()
      .withStructuredOutput(z.object({ city: z.string(), people: z.number().int() }))
      .invoke(PLACE),
  embeddings: () => new OpenAIEmbeddings({ model: EMBEDDING, configuration }).embedQuery(HELLO),
  wrong_key: () => said({ apiKey: WRONG_KEY }),
  unknown_model: () => said({ model: UNKNOWN }),
  responses: () => said({ useResponsesApi: true }),
});
