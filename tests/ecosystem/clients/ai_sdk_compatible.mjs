// The AI SDK with its provider for servers that are like OpenAI's.

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { wishes } from "./ai_wishes.mjs";
import { tell } from "./wanted.mjs";

const baseURL = process.env.OPENAI_BASE_URL;
const provider = (apiKey = process.env.OPENAI_API_KEY) =>
  createOpenAICompatible({ name: "own", baseURL, apiKey, supportsStructuredOutputs: true });

await tell(
  wishes((model, key) => provider(key).chatModel(model), (model) => provider().embeddingModel(model)),
);
