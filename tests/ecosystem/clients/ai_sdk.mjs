// The AI SDK: Responses by default, chats where they are chosen.

import { createOpenAI } from "@ai-sdk/openai";
import { wishes } from "./ai_wishes.mjs";
import { tell } from "./wanted.mjs";

const provider = (apiKey) => createOpenAI(apiKey ? { apiKey } : {});

await tell({
  ...wishes((model, key) => provider(key).chat(model), (model) => provider().embedding(model)),
  responses: wishes((model) => provider()(model)).chat,
});
