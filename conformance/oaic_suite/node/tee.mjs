// A fetch that keeps the bytes of every answer while the client reads the same answer.

import { performance } from 'node:perf_hooks';

const HUNG_UP = 'the client hung up on purpose';
const LATE = 'nothing came of it within the time it may take';
const GRACE = 250; // milliseconds an answer may still take when the client has all it wants

export class Tee {
  exchanges = [];
  #reading = [];
  #deadline = new AbortController();

  fetch = async (url, init = {}) => {
    const kept = sent(String(url), init);
    this.exchanges.push(kept);
    const began = performance.now();
    const signals = [this.#deadline.signal, ...(init.signal ? [init.signal] : [])];
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
      kept.status = response.status;
      kept.headers = [...response.headers];
      this.#reading.push(drain(response.clone(), kept, began, signals));
      return response;
    } catch (error) {
      spoil(kept, error);
      throw error;
    }
  };

  // Ends what still runs, now or as soon as it is clear that nobody waits for it.
  async close(late) {
    if (late) this.#deadline.abort(new Error(LATE));
    else setTimeout(() => this.#deadline.abort(new Error(HUNG_UP)), GRACE).unref();
    await Promise.all(this.#reading);
  }
}

function sent(url, { method = 'GET', headers, body }) {
  const request = { method, url, headers: [...new Headers(headers)], body: body === undefined ? null : String(body) };
  return { request, status: null, headers: [], body: '', arrivals: [], ended: 'complete', note: '' };
}

// A copy is told nothing when the request is aborted: that is awaited beside every piece.
async function drain(copy, kept, began, signals) {
  const reader = copy.body?.getReader();
  const pieces = [];
  try {
    for (;;) {
      const { done, value, reason } = reader ? await Promise.race([reader.read(), ...signals.map(aborted)]) : { done: true };
      if (reason) spoil(kept, reason);
      if (done) break;
      pieces.push(value);
      kept.arrivals.push([(performance.now() - began) / 1000, value.length]);
    }
  } catch (error) {
    spoil(kept, error);
  }
  kept.body = Buffer.concat(pieces).toString('base64');
}

function aborted(signal) {
  const settled = () => ({ done: true, reason: signal.reason.message === LATE ? signal.reason : new Error(HUNG_UP) });
  if (signal.aborted) return Promise.resolve(settled());
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(settled()), { once: true }));
}

function spoil(kept, error) {
  kept.ended = { [LATE]: 'timeout', [HUNG_UP]: 'complete' }[error.message] ?? ENDINGS[error.cause?.code] ?? 'reset';
  kept.note = String(error.cause?.code ?? error.cause?.message ?? error.message);
}

const ENDINGS = {
  ECONNREFUSED: 'refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};
