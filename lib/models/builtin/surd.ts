/** Exact sums of roots, `q₁√k₁ + q₂√k₂ + …`: each `root` square-free and positive, ascending, no term zero. Empty is 0. */
import { factorise, mostFactored } from "./number-theory.ts";
import { add, divide, equals, gcd, isZero, multiply, negate, type Rational, ratio, Trouble, zero } from "./rational.ts";

export interface SurdTerm {
  readonly root: bigint;
  readonly times: Rational;
}
export type Surd = readonly SurdTerm[];

export function surd(value: Rational): Surd {
  return isZero(value) ? [] : [{ root: 1n, times: value }];
}

/** The rational this is, or null when a root remains. */
export function asRational(value: Surd): Rational | null {
  if (value.length === 0) return zero;
  const [first] = value;
  return value.length === 1 && first?.root === 1n ? first.times : null;
}

function collect(terms: Iterable<SurdTerm>): Surd {
  const byRoot = new Map<bigint, Rational>();
  for (const { root, times } of terms) byRoot.set(root, add(byRoot.get(root) ?? zero, times));
  return [...byRoot]
    .filter(([, times]) => !isZero(times))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([root, times]) => ({ root, times }));
}

export const addSurds = (a: Surd, b: Surd) => collect([...a, ...b]);
export const negateSurd = (a: Surd): Surd => a.map(({ root, times }) => ({ root, times: negate(times) }));
export const equalSurds = (a: Surd, b: Surd) =>
  a.length === b.length && a.every((term, i) => term.root === b[i]?.root && equals(term.times, b[i].times));

export function multiplySurds(a: Surd, b: Surd): Surd {
  const products: SurdTerm[] = [];
  for (const x of a) {
    for (const y of b) {
      const shared = gcd(x.root, y.root);
      products.push({
        root: (x.root / shared) * (y.root / shared),
        times: multiply(multiply(x.times, y.times), ratio(shared)),
      });
    }
  }
  return collect(products);
}

/** Null when the divisor has more than two terms. Throws Trouble for zero. */
export function divideSurds(a: Surd, b: Surd): Surd | null {
  const [first, second] = b;
  if (!first) throw new Trouble("Dividing by zero has no answer: no number times 0 gives anything but 0.");
  if (!second) {
    return multiplySurds(a, [{ root: first.root, times: divide(ratio(1n, first.root), first.times) }]);
  }
  if (b.length > 2) return null;
  const conjugate: Surd = [first, { root: second.root, times: negate(second.times) }];
  const bottom = asRational(multiplySurds(b, conjugate));
  return bottom && multiplySurds(multiplySurds(a, conjugate), surd(divide(ratio(1n), bottom)));
}

/** The whole part of the `index`-th root of a whole number that is not negative. */
export function wholeRoot(value: bigint, index = 2n): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / Number(index)));
  for (;;) {
    const next = ((index - 1n) * guess + value / guess ** (index - 1n)) / index;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** `value = outside² · inside` with `inside` square-free; null when `value` is too large to be factored. */
export function splitSquare(value: bigint): { outside: bigint; inside: bigint } | null {
  const whole = wholeRoot(value);
  if (whole * whole === value) return { outside: whole, inside: 1n };
  if (value > mostFactored) return null;
  let outside = 1n;
  let inside = 1n;
  for (const { prime, exponent } of factorise(value)) {
    outside *= prime ** BigInt(Math.floor(exponent / 2));
    if (exponent % 2 === 1) inside *= prime;
  }
  return { outside, inside };
}

/** The square root of a fraction that is not negative; null when it is too large to simplify for sure. */
export function rootOf(value: Rational): Surd | null {
  if (value.n < 0n) throw new Trouble("The square root of a negative number is not a real number.");
  if (value.n === 0n) return [];
  const split = splitSquare(value.n * value.d);
  return split && [{ root: split.inside, times: ratio(split.outside, value.d) }];
}
