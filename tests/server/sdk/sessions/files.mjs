// A session of the official Node SDK with files: sent, read back, sent in parts, listed, deleted; prints what came of it.

import OpenAI, { toFile } from "openai";

const client = new OpenAI({ maxRetries: 0 });
const content = Buffer.from(Uint8Array.from({ length: 1000 }, (_, place) => place % 256));
const named = { filename: "parts.bin", purpose: "user_data", mime_type: "application/octet-stream" };

const file = await client.files.create({
  file: await toFile(content, "whole.bin"),
  purpose: "user_data",
  expires_after: { anchor: "created_at", seconds: 3600 },
});
const upload = await client.uploads.create({ ...named, bytes: content.length });
const parts = [];
for (const piece of [content.subarray(600), content.subarray(0, 600)])
  parts.push(await client.uploads.parts.create(upload.id, { data: await toFile(piece, "upload") }));
const done = await client.uploads.complete(upload.id, { part_ids: parts.map(({ id }) => id).reverse() });

const same = async (id) => Buffer.from(await (await client.files.content(id)).arrayBuffer()).equals(content);
const listed = [];
for await (const { filename } of client.files.list({ purpose: "user_data", limit: 1 })) listed.push(filename);
const { deleted } = await client.files.delete(file.id);
const gone = await client.files.retrieve(file.id).catch((error) => error.constructor.name);

const told = {
  bytes: file.bytes,
  expires: file.expires_at - file.created_at,
  whole: await same(done.file.id),
  status: done.status,
  listed,
  processed: (await client.files.waitForProcessing(done.file.id)).status,
  deleted,
  gone,
};
console.log(JSON.stringify(told));
