/** Owns: facts about whole numbers: primality, prime factors, divisors. */

/** Beyond this, factors are not looked for: it could take longer than a person waits. */
export const mostFactored = 10n ** 18n;

/** With these bases the Miller–Rabin test is a proof for every number below 3.3 × 10²⁴. */
const witnesses = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
export const mostProven = 3_317_044_064_679_887_385_961_981n;

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Certain for numbers below `mostProven`. */
export function isPrime(value: bigint): boolean {
  if (value < 2n) return false;
  for (const p of witnesses) if (value % p === 0n) return value === p;
  let odd = value - 1n;
  let twos = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    twos += 1;
  }
  return witnesses.every((witness) => {
    let x = powerModulo(witness, odd, value);
    if (x === 1n || x === value - 1n) return true;
    for (let i = 1; i < twos; i += 1) {
      x = (x * x) % value;
      if (x === value - 1n) return true;
    }
    return false;
  });
}

const trialLimit = 5_000n;

/** The smallest divisor above 1 that is at most 5,000, or null. */
export function smallDivisor(value: bigint): bigint | null {
  for (let p = 2n; p <= trialLimit && p * p <= value; p += p === 2n ? 1n : 2n) if (value % p === 0n) return p;
  return null;
}

function greatestCommon(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommon(b, a % b);
}

/** A divisor of a composite number, by Pollard's rho; deterministic. */
function splitComposite(value: bigint): bigint {
  for (let shift = 1n; ; shift += 1n) {
    let slow = 2n;
    let fast = 2n;
    let product = 1n;
    for (let i = 1; ; i += 1) {
      slow = (slow * slow + shift) % value;
      fast = (fast * fast + shift) % value;
      fast = (fast * fast + shift) % value;
      const distance = slow > fast ? slow - fast : fast - slow;
      if (distance === 0n) break;
      product = (product * distance) % value;
      if (product === 0n) {
        const divisor = greatestCommon(distance, value);
        if (divisor > 1n && divisor < value) return divisor;
        break;
      }
      if (i % 64 === 0) {
        const divisor = greatestCommon(product, value);
        if (divisor > 1n) return divisor < value ? divisor : slowSplit(value, shift);
      }
    }
    const divisor = slowSplit(value, shift);
    if (divisor < value) return divisor;
  }
}

function slowSplit(value: bigint, shift: bigint): bigint {
  let slow = 2n;
  let fast = 2n;
  for (;;) {
    slow = (slow * slow + shift) % value;
    fast = (fast * fast + shift) % value;
    fast = (fast * fast + shift) % value;
    const divisor = greatestCommon(slow > fast ? slow - fast : fast - slow, value);
    if (divisor > 1n) return divisor;
  }
}

export interface PrimePower {
  prime: bigint;
  exponent: number;
}

/** Rising primes with their exponents; for whole numbers from 1 to `mostFactored`. `onSplit` hears each division done. */
export function factorise(value: bigint, onSplit: (of: bigint, by: bigint) => void = () => {}): PrimePower[] {
  const found: bigint[] = [];
  let rest = value;
  for (let p = smallDivisor(rest); p !== null; p = smallDivisor(rest)) {
    onSplit(rest, p);
    found.push(p);
    rest /= p;
  }
  const open = rest > 1n ? [rest] : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next <= trialLimit * trialLimit || isPrime(next)) found.push(next);
    else {
      const part = splitComposite(next);
      onSplit(next, part);
      open.push(part, next / part);
    }
  }
  const powers = new Map<bigint, number>();
  for (const prime of found) powers.set(prime, (powers.get(prime) ?? 0) + 1);
  return [...powers].map(([prime, exponent]) => ({ prime, exponent })).sort((a, b) => (a.prime < b.prime ? -1 : 1));
}

/** All divisors, rising. */
export function divisorsOf(powers: readonly PrimePower[]): bigint[] {
  let divisors = [1n];
  for (const { prime, exponent } of powers) {
    divisors = divisors.flatMap((divisor) => Array.from({ length: exponent + 1 }, (_, i) => divisor * prime ** BigInt(i)));
  }
  return divisors.sort((a, b) => (a < b ? -1 : 1));
}
