// What an application does with pictures, sounds and verdicts by the official SDK, and what it sees.

import { opened, read, year } from './files.mjs';

const STREAMED = { stream: true };
const PLACES = { partial_image: 'partial', completed: 'whole' };

export const scenarios = {
  'moderations.plain': async ({ moderations }, body) => {
    const { id, model, results } = await moderations.create(body);
    return { id, model, results: results.map(verdict) };
  },
  'speech.plain': async ({ audio }, body) => ({ sound: await read(await audio.speech.create(body)) }),
  'speech.stream': async ({ audio }, body) => spoken(await audio.speech.create({ ...body, stream_format: 'sse' })),
  'transcription.plain': async ({ audio }, body) => written(await audio.transcriptions.create(await opened(body))),
  'transcription.stream': async ({ audio }, body) =>
    heard(await audio.transcriptions.create({ ...(await opened(body)), ...STREAMED })),
  'translation.plain': async ({ audio }, body) => written(await audio.translations.create(await opened(body))),
  'images.told': async ({ images }, body) => toldBy(await images.generate(body)),
  'images.told-edit': async ({ images }, body) => toldBy(await images.edit(await opened(body))),
  'images.plain': async ({ images }, body) => seen(await images.generate(body), body.response_format),
  'images.stream': async ({ images }, body) => coming(await images.generate({ ...body, ...STREAMED })),
  'images.edit': async ({ images }, body) => seen(await images.edit(await opened(body))),
  'images.edit-stream': async ({ images }, body) => coming(await images.edit({ ...(await opened(body)), ...STREAMED })),
};

// Whether it is harmful, as what, and how surely.
function verdict({ flagged, categories, category_scores: scores }) {
  const harmful = Object.keys(categories).filter((name) => categories[name]).sort();
  const surely = Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, score > 0.5]));
  return { flagged, harmful, surely, violent: categories.violence, violence: scores.violence };
}

// --- sounds ------------------------------------------------------------------------------------------------

// The SDK hands on the stream as it is; the application reads its events until it is told that they end.
async function spoken(answer) {
  const pieces = [];
  for (const line of (await answer.text()).split('\n')) {
    if (!line.startsWith('data:')) continue;
    const event = JSON.parse(line.slice('data:'.length));
    if (event.type === 'speech.audio.delta') pieces.push(Buffer.from(event.audio, 'base64'));
    if (event.type === 'speech.audio.done') return { sound: Buffer.concat(pieces).toString('base64') };
  }
  throw new Error('the sound does not end');
}

// What is said; where more is asked for, when it is.
function written(found) {
  if (typeof found === 'string') return { text: found };
  const segments = (found.segments ?? []).map(({ start, end, text }) => [start, end, text]);
  const words = (found.words ?? []).map(({ start, end, word }) => [start, end, word]);
  return { text: found.text, minutes: (found.duration ?? 0) / 60, segments, words };
}

// As it is shown while it comes, and the whole at the end.
async function heard(events) {
  const kinds = [];
  let shown = '';
  let text = null;
  for await (const event of events) {
    kinds.push(event.type);
    if (event.type === 'transcript.text.delta') shown += event.delta;
    if (event.type === 'transcript.text.done') text = event.text;
  }
  return { kinds, shown, text };
}

// --- pictures ------------------------------------------------------------------------------------------------

function toldBy({ created, data }) {
  return { created, pictures: data.map(({ b64_json, url }) => b64_json || url) };
}

// Each picture by the member that was asked for, or by that which is there.
async function seen({ created, data }, form) {
  const contents = data.map(({ b64_json, url }) => ((form ? form === 'url' : !b64_json) ? fetched(url) : decoded(b64_json)));
  return { year: year(created), pictures: await Promise.all(contents) };
}

function decoded(text) {
  return Buffer.from(text, 'base64').toString('base64');
}

// As a browser does, which knows no key.
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`there is no picture: ${answer.status}`);
  return read(answer);
}

// What is shown while it comes to be, and the picture that stays.
async function coming(events) {
  const told = { partial: [], whole: [] };
  for await (const event of events) {
    const place = PLACES[event.type.split('.').at(-1)];
    if (place) told[place].push(event.b64_json);
  }
  return told;
}
