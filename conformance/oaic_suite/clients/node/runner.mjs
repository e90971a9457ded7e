// One long-lived process: a scenario comes as a line of JSON, and what became of it goes out as one.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';

import * as ai from './ai.mjs';
import * as openai from './openai.mjs';
import { Tee } from './tee.mjs';
import { trouble } from './trouble.mjs';

const CLIENTS = { openai, ai };
const LATE = Symbol('late');

// Libraries may print; what is printed must not stand between our lines.
console.log = console.info = console.warn = console.error;
// Streams that nobody reads any more may still fail.
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, () => {});

function say(value) {
  process.stdout.write(JSON.stringify(value) + '\n');
}

async function played({ client, scenario, body, deadline, rooms, ...where }) {
  const tee = new Tee(rooms);
  const { connect, scenarios } = CLIENTS[client];
  const attempt = async () => scenarios[scenario](connect(where, tee.fetch), body);
  const timer = new AbortController();
  const result = await Promise.race([settled(attempt()), late(deadline, timer.signal)]);
  timer.abort();
  const exchanges = tee.close(result === LATE);
  return { ...(result === LATE ? { hung: true } : result), exchanges };
}

async function settled(attempt) {
  try {
    return { gave: await attempt };
  } catch (error) {
    return { raised: trouble(error) };
  }
}

function late(seconds, signal) {
  return after(seconds * 1000, LATE, { signal }).catch(() => LATE);
}

function version(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
}

const scenarios = Object.fromEntries(Object.entries(CLIENTS).map(([name, client]) => [name, Object.keys(client.scenarios)]));
const versions = { node: process.versions.node, openai: version('openai'), ai: version('ai'), '@ai-sdk/openai': version('@ai-sdk/openai') };
say({ scenarios, versions });
try {
  for await (const line of createInterface({ input: process.stdin })) say(await played(JSON.parse(line)));
} catch {
  process.exit(1); // nobody waits for an answer that never comes
}
process.exit(0);
