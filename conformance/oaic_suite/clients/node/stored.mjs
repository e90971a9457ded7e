// What an application does with chats that are kept by the official SDK, and what it sees.

import { MADE, became, found, year } from './files.mjs';

const BEFORE = { purpose: 'conformance' };
const AFTER = { purpose: 'conformance', read: 'yes' };
const WAYS = {
  unasked: {},
  asc: { order: 'asc' },
  desc: { order: 'desc' },
  pages: { limit: 1 },
  pages_of_two: { order: 'asc', limit: 2 },
};

const chats = ({ chat }) => chat.completions;

export const scenarios = {
  'stored.kept': async (client, body) => kept(chats(client), body),
  'stored.said': async (client, body) => said(chats(client), body),
  'stored.listed': async (client, body) => listed(chats(client), body),
  'stored.unkept': async (client, body) => {
    const { id } = await chats(client).create({ ...body, store: false });
    return { afterwards: await became(chats(client).retrieve(id)) };
  },
  'stored.look': async (client, { id }) => told(await chats(client).retrieve(id)),
};

// A chat, and whether it is as old as it was when it was made.
function told({ id, model, choices, usage, metadata, created }, made) {
  const answer = { id, model, text: choices[0].message.content, tokens: usage?.total_tokens };
  return { ...answer, labels: metadata, year: year(created), older_by: made ? created - made.created : 0 };
}

// Made, fetched, labelled anew, deleted, and looked for once more.
async function kept(chats, body) {
  const made = await chats.create({ ...body, store: true, metadata: BEFORE });
  const { id } = made;
  const kept = told(await chats.retrieve(id), made);
  const changed = told(await chats.update(id, { metadata: AFTER }), made);
  const { deleted } = await chats.delete(id);
  return { ...kept, changed, deleted, afterwards: await became(chats.retrieve(id)) };
}

// The messages of a chat that was just made, in every order, and walked page by page.
async function said(chats, body) {
  const { id } = await chats.create({ ...body, store: true });
  const told = {};
  for (const way in WAYS) told[way] = await messages(await chats.messages.list(id, WAYS[way]), body.messages.length);
  await chats.delete(id);
  return told;
}

async function messages(page, most) {
  const said = [];
  for await (const { role, content } of page) {
    said.push({ role, text: content });
    if (said.length === most) break;
  }
  return { on_a_page: page.data.length, said };
}

// Those that were just made, found by their label in every order, and walked page by page.
async function listed(chats, body) {
  const { id: first } = await chats.create({ ...body, store: true });
  const metadata = { series: first };
  const made = [];
  while (made.length < MADE) made.push((await chats.create({ ...body, store: true, metadata })).id);
  const told = {};
  for (const way in WAYS) told[way] = await found(made, await chats.list({ metadata, ...WAYS[way] }));
  told.bookmark = made.indexOf((await chats.list({ metadata })).body.last_id);
  for (const id of [first, ...made]) await chats.delete(id);
  return told;
}
