/**
 * Owns: the connections of this process to tool servers, one a server. One that dies is made again, after a while that grows;
 * what is wrong meanwhile can be read. Nobody who asks is held up longer than they say.
 */
import { remember } from "#lib/core/remember.ts";
import type { Args } from "./check-args.ts";
import type { McpFault } from "./fault.ts";
import { type CallHooks, type CallOutcome, type McpLink, openLink } from "./open-link.ts";
import type { TokenSource } from "./open-transport.ts";
import { pinOf } from "./pin.ts";
import { fingerprintOf, type ServerConfig } from "./server-config.ts";

/** A server, and for whom. */
export interface Seat {
  /** Unique in this process. */
  key: string;
  config: ServerConfig;
  tokens: TokenSource | null;
}

export type LinkState =
  | { kind: "connecting" }
  | { kind: "ready"; link: McpLink }
  | { kind: "failed"; fault: McpFault; retryAt: number };

interface Slot {
  seat: Seat;
  fingerprint: string;
  state: LinkState;
  /** Resolves when the state is no longer `connecting`. Never rejects. */
  settled: Promise<void>;
  /** In a row. */
  failures: number;
  era: "legacy" | "modern" | null;
  timer: NodeJS.Timeout | undefined;
  /** Aborted once nobody wants this connection any more. */
  dropped: AbortController;
}

const firstDelayMs = 1_000;
const mostDelayMs = 60_000;
/** Who dies sooner than this is no better than who cannot be connected to. */
const shortLifeMs = 30_000;
/** After so many it is tried again only when somebody asks for it. */
const mostUnasked = 6;
/** A list of tools is asked for again after this, in case a server changed it without saying so. */
const listAgeMs = 5 * 60_000;
const callWaitMs = 15_000;

const slots = () => remember("toolbox.mcp-slots", () => new Map<string, Slot>());

/**
 * The state after at most `waitMs`, or after `retryWaitMs` where it could not be connected to before. Connects when there is no
 * connection and it is time to try.
 */
export async function linkTo(seat: Seat, waitMs: number, retryWaitMs = waitMs): Promise<LinkState> {
  const slot = slotFor(seat);
  if (slot.state.kind === "failed" && (slot.state.retryAt <= Date.now() || isFresh(slot))) connect(slot);
  if (slot.state.kind === "ready" && slot.state.link.listedAt() + listAgeMs < Date.now()) void slot.state.link.refresh();
  if (slot.state.kind === "connecting") await settledWithin(slot, slot.failures > 0 ? retryWaitMs : waitMs);
  return slot.state;
}

/** Connects anew, whatever there is, and waits for what comes of it. */
export async function linkAnew(seat: Seat): Promise<LinkState> {
  dropLink(seat.key);
  const slot = slotFor(seat);
  await slot.settled;
  return slot.state;
}

/** Ends the connection, if there is one, and forgets what was wrong with it. */
export function dropLink(key: string): void {
  const slot = slots().get(key);
  if (slot === undefined) return;
  slots().delete(key);
  slot.dropped.abort();
  clearTimeout(slot.timer);
  if (slot.state.kind === "ready") void slot.state.link.close();
}

/** Ends those of them whose keys begin with one of `prefixes` and are none of `keys`. */
export function dropLinksBut(keys: ReadonlySet<string>, prefixes: readonly string[]): void {
  for (const key of slots().keys()) {
    if (!keys.has(key) && prefixes.some((prefix) => key.startsWith(prefix))) dropLink(key);
  }
}

/** Ends all connections, and the programs behind them. */
export async function closeAllLinks(): Promise<void> {
  const all = [...slots().values()];
  for (const { seat } of all) dropLink(seat.key);
  await Promise.all(
    all.map(async (slot) => {
      await slot.settled;
      if (slot.state.kind === "ready") await slot.state.link.close();
    }),
  );
}

