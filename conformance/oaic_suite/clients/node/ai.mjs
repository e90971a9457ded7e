// What an application does with the AI SDK, and what it sees.

import { createOpenAI } from '@ai-sdk/openai';
import {
  Output, embedMany, generateImage, generateSpeech, generateText, jsonSchema, stepCountIs, streamText, tool, transcribe,
} from 'ai';
import { z } from 'zod';

globalThis.AI_SDK_LOG_WARNINGS = false;
const Greeting = z.object({ greeting: z.string() });

export function connect({ base_url, api_key, headers }, fetch) {
  return createOpenAI({ baseURL: base_url, apiKey: api_key, headers, fetch });
}

export const scenarios = {
  'chat.plain': async (provider, body) => told(await generateText(asked(provider, body))),
  'chat.stream': async (provider, body) => gathered(asked(provider, body)),
  'chat.run': async (provider, body) => {
    const calls = [];
    const { text } = await generateText({ ...asked(provider, body, calls), stopWhen: stepCountIs(2) });
    return { calls, text };
  },
  'chat.parse': async (provider, body) => {
    const result = await generateText({ ...asked(provider, body), output: Output.object({ schema: Greeting }) });
    return { ...(await told(result)), parsed: result.output.greeting };
  },
  'responses.plain': async (provider, body) => told(await generateText(responding(provider, body))),
  'responses.stream': async (provider, body) => gathered(responding(provider, body)),
  'responses.run': async (provider, body) => {
    const calls = [];
    const { text } = await generateText({ ...responding(provider, body, calls), stopWhen: stepCountIs(2) });
    return { calls, text };
  },
  'responses.parse': async (provider, body) => {
    const result = await generateText({ ...responding(provider, body), output: Output.object({ schema: Greeting }) });
    return { ...(await told(result)), parsed: result.output.greeting };
  },
  'completions.plain': async (provider, body) => told(await generateText(prompted(provider, body))),
  'completions.stream': async (provider, body) => gathered(prompted(provider, body)),
  'embeddings.plain': async (provider, { model, input }) => {
    const { embeddings, usage } = await embedMany({ model: provider.embedding(model), values: [input].flat(), maxRetries: 0 });
    return { vectors: embeddings, usage: { prompt: usage.tokens } };
  },
  'images.plain': async (provider, { model, prompt }) => {
    const { images } = await generateImage({ model: provider.image(model), prompt, maxRetries: 0 });
    return { pictures: images.map(({ base64 }) => base64) };
  },
  'speech.plain': async (provider, { model, input, voice }) => {
    const { audio } = await generateSpeech({ model: provider.speech(model), text: input, voice, maxRetries: 0 });
    return { sound: audio.base64, format: audio.format };
  },
  'transcription.plain': async (provider, { model, file }) => {
    const audio = Buffer.from(file.base64, 'base64');
    const { text, segments, durationInSeconds } = await transcribe({ model: provider.transcription(model), audio, maxRetries: 0 });
    return { text, segments: segments.map(({ startSecond, endSecond, text: said }) => [startSecond, endSecond, said]), seconds: durationInSeconds };
  },
};

function asked(provider, { model, messages, tools = [], tool_choice, max_tokens, temperature, stop }, calls) {
  const offered = Object.fromEntries(tools.map(({ function: told }) => [told.name, runnable(told, calls)]));
  const limits = { maxOutputTokens: max_tokens, temperature, stopSequences: stop, maxRetries: 0 };
  const choice = { tools: tools.length ? offered : undefined, toolChoice: chosen(tool_choice) };
  return { model: provider.chat(model), messages, ...choice, ...limits };
}

function responding(provider, { model, input, tools = [], tool_choice, max_output_tokens, temperature }, calls) {
  const offered = Object.fromEntries(tools.map((told) => [told.name, runnable(told, calls)]));
  const limits = { maxOutputTokens: max_output_tokens, temperature, maxRetries: 0 };
  const choice = { tools: tools.length ? offered : undefined, toolChoice: chosen(tool_choice) };
  return { model: provider.responses(model), messages: [{ role: 'user', content: input }], ...choice, ...limits };
}

function chosen(choice) {
  const named = choice?.function?.name ?? choice?.name;
  return named ? { type: 'tool', toolName: named } : choice;
}

function runnable({ name, description, parameters }, calls) {
  const execute = (given) => {
    calls.push({ name, arguments: JSON.stringify(given) });
    return 'fine';
  };
  return tool({ description, inputSchema: jsonSchema(parameters), ...(calls && { execute }) });
}

function prompted(provider, { model, prompt, max_tokens }) {
  return { model: provider.completion(model), prompt, maxOutputTokens: max_tokens, maxRetries: 0 };
}

async function gathered(request) {
  const errors = [];
  const result = streamText({ ...request, onError: ({ error }) => errors.push(error) });
  const whole = { text: '' };
  for await (const piece of result.textStream) whole.text += piece;
  if (errors.length) throw errors[0];
  return told(result);
}

// Plain results are values, streamed ones promises.
async function told(result) {
  const [text, toolCalls, finishReason, usage, response] = await Promise.all([
    result.text, result.toolCalls, result.finishReason, result.usage, result.response,
  ]);
  const calls = toolCalls.map(({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, arguments: JSON.stringify(input) }));
  const counts = { prompt: usage.inputTokens, completion: usage.outputTokens, total: usage.totalTokens };
  return { id: response.id, model: response.modelId, choices: [{ text: text || null, calls, finish: finishReason }], usage: counts };
}
