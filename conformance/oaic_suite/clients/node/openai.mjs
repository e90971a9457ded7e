// What an application does with the official SDK, and what it sees.

import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import { scenarios as batches } from './batches.mjs';
import { scenarios as files } from './files.mjs';
import { scenarios as media } from './media.mjs';
import { scenarios as responses } from './responses.mjs';
import { scenarios as stored } from './stored.mjs';

const Greeting = z.object({ greeting: z.string() });
const FORMAT = zodResponseFormat(Greeting, 'greeting');

export function connect({ base_url, api_key, headers }, fetch) {
  return new OpenAI({ baseURL: base_url, apiKey: api_key, defaultHeaders: headers, fetch, maxRetries: 0, logLevel: 'off' });
}

const chat = (client) => client.chat.completions;
const streamed = { stream: true, stream_options: { include_usage: true } };

export const scenarios = {
  ...responses,
  ...files,
  ...batches,
  ...stored,
  ...media,
  'models.list': async (client) => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    return { ids };
  },
  'models.retrieve': async (client, { model }) => {
    const { id, object, owned_by } = await client.models.retrieve(model);
    return { model: id, object, owner: owned_by };
  },
  'chat.plain': async (client, body) => told(await chat(client).create(body)),
  'chat.stream': async (client, body) => gathered(await chat(client).create({ ...body, ...streamed })),
  'chat.helper': async (client, body) => told(await chat(client).stream({ ...body, ...streamed }).finalChatCompletion()),
  'chat.run': async (client, body) => ran(client, body),
  'chat.parse': async (client, body) => parsed(await chat(client).parse({ ...body, response_format: FORMAT })),
  'chat.parse-helper': async (client, body) =>
    parsed(await chat(client).stream({ ...body, ...streamed, response_format: FORMAT }).finalChatCompletion()),
  'completions.plain': async (client, body) => completed(await client.completions.create(body)),
  'completions.stream': async (client, body) =>
    completedByPieces(await client.completions.create({ ...body, ...streamed })),
  'embeddings.plain': async (client, body) => {
    const { data, model, usage } = await client.embeddings.create(body);
    return { vectors: data.map((entry) => [...entry.embedding]), model, usage: counted(usage) };
  },
};

// --- chat --------------------------------------------------------------------------------------------

function told({ id, model, choices, usage }) {
  return { id, model, choices: choices.map(choice), usage: counted(usage) };
}

function choice({ message, finish_reason, logprobs }) {
  const calls = (message.tool_calls ?? []).map(called);
  const tokens = logprobs?.content?.map(({ token, logprob }) => [token, logprob]) ?? null;
  return { text: message.content || null, refusal: message.refusal || null, calls, finish: finish_reason, tokens };
}

function called({ id, function: { name, arguments: said } }) {
  return { id, name, arguments: said };
}

function counted(usage) {
  return usage && { prompt: usage.prompt_tokens, completion: usage.completion_tokens, total: usage.total_tokens };
}

function parsed(completion) {
  const { message } = completion.choices[0];
  return { ...told(completion), parsed: message.parsed?.greeting };
}

async function gathered(stream) {
  const whole = { id: null, model: null, choices: [], usage: null };
  for await (const { id, model, choices, usage } of stream) {
    whole.id ??= id;
    whole.model ??= model;
    whole.usage ??= counted(usage);
    for (const piece of choices) add((whole.choices[piece.index] ??= blank()), piece);
  }
  return whole;
}

function blank() {
  return { text: null, refusal: null, calls: [], finish: null, tokens: null };
}

function add(whole, { delta, finish_reason, logprobs }) {
  if (delta.content) whole.text = (whole.text ?? '') + delta.content;
  if (delta.refusal) whole.refusal = (whole.refusal ?? '') + delta.refusal;
  for (const piece of delta.tool_calls ?? []) addCall(whole.calls, piece);
  for (const { token, logprob } of logprobs?.content ?? []) (whole.tokens ??= []).push([token, logprob]);
  whole.finish ??= finish_reason;
}

function addCall(calls, { index, id, function: said }) {
  const call = (calls[index] ??= { id, name: said.name, arguments: '' });
  call.arguments += said.arguments ?? '';
}

async function ran(client, body) {
  const calls = [];
  const tools = body.tools.map((tool) => runnable(tool, calls));
  const text = await chat(client).runTools({ ...body, tools }).finalContent();
  return { calls, text };
}

function runnable({ type, function: told }, calls) {
  const answer = (given) => {
    calls.push({ name: told.name, arguments: given });
    return 'fine';
  };
  return { type, function: { ...told, parse: JSON.parse, function: answer } };
}

// --- legacy completions --------------------------------------------------------------------------------

function completed({ id, model, choices, usage }) {
  const said = choices.map(({ text, finish_reason }) => ({ text: text || null, finish: finish_reason }));
  return { id, model, choices: said, usage: counted(usage) };
}

async function completedByPieces(stream) {
  const whole = { id: null, model: null, choices: [], usage: null };
  for await (const { id, model, choices, usage } of stream) {
    whole.id ??= id;
    whole.model ??= model;
    whole.usage ??= counted(usage);
    for (const { index, text, finish_reason } of choices) {
      const said = (whole.choices[index] ??= { text: null, finish: null });
      if (text) said.text = (said.text ?? '') + text;
      said.finish ??= finish_reason;
    }
  }
  return whole;
}
