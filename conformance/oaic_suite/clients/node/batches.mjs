// What an application does with batches by the official SDK, from a file of requests to the lines of the answers.

import { setTimeout as after } from 'node:timers/promises';
import { toFile } from 'openai';

const OVER = ['completed', 'failed', 'expired', 'cancelled'];
const PAUSES = [0, 0, 100, 300, 1000, 2000]; // milliseconds between two looks at a batch

export const scenarios = {
  'batches.round': async (client, { lines, endpoint }) => {
    const file = await toFile(Buffer.from(lines.map((line) => JSON.stringify(line) + '\n').join('')), 'requests.jsonl');
    const { id: input_file_id } = await client.files.create({ file, purpose: 'batch' });
    const { id } = await client.batches.create({ input_file_id, endpoint, completion_window: '24h' });
    const batch = await polled(client, id);
    const output = await (await client.files.content(batch.output_file_id)).text();
    for (const made of [input_file_id, batch.output_file_id]) await client.files.delete(made);
    return { status: batch.status, answers: output.trim().split('\n').map((line) => told(JSON.parse(line))) };
  },
};

async function polled(client, id) {
  for (const pause of PAUSES) {
    const batch = await client.batches.retrieve(id);
    if (OVER.includes(batch.status)) return batch;
    await after(pause);
  }
  throw new Error('the batch is not over');
}

function told({ custom_id, response }) {
  return { id: custom_id, status: response.status_code, body: response.body };
}
