/**
 * Server benchmarks: CPU per token of the whole path against a byte proxy and a bare streamText route, added delay of the
 * first token, many runs at once, and resuming a long log. The provider, the servers and this reader share the machine.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#lib/testing/free-port.ts";
import { median, percentile } from "./numbers.ts";
import { cpuMs, memoryMb, type Process, root, start } from "./processes.ts";
import { askAloud, type Reader, readAloud, readBare, readEvents, readPipe } from "./readers.ts";
import type { Row } from "./report.ts";

interface Contestant {
  name: "pipe" | "bare" | "aloud";
  process: Process;
  read: Reader;
}

export interface Servers {
  aloud: Process;
  contestants: Contestant[];
  stop(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  execFileSync(process.execPath, ["node_modules/next/dist/bin/next", "build", "bench/bare"], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: "pipe",
  });
  const dataDir = mkdtempSync(join(tmpdir(), "aloud-bench-"));
  const [providerPort, pipePort, barePort, aloudPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const provider = await start(["bench/provider.ts", String(providerPort)], providerPort, {}, "/v1/models");
  const pipe = await start(["bench/pipe.ts", String(pipePort), `${provider.url}/v1`], pipePort, {}, "/");
  const bare = await start(
    ["node_modules/next/dist/bin/next", "start", "bench/bare", "-H", "127.0.0.1", "-p", String(barePort)],
    barePort,
    { BENCH_PROVIDER: `${provider.url}/v1` },
  );
  const aloud = await start(
    ["lib/socket/server.ts"],
    aloudPort,
    { PORT: String(aloudPort), DATA_DIR: dataDir, OPENAI_COMPATIBLE_BASE_URL: `${provider.url}/v1` },
    "/api/health",
  );
  return {
    aloud,
    contestants: [
      { name: "pipe", process: pipe, read: readPipe },
      { name: "bare", process: bare, read: readBare },
      { name: "aloud", process: aloud, read: readAloud },
    ],
    stop: async () => {
      await Promise.all([aloud, bare, pipe, provider].map((each) => each.stop()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** CPU of the server per token, in microseconds, over `streams` at once. */
async function cpuPerToken({ process, read }: Contestant, model: string, streams: number): Promise<number> {
  const before = cpuMs(process.pid);
  const readings = await Promise.all(Array.from({ length: streams }, () => read(process.url, model)));
  const tokens = readings.reduce((sum, reading) => sum + reading.tokens, 0);
  return ((cpuMs(process.pid) - before) * 1000) / tokens;
}

/** A B C A B C …: the medians of the per-round ratios stay true when the machine is not quiet. */
async function ratios(servers: Servers, model: string, streams: number, rounds: number) {
  const figures: Record<string, number[]> = { pipe: [], bare: [], aloud: [] };
  for (const contestant of servers.contestants) await cpuPerToken(contestant, model, 2);
  for (let round = 0; round < rounds; round += 1)
    for (const contestant of servers.contestants) figures[contestant.name]?.push(await cpuPerToken(contestant, model, streams));
  const { pipe = [], bare = [], aloud = [] } = figures;
  return {
    aloud: median(aloud),
    toPipe: median(aloud.map((value, round) => value / (pipe[round] ?? Number.NaN))),
    toBare: median(aloud.map((value, round) => value / (bare[round] ?? Number.NaN))),
  };
}

export async function benchCpu(servers: Servers): Promise<Row[]> {
  const paced = await ratios(servers, "tokens-250-rate-50", 20, 5);
  const burst = await ratios(servers, "tokens-5000-rate-0", 4, 5);
  const note = (script: string) => `${script}; medians of 5 rounds`;
  return [
    {
      what: "CPU per token, paced: to bare streamText route",
      value: paced.toBare,
      unit: "×",
      goal: 0.5,
      note: note("20 streams of 250 tokens at 50/s"),
    },
    { what: "CPU per token, paced: to byte proxy", value: paced.toPipe, unit: "×", goal: 3 },
    { what: "CPU per token, paced", value: paced.aloud, unit: "µs" },
    {
      what: "CPU per token, burst: to bare streamText route",
      value: burst.toBare,
      unit: "×",
      goal: 0.4,
      note: note("4 streams of 5,000 tokens, unpaced"),
    },
    { what: "CPU per token, burst: to byte proxy", value: burst.toPipe, unit: "×", goal: 6 },
    { what: "CPU per token, burst", value: burst.aloud, unit: "µs" },
  ];
}

