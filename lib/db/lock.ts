/** One holder at a time, first come first served. */
export class Lock {
  #tail: Promise<void> = Promise.resolve();

  /** Waits for every earlier holder; the returned function frees the lock and must be called exactly once. */
  acquire(): Promise<() => void> {
    const earlier = this.#tail;
    return new Promise((resolve) => {
      this.#tail = new Promise((free) => {
        earlier.then(() => resolve(free));
      });
    });
  }

  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const free = await this.acquire();
    try {
      return await work();
    } finally {
      free();
    }
  }
}
