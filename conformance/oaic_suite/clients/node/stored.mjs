// What an application does with chats that are kept by the official SDK, and what it sees.

import { ONE, became, listed } from './files.mjs';

const BEFORE = { series: 'before' };
const AFTER = { series: 'after' };

const chats = ({ chat }) => chat.completions;

export const scenarios = {
  'stored.kept': async (client, body) => kept(chats(client), body),
  'stored.listed': async (client, body) => inBothOrders(chats(client), body),
  'stored.unkept': async (client, body) => {
    const { id } = await chats(client).create({ ...body, store: false });
    return { afterwards: await became(chats(client).retrieve(id)) };
  },
  'stored.look': async (client, { id }) => told(await chats(client).retrieve(id)),
};

function told({ id, model, choices, usage, metadata }) {
  return { id, model, text: choices[0].message.content, tokens: usage?.total_tokens, labels: metadata };
}

// Made, fetched, labelled anew, its messages read, deleted, and looked for once more.
async function kept(chats, body) {
  const { id, choices } = await chats.create({ ...body, store: true, metadata: BEFORE });
  const found = told(await chats.retrieve(id));
  const same = found.id === id && found.text === choices[0].message.content;
  const changed = told(await chats.update(id, { metadata: AFTER }));
  const said = await messages(await chats.messages.list(id, ONE), body.messages.length);
  const { deleted } = await chats.delete(id);
  return { ...found, same, changed, said, deleted, afterwards: await became(chats.retrieve(id)) };
}

// All of a chat, one to a page.
async function messages(page, most) {
  const said = [];
  for await (const { role, content } of page) {
    said.push({ role, text: content });
    if (said.length === most) break;
  }
  return { on_a_page: page.data.length, said };
}

// Two that were just made, found by their label in both orders, and walked page by page.
async function inBothOrders(chats, body) {
  const { id: first } = await chats.create({ ...body, store: true });
  const metadata = { series: first };
  const made = [];
  for (let count = 0; count < 2; count += 1) made.push((await chats.create({ ...body, store: true, metadata })).id);
  const found = {};
  for (const order of ['asc', 'desc']) found[order] = await listed(await chats.list({ metadata, order, ...ONE }), made);
  for (const id of [first, ...made]) await chats.delete(id);
  return found;
}
