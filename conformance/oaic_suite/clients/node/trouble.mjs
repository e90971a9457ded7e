// An exception as an application meets it: its class, what it carries, and in whose code it was raised.

// Where the official SDK has it, and where the AI SDK.
const MEMBERS = {
  status: (error) => error.status ?? error.statusCode,
  code: (error) => error.code ?? error.data?.error?.code,
  param: (error) => error.param ?? error.data?.error?.param,
  type: (error) => error.type ?? error.data?.error?.type,
  request_id: (error) => error.requestID ?? error.responseHeaders?.['x-request-id'],
};
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(.+?)(?:\?.*)?:\d+:\d+\)?$/;

export function trouble(thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const carried = Object.entries(MEMBERS).map(([name, read]) => [name, read(error) ?? null]);
  const says = String(error.message).split('\n')[0].slice(0, 200);
  return { class: error.constructor.name, at: place(error), says, ...Object.fromEntries(carried) };
}

// The innermost frame that is not of Node itself: of a package, or of the application.
function place(error) {
  const frames = String(error.stack).split('\n').filter((line) => /^\s+at /.test(line));
  const first = frames.find((line) => !line.includes('node:') && !line.includes('<anonymous>'));
  const found = PACKAGE.exec(first ?? '');
  if (found) return `${found[1]}/${found[2].replace(/\.m?js$/, '')}`;
  return first ? 'the application' : 'fetch';
}
