// The helpers of the official Node SDK, and the AI SDK: which, the first argument says.

import { createInterface } from 'node:readline';

const WORDS = 'Hello there';
const STEPS = 'read_page {"number": 1} then read_page {"number": 2}';
const parameters = { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'], additionalProperties: false };
const read = { name: 'read_page', parameters, strict: true };
const which = process.argv[2];

async function sdk() {
  const { default: OpenAI } = await import('openai');
  const client = ({ base_url, api_key }) => new OpenAI({ baseURL: base_url, apiKey: api_key, maxRetries: 0 });
  const chat = (words, tools) => ({ model: 'parrot-1', messages: [{ role: 'user', content: words }], ...(tools && { tools: [{ type: 'function', function: read }] }) });
  const respond = (words, tools) => ({ model: 'parrot-1', input: words, ...(tools && { tools: [{ type: 'function', ...read }] }) });
  const told = ({ choices: [{ message, finish_reason }], usage }) => ({
    text: message.content, finish: finish_reason, tokens: usage?.total_tokens,
    calls: (message.tool_calls ?? []).map(({ id, function: { name, arguments: said } }) => ({ length: id?.length, name, arguments: said })),
  });
  const answered = ({ output_text, status, output }) => ({
    text: output_text, status, calls: output.filter(({ type }) => type === 'function_call').map(({ call_id, name, arguments: said }) => ({ id: call_id, name, arguments: said })),
  });
  const counted = { stream_options: { include_usage: true } };
  const doings = which === 'openai-node-chat'
    ? {
        whole: (words, tools) => async (where) => told(await client(where).chat.completions.parse(chat(words, tools))),
        streamed: (words, tools) => async (where) => told(await client(where).chat.completions.stream({ ...chat(words, tools), ...counted }).finalChatCompletion()),
      }
    : {
        whole: (words, tools) => async (where) => answered(await client(where).responses.create(respond(words, tools))),
        streamed: (words, tools) => async (where) => answered(await client(where).responses.stream(respond(words, tools)).finalResponse()),
      };
  return { ...doings, isOwn: (error) => error instanceof OpenAI.OpenAIError };
}

async function aiSdk() {
  const { generateText, streamText, stepCountIs, tool, jsonSchema, AISDKError } = await import('ai');
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const model = async ({ base_url, api_key }) => {
    if (which === 'ai-sdk-compatible') {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({ name: 'own', baseURL: base_url, apiKey: api_key, includeUsage: true })('parrot-1');
    }
    const { createOpenAI } = await import('@ai-sdk/openai');
    const provider = createOpenAI({ baseURL: base_url, apiKey: api_key });
    return which === 'ai-sdk-chat' ? provider.chat('parrot-1') : provider.responses('parrot-1');
  };
  const asked = async (where, words, tools, called) => {
    const execute = ({ number }) => { called.push(number); return `page ${number}`; };
    const offered = { read_page: tool({ description: 'A page.', inputSchema: jsonSchema(parameters), execute }) };
    return { model: await model(where), prompt: words, maxRetries: 0, ...(tools && { tools: offered, stopWhen: stepCountIs(4) }) };
  };
  return {
    whole: (words, tools) => async (where) => {
      const called = [];
      const { text, finishReason, totalUsage } = await generateText(await asked(where, words, tools, called));
      return { text, called, finish: finishReason, tokens: totalUsage.totalTokens };
    },
    streamed: (words, tools) => async (where) => {
      const called = [], errors = [];
      const result = streamText({ ...(await asked(where, words, tools, called)), onError: ({ error }) => errors.push(error) });
      let text = '';
      for await (const piece of result.textStream) text += piece;
      if (errors.length) throw errors[0];
      return { text, called, finish: await result.finishReason };
    },
    isOwn: (error) => AISDKError.isInstance(error),
  };
}

const { whole, streamed, isOwn } = await (which.startsWith('ai-sdk') ? aiSdk() : sdk());
const DOINGS = { text: whole(WORDS), streamed: streamed(WORDS), tools: whole(STEPS, true), 'tools streamed': streamed(STEPS, true) };
const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');
console.log = console.warn = console.error;
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, () => {});
for await (const line of createInterface({ input: process.stdin })) {
  const { do: what, ...where } = JSON.parse(line);
  try {
    say(what in DOINGS ? { gave: await DOINGS[what](where) } : { cannot: what });
  } catch (error) {
    say({ [isOwn(error) ? 'told' : 'raised']: { class: error?.constructor?.name ?? 'thrown', status: error?.status ?? error?.statusCode ?? null } });
  }
}
process.exit(0);
