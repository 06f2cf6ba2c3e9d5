/** Milliseconds of this thread's own processor time; what other work takes of the machine is not in it. */
function ownMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * What one `large` costs against ten `small`, where `large` has ten times the input: about 1 when cost grows with the
 * input, about 10 when it grows with its square. Both take turns, and the least of seven rounds counts.
 */
export function growth(small: () => void, large: () => void): number {
  const tenSmall = () => {
    for (let time = 0; time < 10; time++) small();
  };
  tenSmall();
  const rounds = Array.from({ length: 7 }, () => [ownMs(tenSmall), ownMs(large)] as const);
  return Math.min(...rounds.map((round) => round[1])) / Math.min(...rounds.map((round) => round[0]));
}