/** First token: from asking to receiving, less what the byte proxy needs in the same round. Later ones: provider's send to our receipt. */
export async function benchDelay(servers: Servers): Promise<Row[]> {
  const firsts: number[] = [];
  const laters: number[] = [];
  let bytesPerToken = 0;
  const [pipe, , aloud] = servers.contestants;
  if (!pipe || !aloud) return [];
  for (let round = 0; round < 30; round += 1) {
    const floor = await pipe.read(pipe.process.url, "tokens-20-rate-50");
    const ours = await aloud.read(aloud.process.url, "tokens-20-rate-50");
    firsts.push(ours.firstTokenMs - floor.firstTokenMs);
    laters.push(...ours.delays.slice(1));
  }
  const long = await aloud.read(aloud.process.url, "tokens-1000-rate-200");
  bytesPerToken = long.bytes / long.tokens;
  return [
    {
      what: "Added delay of the first token, median",
      value: median(firsts),
      unit: "ms",
      goal: 5,
      note: "30 questions one after another; over the byte proxy; includes POST, commit and GET",
    },
    { what: "Added delay of the first token, p95", value: percentile(firsts, 0.95), unit: "ms", goal: 15 },
    {
      what: "Delay of later tokens, p95",
      value: percentile(laters, 0.95),
      unit: "ms",
      goal: 60,
      note: "50 ms of it is the batch",
    },
    { what: "Wire", value: bytesPerToken, unit: "bytes per token", goal: 60, note: "200 tokens/s" },
  ];
}

export async function benchMany(servers: Servers, runs: number): Promise<Row[]> {
  const { aloud } = servers;
  const idle = memoryMb(aloud.pid);
  const before = cpuMs(aloud.pid);
  const startedAt = performance.now();
  const all = Promise.all(Array.from({ length: runs }, () => readAloud(aloud.url, "tokens-500-rate-50")));
  let most = idle;
  const watching = setInterval(() => {
    most = Math.max(most, memoryMb(aloud.pid));
  }, 500);
  const readings = await all;
  clearInterval(watching);
  const seconds = (performance.now() - startedAt) / 1000;
  const delays = readings.flatMap((reading) => reading.delays);
  const lost = readings.reduce((sum, reading) => sum + 500 - reading.tokens, 0);
  return [
    {
      what: `${runs} runs at 50 tokens/s: delay p99`,
      value: percentile(delays, 0.99),
      unit: "ms",
      goal: 150,
      note: "500 tokens each; started at once; provider and readers on the same two cores",
    },
    { what: `${runs} runs: delay median`, value: median(delays), unit: "ms" },
    { what: `${runs} runs: tokens lost`, value: lost, unit: "", goal: 0 },
    { what: `${runs} runs: server CPU`, value: (cpuMs(aloud.pid) - before) / 10 / seconds, unit: "% of one core" },
    { what: `${runs} runs: memory per run`, value: (most - idle) / runs, unit: "MB", goal: 1 },
  ];
}

export async function benchResume(servers: Servers): Promise<Row[]> {
  const { aloud } = servers;
  const { runId } = await askAloud(aloud.url, "tokens-10000-rate-0");
  const whole = await readEvents(aloud.url, runId);
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const startedAt = performance.now();
    await readEvents(aloud.url, runId);
    times.push(performance.now() - startedAt);
  }
  return [
    {
      what: "Resume of a 100 kB log from its start, p95",
      value: percentile(times, 0.95),
      unit: "ms",
      goal: 500,
      note: `${whole.tokens} tokens, ${Math.round(whole.bytes / 1000)} kB on the wire`,
    },
  ];
}
