/** Owns: doing something soon, and once, however often it is asked for. */

/** A function to ask with. `work` begins `afterMs` later; asked again while it goes on, it is done once more. It must not reject. */
export function createSoon(work: () => Promise<void>, afterMs: number): () => void {
  let isWaiting = false;
  let isWorking = false;
  const begin = () => {
    if (isWorking) return;
    isWorking = true;
    setTimeout(async () => {
      isWaiting = false;
      await work();
      isWorking = false;
      if (isWaiting) begin();
    }, afterMs);
  };
  return () => {
    isWaiting = true;
    begin();
  };
}
