// The official SDK for Node, plain calls and its helpers: `oaic witness -- node openai_witness.mjs`, where openai is installed.

import { createInterface } from "node:readline";
import OpenAI from "openai";

const counted = { stream_options: { include_usage: true } };
const schema = { type: "object", properties: { greeting: { type: "string" } }, required: ["greeting"], additionalProperties: false };
const greeting = { type: "json_schema", json_schema: { name: "greeting", strict: true, schema } };
const called = (call) => ({ id: call.id, name: call.function.name, arguments: call.function.arguments });

function completion({ choices, usage, model }) {
  const told = choices.map(({ message, finish_reason }) => ({
    text: message.content, finish: finish_reason, calls: (message.tool_calls ?? []).map(called), parsed: message.parsed ?? null,
  }));
  return { choices: told, usage: usage?.total_tokens ?? null, model };
}

function response({ output_text, output, status, usage }) {
  const calls = output.filter(({ type }) => type === "function_call");
  return { text: output_text, status, usage: usage?.total_tokens, calls: calls.map(({ call_id: id, name, arguments: said }) => ({ id, name, arguments: said })) };
}

async function gathered(stream) {
  const choices = {};
  let usage = null;
  for await (const chunk of stream) {
    usage = chunk.usage?.total_tokens ?? usage;
    for (const { index, delta, finish_reason } of chunk.choices) {
      const one = (choices[index] ??= { text: "", calls: [], finish: null });
      one.text += delta.content ?? "";
      one.finish = finish_reason ?? one.finish;
      for (const piece of delta.tool_calls ?? []) {
        const call = (one.calls[piece.index] ??= { id: piece.id, name: "", arguments: "" });
        call.name += piece.function?.name ?? "";
        call.arguments += piece.function?.arguments ?? "";
      }
    }
  }
  return { choices, usage };
}

async function run(client, body) {
  const { message } = (await client.chat.completions.create(body)).choices[0];
  const results = (message.tool_calls ?? []).map(({ id }) => ({ role: "tool", tool_call_id: id, content: "fine" }));
  const last = await client.chat.completions.create({ ...body, messages: [...body.messages, message, ...results] });
  return { calls: (message.tool_calls ?? []).map(called), text: last.choices[0].message.content };
}

async function texts(stream) {
  let text = "";
  for await (const event of stream) text += event.type === "response.output_text.delta" ? event.delta : "";
  return text;
}

const doings = {
  "models.list": async (client) => (await client.models.list()).data.map(({ id }) => id),
  "models.retrieve": async (client, { model }) => (await client.models.retrieve(model)).id,
  "chat.plain": async (client, body) => completion(await client.chat.completions.create(body)),
  "chat.stream": async (client, body) => gathered(await client.chat.completions.create(body)),
  "chat.helper": async (client, body) => completion(await client.chat.completions.stream({ ...body, ...counted }).finalChatCompletion()),
  "chat.parse": async (client, body) => completion(await client.chat.completions.parse({ ...body, response_format: greeting })),
  "chat.run": run,
  "responses.plain": async (client, body) => response(await client.responses.create(body)),
  "responses.stream": async (client, body) => texts(await client.responses.create(body)),
  "responses.helper": async (client, body) => response(await client.responses.stream(body).finalResponse()),
  "completions.plain": async (client, body) => (await client.completions.create(body)).choices.map(({ text, finish_reason: finish }) => ({ text, finish })),
  "embeddings.plain": async (client, body) => (await client.embeddings.create(body)).data.map(({ embedding }) => embedding),
};

for (const event of ["unhandledRejection", "uncaughtException"]) process.on(event, () => {});
for await (const line of createInterface({ input: process.stdin })) {
  const { do: what, base_url: baseURL, api_key: apiKey, request } = JSON.parse(line);
  let told = { cannot: what };
  try {
    if (what in doings) told = { gave: await doings[what](new OpenAI({ baseURL, apiKey }), request) };
  } catch (error) {
    const own = error instanceof OpenAI.OpenAIError;
    told = { [own ? "told" : "raised"]: { class: error?.constructor?.name ?? "thrown", status: error?.status ?? null, code: error?.code ?? null } };
  }
  console.log(JSON.stringify(told));
}
