// A fetch that keeps the bytes of every answer as the client reads them.

import { performance } from 'node:perf_hooks';

const HUNG_UP = 'the client hung up on purpose';
const LATE = 'nothing came of it within the time it may take';
const TOO_LARGE = 'the answer is larger than it may be';
const BODILESS = [204, 205, 304];

export class Tee {
  exchanges = [];
  #deadline = new AbortController();

  constructor(rooms) {
    this.rooms = rooms;
  }

  // The SDK asks by `Response` whether forms can be sent, where there is one; else by a request of its own.
  fetch = Object.assign((url, init) => this.#fetched(url, init), { Response });

  async #fetched(url, init = {}) {
    init = await written(init);
    const kept = sent(String(url), init);
    this.exchanges.push(kept);
    const began = performance.now();
    const signals = [this.#deadline.signal, ...(init.signal ? [init.signal] : [])];
    try {
      // Whoever is redirected to is nobody's target: a key in a header of its own name would travel along.
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
      kept.status = response.status;
      kept.headers = [...response.headers];
      if (!response.body || BODILESS.includes(response.status)) return ended(kept, response);
      const { status, statusText, headers } = response;
      return new Response(watched(response.body.getReader(), kept, began, this.rooms[streams(init, response) ? 'stream' : 'answer']), { status, statusText, headers });
    } catch (error) {
      spoil(kept, error);
      throw error;
    }
  }

  // What nobody reads any more is given up.
  close(late) {
    const unread = this.exchanges.filter((kept) => !kept.over);
    for (const kept of unread) spoil(kept, new Error(late ? LATE : HUNG_UP));
    this.#deadline.abort(new Error(late ? LATE : HUNG_UP));
    return this.exchanges.map(({ over, pieces, ...kept }) => ({ ...kept, body: Buffer.concat(pieces).toString('base64') }));
  }
}

// The same with a form as the bytes that are sent of it.
async function written(init) {
  if (!(init.body instanceof FormData)) return init;
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', form.headers.get('content-type'));
  return { ...init, headers, body: Buffer.from(await form.arrayBuffer()) };
}

function sent(url, { method = 'GET', headers, body }) {
  const content = body === undefined || body === null ? null : Buffer.from(body).toString('base64');
  const request = { method, url, headers: [...new Headers(headers)], body: content };
  return { request, status: null, headers: [], pieces: [], arrivals: [], over: false, ended: 'complete', note: '' };
}

function watched(reader, kept, began, room) {
  const came = { bytes: 0, lines: 0 };
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return ended(kept, controller.close());
        came.bytes += value.length;
        came.lines += lines(value);
        if (came.bytes > room.bytes || came.lines > (room.lines ?? Infinity)) throw new Error(TOO_LARGE);
        kept.pieces.push(value);
        kept.arrivals.push([(performance.now() - began) / 1000, value.length]);
        controller.enqueue(value);
      } catch (error) {
        spoil(kept, error);
        reader.cancel(error).catch(() => {});
        controller.error(error);
      }
    },
    cancel(reason) {
      spoil(kept, new Error(HUNG_UP));
      return reader.cancel(reason);
    },
  });
}

function ended(kept, value) {
  kept.over = true;
  return value;
}

function spoil(kept, error) {
  if (kept.over) return;
  kept.over = true;
  kept.ended = { [LATE]: 'timeout', [HUNG_UP]: 'left', [TOO_LARGE]: 'too_large' }[error.message] ?? ENDINGS[error.cause?.code] ?? 'reset';
  kept.note = String(error.cause?.code ?? error.cause?.message ?? error.message);
}

function streams({ body }, { headers }) {
  return /"stream": ?true/.test(String(body ?? '')) || (headers.get('content-type') ?? '').includes('text/event-stream');
}

function lines(piece) {
  let count = 0;
  for (const byte of piece) if (byte === 10) count += 1;
  return count;
}

const ENDINGS = {
  ECONNREFUSED: 'refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};
