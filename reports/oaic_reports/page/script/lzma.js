"use strict";
// Bytes as LZMA packs them, without a header: three bits of the byte before a literal count, the position does not.
const expanded = (packed, length) => {
  const chances = (number) => new Uint16Array(number).fill(1024); // of 2048, that a bit is 0
  let next = 5;
  let range = 0xffffffff;
  let code = new DataView(packed.buffer, packed.byteOffset).getUint32(1);
  const refill = () => {
    if (range >= 0x1000000) return;
    range *= 256;
    code = code * 256 + (packed[next++] ?? 0);
  };
  const bit = (chance, place) => {
    const bound = (range >>> 11) * chance[place];
    const one = code >= bound;
    if (one) {
      code -= bound;
      range -= bound;
      chance[place] -= chance[place] >> 5;
    } else {
      range = bound;
      chance[place] += (2048 - chance[place]) >> 5;
    }
    refill();
    return Number(one);
  };
  const even = (bits) => {
    let value = 0;
    while (bits--) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      refill();
      value = value * 2 + Number(one);
    }
    return value;
  };
  const number = (chance, bits, from = 0) => {
    let node = 1;
    for (let depth = 0; depth < bits; depth++) node = node * 2 + bit(chance, from + node);
    return node - (1 << bits);
  };
  const reversed = (chance, bits, from = 0) => {
    let [node, value] = [1, 0];
    for (let depth = 0; depth < bits; depth++) {
      const digit = bit(chance, from + node);
      node = node * 2 + digit;
      value += digit << depth;
    }
    return value;
  };

  const lengths = () => ({ choice: chances(2), short: chances(8), middle: chances(8), long: chances(256) });
  const lengthBy = ({ choice, short, middle, long }) => {
    if (!bit(choice, 0)) return 2 + number(short, 3);
    return bit(choice, 1) ? 18 + number(long, 8) : 10 + number(middle, 3);
  };
  const slots = chances(4 * 64);
  const [special, aligned] = [chances(128), chances(16)];
  const distance = (size) => {
    const slot = number(slots, 6, Math.min(size - 2, 3) * 64);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const least = (2 + (slot & 1)) * 2 ** bits;
    if (slot < 14) return least + reversed(special, bits, least - slot);
    return least + even(bits - 4) * 16 + reversed(aligned, 4);
  };

  const out = new Uint8Array(length);
  let at = 0;
  const literals = chances(0x300 << 3);
  const literal = (matched) => {
    const from = 0x300 * ((out[at - 1] ?? 0) >> 5);
    let symbol = 1;
    while (matched !== undefined && symbol < 256) {
      const [expected, seen] = [(matched >> 7) & 1, symbol];
      matched <<= 1;
      symbol = symbol * 2 + bit(literals, from + (1 + expected) * 256 + seen);
      if ((symbol & 1) !== expected) break;
    }
    while (symbol < 256) symbol = symbol * 2 + bit(literals, from + symbol);
    out[at++] = symbol;
  };

  const [isMatch, isAgain, isOlder, isSecond, isThird, isLong] = Array.from({ length: 6 }, () => chances(12));
  const [fresh, again] = [lengths(), lengths()];
  let last = [0, 0, 0, 0]; // the latest distances
  let state = 0; // what the latest pieces were
  while (at < length) {
    if (!bit(isMatch, state)) {
      literal(state < 7 ? undefined : out[at - last[0] - 1]);
      state -= state < 4 ? state : state < 10 ? 3 : 6;
      continue;
    }
    let size = 1;
    if (!bit(isAgain, state)) {
      size = lengthBy(fresh);
      last = [distance(size), last[0], last[1], last[2]];
      state = state < 7 ? 7 : 10;
    } else {
      let [older, short] = [0, false];
      if (!bit(isOlder, state)) short = !bit(isLong, state);
      else older = bit(isSecond, state) ? 2 + bit(isThird, state) : 1;
      last = [last[older], ...last.filter((_, age) => age !== older)];
      if (!short) size = lengthBy(again);
      state = state < 7 ? (short ? 9 : 8) : 11;
    }
    const back = last[0] + 1;
    if (back > at) throw new Error("the archive is damaged");
    for (const end = Math.min(at + size, length); at < end; at++) out[at] = out[at - back];
  }
  return out;
};

