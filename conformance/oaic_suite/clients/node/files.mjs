// What an application does with files and uploads by the official SDK, and what it sees.

import { toFile } from 'openai';

export const MADE = 3; // of which a page of two has not all
export const PAGE = { limit: 2 };
const ONE = { limit: 1 };
const LARGE = { limit: 100 };
const LATEST = { order: 'desc', purpose: 'batch' };
const PAIR = 2; // files that are walked
const MIME = 'application/jsonl';

export const scenarios = {
  'files.send': async ({ files }, body) => described(await files.create(await opened(body))),
  'files.look': async ({ files }, { id }) => described(await files.retrieve(id)),
  'files.content': async ({ files }, { id }) => ({ content: await read(await files.content(id)) }),
  'files.walked': async ({ files }) => ({ ids: await walked(await files.list(ONE), PAIR) }),
  'files.kept': async ({ files }, body) => kept(files, body),
  'files.listed': async ({ files }, body) => listed(files, body),
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

// Those that were just sent, found page by page, and on one that has room for all.
async function listed(files, { files: sent, purpose }) {
  const made = [];
  for (const each of sent) made.push((await files.create({ file: await fileOf(each), purpose })).id);
  const told = await found(made, await files.list({ ...PAGE, ...LATEST }));
  const there = (await files.list(LARGE)).data.filter(({ id }) => made.includes(id));
  for (const id of made) await files.delete(id);
  return { ...told, there: there.map(({ filename }) => filename) };
}

// What the first page has, and where in the order of their making those stand that are met first.
export async function found(made, page) {
  const places = (await walked(page, made.length)).map((id) => (made.includes(id) ? made.indexOf(id) : 'another'));
  return { on_a_page: page.data.length, more: page.hasNextPage(), found: places };
}

async function walked(page, most) {
  const ids = [];
  for await (const { id } of page) {
    ids.push(id);
    if (ids.length === most) break;
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
