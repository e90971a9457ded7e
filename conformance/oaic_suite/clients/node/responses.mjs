// What an application does with responses and conversations by the official SDK, and what it sees.

import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const FORMAT = { format: zodTextFormat(z.object({ greeting: z.string() }), 'greeting') };
const KEPT = { store: true };
const HEARD = 2; // the number of the last event that is known when a stream is gone on with
const PAGE = { limit: 1, order: 'asc' };
const MOST = 20; // items that are read of a list: it may have no end

export const scenarios = {
  'responses.plain': async ({ responses }, body) => told(await responses.create(body)),
  'responses.stream': async ({ responses }, body) => gathered(await responses.create({ ...body, stream: true })),
  'responses.helper': async ({ responses }, body) => told(await responses.stream(body).finalResponse()),
  'responses.parse': async ({ responses }, body) => parsed(await responses.parse({ ...body, text: FORMAT })),
  'responses.parse-helper': async ({ responses }, body) =>
    parsed(await responses.stream({ ...body, text: FORMAT }).finalResponse()),
  'responses.run': async ({ responses }, body) => ran(responses, body),
  'responses.kept': async ({ responses }, body) => keeping(responses, body),
  'responses.continued': async ({ responses }, body) => continued(responses, body),
  'responses.cancelled': async ({ responses }, body) => {
    const { id } = await responses.create({ ...body, ...KEPT, background: true });
    return deletedAfter(responses, id, async () => ({ status: (await responses.cancel(id)).status }));
  },
  'responses.resumed': async ({ responses }, body) => resumed(responses, body),
  'conversations.turn': async (client, body) => turn(client, body),
};

function told({ id, model, status, output, output_text, usage }) {
  return { id, model, status, text: output_text || null, calls: called(output), usage: counted(usage) };
}

function called(output) {
  const calls = output.filter(({ type }) => type === 'function_call');
  return calls.map(({ call_id, name, arguments: said }) => ({ id: call_id, name, arguments: said }));
}

function counted(usage) {
  return usage && { prompt: usage.input_tokens, completion: usage.output_tokens, total: usage.total_tokens };
}

function parsed(response) {
  return { ...told(response), parsed: response.output_parsed?.greeting };
}

async function gathered(events) {
  const whole = { id: null, model: null, status: null, text: null, calls: [], usage: null };
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') whole.text = (whole.text ?? '') + event.delta;
    if (event.type === 'response.output_item.done') whole.calls.push(...called([event.item]));
    if (event.response) {
      const { id, model, status, usage } = event.response;
      Object.assign(whole, { id, model, status, usage: counted(usage) });
    }
  }
  return whole;
}

// Calls what is asked for, and sends the items back with the results.
async function ran(responses, body) {
  const first = await responses.create(body);
  const calls = called(first.output);
  const results = calls.map(({ id }) => ({ type: 'function_call_output', call_id: id, output: 'fine' }));
  const said = [{ role: 'user', content: body.input }, ...first.output, ...results];
  const last = await responses.create({ ...body, input: said });
  return { calls, text: last.output_text };
}

// --- what is kept ----------------------------------------------------------------------------------------

async function keeping(responses, body) {
  const made = await responses.create({ ...body, ...KEPT });
  const found = await deletedAfter(responses, made.id, async () => {
    const again = await responses.retrieve(made.id);
    return { ...told(again), input: await texts(responses.inputItems.list(made.id, PAGE)) };
  });
  return { ...found, afterwards: await responses.retrieve(made.id).then(told, ({ status }) => status) };
}

async function continued(responses, body) {
  const made = await responses.create({ ...body, ...KEPT });
  return deletedAfter(responses, made.id, async () =>
    told(await responses.create({ ...body, previous_response_id: made.id, input: 'Say it again.' })),
  );
}

async function resumed(responses, body) {
  const begun = await responses.create({ ...body, ...KEPT, background: true, stream: true });
  let id;
  for await (const event of begun) id ??= event.response?.id;
  return deletedAfter(responses, id, async () =>
    gathered(await responses.retrieve(id, { stream: true, starting_after: HEARD })),
  );
}

async function deletedAfter(responses, id, doing) {
  const given = await doing();
  await responses.delete(id);
  return given;
}

async function texts(list) {
  const found = [];
  for await (const { content } of list) {
    found.push(content.map(({ text }) => text).join(''));
    if (found.length === MOST) break;
  }
  return found;
}

async function turn({ conversations, responses }, body) {
  const items = [{ type: 'message', role: 'user', content: 'My name is Ada.' }];
  const { id } = await conversations.create({ items });
  const { output_text } = await responses.create({ ...body, ...KEPT, conversation: id });
  const said = await texts(conversations.items.list(id, PAGE));
  const { deleted } = await conversations.delete(id);
  return { text: output_text, said, deleted };
}
