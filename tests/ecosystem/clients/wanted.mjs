// What every client of the table is asked for, and how it tells what it got: a line of JSON for each wish.

export const [MODEL, UNKNOWN] = ["gpt-4.1", "gpt-nowhere"];
export const EMBEDDING = "text-embedding-3-small";
export const WRONG_KEY = "sk-wrong";
export const HELLO = "Hello there, parrot";
export const STEPS = 'read_page {"number": 1} then read_page {"number": 2}';
export const PLACE = "A place";
export const page = (number) => `sheet ${number}`;

/** Prints what each wish came to: what it gave, or what it raised. */
export async function tell(wishes) {
  for (const [wish, ask] of Object.entries(wishes)) {
    console.log(JSON.stringify({ wish, ...(await outcome(ask)) }));
  }
}

async function outcome(ask) {
  try {
    return { got: await ask() };
  } catch (problem) {
    const raised = [...chain(problem)].map((each) => each.name ?? each.constructor?.name);
    return { raised, status: problem.statusCode ?? problem.status, said: String(problem.message).slice(0, 300) };
  }
}

/** An error and what led to it, which libraries wrap. */
function* chain(problem) {
  for (let each = problem; each instanceof Error; each = each.cause ?? each.lastError) {
    yield each;
  }
}

/** The pieces of a stream, in order. */
export async function pieces(stream, read = (piece) => piece) {
  const found = [];
  for await (const piece of stream) {
    found.push(read(piece) ?? "");
  }
  return found;
}
