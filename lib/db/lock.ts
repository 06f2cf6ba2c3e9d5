/**
 * One holder at a time, first come first served, in two lines: one that is in a hurry goes before all that are not, but never
 * twice in a row while somebody else waits. So a storm of either delays the other by one holder at a time.
 */
export class Lock {
  #isHeld = false;
  #wasHurried = false;
  #hurried: (() => void)[] = [];
  #patient: (() => void)[] = [];

  /** Waits for its turn; the returned function frees the lock and must be called exactly once. */
  acquire(isHurried = false): Promise<() => void> {
    return new Promise((resolve) => {
      (isHurried ? this.#hurried : this.#patient).push(() => resolve(() => this.#free()));
      if (!this.#isHeld) this.#free();
    });
  }

  async run<T>(work: () => T | Promise<T>, isHurried = false): Promise<T> {
    const free = await this.acquire(isHurried);
    try {
      return await work();
    } finally {
      free();
    }
  }

  #free(): void {
    const isHurriedNext = this.#hurried.length > 0 && !(this.#wasHurried && this.#patient.length > 0);
    const next = (isHurriedNext ? this.#hurried : this.#patient).shift();
    this.#wasHurried = isHurriedNext;
    this.#isHeld = next !== undefined;
    next?.();
  }
}
