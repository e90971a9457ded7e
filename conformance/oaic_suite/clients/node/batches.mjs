// What an application does with batches by the official SDK, from a file of requests to the lines of the answers.

import { setTimeout as after } from 'node:timers/promises';
import { toFile } from 'openai';

import { MADE, PAGE, became, found, year } from './files.mjs';

const OVER = ['completed', 'failed', 'expired', 'cancelled'];
const PAUSE = 50; // milliseconds between two looks at a batch: it is waited for as long as it takes
const OVERNIGHT = { completion_window: '24h' };

export const scenarios = {
  'batches.make': async (client, body) => described(await asked(client, body)),
  'batches.look': async ({ batches }, { id }) => described(await batches.retrieve(id)),
  'batches.stop': async ({ batches }, { id }) => described(await batches.cancel(id)),
  'batches.round': async (client, body) => round(client, body),
  'batches.listed': async (client, body) => {
    const made = [];
    while (made.length < MADE) made.push((await asked(client, body)).id);
    return found(made, await client.batches.list(PAGE));
  },
  'batches.cancelled': async (client, body) => {
    const { id } = await asked(client, body);
    return { ...described(await client.batches.cancel(id)), again: await became(client.batches.cancel(id)) };
  },
};

// A batch of lines that are sent before; where none are told, of a file that is named.
async function asked(client, { lines, ...body }) {
  if (lines) {
    const file = await toFile(Buffer.from(lines.map((line) => JSON.stringify(line) + '\n').join('')), 'requests.jsonl');
    body.input_file_id = (await client.files.create({ file, purpose: 'batch' })).id;
  }
  return client.batches.create({ ...OVERNIGHT, ...body });
}

function described({ id, status, completion_window, endpoint, created_at }) {
  return { id, status, window: completion_window, endpoint, year: year(created_at) };
}

async function round(client, body) {
  const begun = await asked(client, body);
  const batch = await polled(client, begun.id);
  const answers = await linesOf(client, batch.output_file_id);
  const errors = await linesOf(client, batch.error_file_id);
  const same = batch.id === begun.id && batch.input_file_id === begun.input_file_id;
  await client.files.delete(batch.input_file_id);
  const { total, completed, failed } = batch.request_counts;
  return { ...described(batch), begun: described(begun), same, counts: { total, completed, failed }, answers, errors };
}

async function polled(client, id) {
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (OVER.includes(batch.status)) return batch;
    await after(PAUSE);
  }
}

async function linesOf({ files }, id) {
  if (!id) return [];
  const text = await (await files.content(id)).text();
  await files.delete(id);
  return text.trim().split('\n').map((line) => told(JSON.parse(line)));
}

function told({ custom_id, response }) {
  return { of: custom_id, status: response.status_code, body: response.body };
}
