// What an application does with files and uploads by the official SDK, and what it sees.

import { toFile } from 'openai';

export const ONE = { limit: 1 };
const PAIR = 2; // what is read of a list, page after page
const MIME = 'application/jsonl';

export const scenarios = {
  'files.send': async ({ files }, body) => described(await files.create(await opened(body))),
  'files.look': async ({ files }, { id }) => described(await files.retrieve(id)),
  'files.content': async ({ files }, { id }) => ({ content: await read(await files.content(id)) }),
  'files.walked': async ({ files }) => ({ ids: await walked(await files.list(ONE)) }),
  'files.kept': async ({ files }, body) => kept(files, body),
  'files.listed': async ({ files }, body) => {
    const made = [await files.create(await opened(body)), await files.create(await opened(body))].map(({ id }) => id);
    const told = await listed(await files.list(ONE), made);
    for (const id of made) await files.delete(id);
    return told;
  },
  'uploads.whole': async (client, body) => uploaded(client, body),
  'uploads.cancelled': async ({ uploads }, body) => {
    const begun = await uploads.create(announced(body));
    const { id, status, filename } = await uploads.cancel(begun.id);
    return { id, status, name: filename };
  },
};

// A request whose files are as the SDK takes one.
export async function opened(body) {
  const entries = Object.entries(body).map(async ([name, each]) => [name, each?.base64 === undefined ? each : await fileOf(each)]);
  return Object.fromEntries(await Promise.all(entries));
}

function fileOf(told) {
  return toFile(contentOf(told), told.name, told.type && { type: told.type });
}

export function contentOf({ base64 }) {
  return Buffer.from(base64, 'base64');
}

export async function read(answer) {
  return Buffer.from(await answer.arrayBuffer()).toString('base64');
}

// A date as an application shows it.
export function year(date) {
  return new Date(date * 1000).getUTCFullYear();
}

// What becomes of a request that should be refused: its status.
export function became(asked) {
  return asked.then(() => 'given', ({ status }) => status);
}

function described({ id, filename, bytes, purpose, created_at }) {
  return { id, name: filename, size: bytes, purpose, year: year(created_at) };
}

// Sent, described, read back, deleted, and looked for once more.
async function kept(files, body) {
  const { id } = await files.create(await opened(body));
  const found = described(await files.retrieve(id));
  const content = await read(await files.content(id));
  const { deleted } = await files.delete(id);
  const afterwards = { described_afterwards: await became(files.retrieve(id)), read_afterwards: await became(files.content(id)) };
  return { ...found, content, deleted, ...afterwards };
}

// What is on the first page, and where in the order of their making those stand that are listed first.
export async function listed(page, made) {
  const found = (await walked(page)).map((id) => (made.includes(id) ? made.indexOf(id) : 'another'));
  return { on_a_page: page.data.length, more: page.hasNextPage(), found };
}

export async function walked(page) {
  const ids = [];
  for await (const { id } of page) {
    ids.push(id);
    if (ids.length === PAIR) break;
  }
  return ids;
}

// --- in parts --------------------------------------------------------------------------------------------

// What is told of a file before it is sent.
function announced({ file, purpose }) {
  return { filename: file.name, bytes: contentOf(file).length, mime_type: MIME, purpose };
}

// In two parts, of which the second is sent first.
async function uploaded({ uploads, files }, body) {
  const content = contentOf(body.file);
  const half = content.length >> 1;
  const { id, expires_at } = await uploads.create(announced(body));
  const parts = [];
  for (const data of [content.subarray(half), content.subarray(0, half)])
    parts.unshift((await uploads.parts.create(id, { data: await toFile(data, 'part') })).id);
  const { status, file } = await uploads.complete(id, { part_ids: parts });
  const came = await read(await files.content(file.id));
  await files.delete(file.id);
  return { status, content: came, expires: year(expires_at), ...described(file) };
}
