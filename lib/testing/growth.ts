/** Milliseconds of this thread's own processor time; what other work takes of the machine is not in it. */
function ownMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Less than this the clock of a thread may not see: some systems count in whole ticks of several milliseconds. */
const leastMs = 40;

/**
 * What one `large` costs against ten `small`, where `large` has ten times the input: about 1 when cost grows with the
 * input, about 10 when it grows with its square. Both take turns, as often in a row as the clock needs, and the least of
 * five rounds counts.
 */
export function growth(small: () => void, large: () => void): number {
  const repeat = (work: () => void, times: number) => () => {
    for (let time = 0; time < times; time++) work();
  };
  let times = 1;
  while (ownMs(repeat(small, 10 * times)) < leastMs) times *= 2;
  const rounds = Array.from({ length: 5 }, () => [ownMs(repeat(small, 10 * times)), ownMs(repeat(large, times))] as const);
  return Math.min(...rounds.map((round) => round[1])) / Math.min(...rounds.map((round) => round[0]));
}