export type SeatOutcome =
  | CallOutcome
  /** Null: it is still being connected to. */
  | { kind: "unreachable"; fault: McpFault | null }
  /** The tool is no longer the one that is meant. */
  | { kind: "changed" };

/** Calls a tool; once more where the server cannot have read the request. `pin`: of the tool that is meant. Never rejects. */
export async function callOver(
  seat: Seat,
  { name, pin }: { name: string; pin: string },
  args: Args,
  hooks: CallHooks,
): Promise<SeatOutcome> {
  for (let attempt = 1; ; attempt++) {
    const state = await Promise.race([linkTo(seat, callWaitMs), stopped(hooks.signal)]);
    if (state === null) return { kind: "stopped" };
    if (state.kind !== "ready") return { kind: "unreachable", fault: state.kind === "failed" ? state.fault : null };
    const listed = state.link.listing().tools.find((tool) => tool.name === name);
    if (listed === undefined || pinOf(listed) !== pin) return { kind: "changed" };
    const outcome = await state.link.call(name, args, hooks);
    if (outcome.kind !== "lost" || outcome.mayHaveRun || attempt > 1) return outcome;
    const slot = slots().get(seat.key);
    await state.link.ended;
    if (slot && slot.state.kind !== "ready") connect(slot);
  }
}

function slotFor(seat: Seat): Slot {
  const fingerprint = fingerprintOf(seat.config);
  const known = slots().get(seat.key);
  if (known?.fingerprint === fingerprint) {
    known.seat = seat;
    return known;
  }
  dropLink(seat.key);
  const slot: Slot = {
    seat,
    fingerprint,
    state: { kind: "connecting" },
    settled: Promise.resolve(),
    failures: 0,
    era: null,
    timer: undefined,
    dropped: new AbortController(),
  };
  slots().set(seat.key, slot);
  connect(slot, true);
  return slot;
}

function connect(slot: Slot, isFirst = false): void {
  if (slot.dropped.signal.aborted || (slot.state.kind === "connecting" && !isFirst)) return;
  clearTimeout(slot.timer);
  slot.state = { kind: "connecting" };
  slot.settled = attempt(slot);
}

async function attempt(slot: Slot): Promise<void> {
  const { config, tokens } = slot.seat;
  const { signal } = slot.dropped;
  const startedAt = Date.now();
  try {
    const link = await openLink({ config, tokens, era: slot.era, signal });
    slot.era = link.era;
    slot.state = { kind: "ready", link };
    if (signal.aborted) await link.close();
    void link.ended.then((fault) => {
      if (fault === null) return;
      if (Date.now() - startedAt > shortLifeMs) slot.failures = 0;
      onFailure(slot, fault);
    });
  } catch (fault) {
    onFailure(slot, fault as McpFault);
  }
}

/** It has just died, for the first time in a while: who asks for it need not wait. */
function isFresh({ state, failures }: Slot): boolean {
  return state.kind === "failed" && state.fault.kind === "gone" && failures === 1;
}

function onFailure(slot: Slot, fault: McpFault): void {
  const delayMs = Math.min(mostDelayMs, firstDelayMs * 2 ** slot.failures);
  slot.failures += 1;
  slot.era = fault.kind === "refused" ? null : slot.era;
  const isForPerson = fault.kind === "unauthorized" || fault.kind === "refused";
  slot.state = { kind: "failed", fault, retryAt: Date.now() + (isForPerson ? mostDelayMs : delayMs) };
  if (isForPerson || slot.dropped.signal.aborted || slot.failures > mostUnasked) return;
  slot.timer = setTimeout(() => connect(slot), delayMs).unref();
}

async function settledWithin(slot: Slot, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((done) => {
    timer = setTimeout(done, ms);
  });
  await Promise.race([slot.settled, limit]);
  clearTimeout(timer);
}

async function stopped(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await new Promise((done) => signal.addEventListener("abort", done, { once: true }));
  return null;
}
