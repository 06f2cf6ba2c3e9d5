/** Owns: the one reading of process.env. Everything else asks `env()`. */
import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { remember } from "./remember.ts";

/** A variable that is absent or empty counts as unset. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const httpUrl = z
  .string()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""), "is not an http or https address");
const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, "is not a whole number")
    .transform(Number)
    .refine((n) => n >= least && n <= most, `is not between ${least} and ${most}`);

/** Digits and dots alone are an address of four numbers or nothing. */
function isHost(value: string): boolean {
  return isIP(value) !== 0 || (/^[\w-]+(\.[\w-]+)*$/.test(value) && /[^\d.]/.test(value));
}

/** As browsers send it: a page's scheme, host and port. Programs made of web pages have schemes of their own. */
function isOrigin(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@*,]+$/.test(value);
}

const exampleSecret = "the-output-of-openssl-rand-base64-32";

const values = z.object({
  HOST: optional(z.string().refine(isHost, "is not a host name or address")),
  PORT: optional(integer(1, 65535)),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z.string().refine((value) => /^postgres(ql)?:\/\/.+/.test(value) && URL.canParse(value), "is not a PostgreSQL address"),
  ),
  ALOUD_SECRET: optional(
    z
      .string()
      .refine((value) => value.length >= 32, { message: "is shorter than 32 characters", abort: true })
      .refine((value) => value !== exampleSecret && new Set(value).size >= 8, "is no secret: anybody could guess it"),
  ),
  ALLOWED_ORIGINS: optional(
    z
      .string()
      .transform((value) => value.split(",").map((origin) => origin.trim().toLowerCase()))
      .refine((origins) => origins.every(isOrigin), "holds something that is not an origin (scheme://host, without a path)"),
  ),
  OPENAI_API_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, "holds a space or a character that no key has")),
  OPENAI_BASE_URL: optional(httpUrl),
  OPENAI_COMPATIBLE_BASE_URL: optional(httpUrl),
  OPENAI_COMPATIBLE_API_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, "holds a space or a character that no key has")),
  STALL_SECONDS: optional(integer(1, 3600)),
  DRAIN_SECONDS: optional(integer(0, 600)),
  BUILTIN_WORDS_PER_SECOND: optional(integer(1, 100_000)),
});

/** What does nothing without the other is a mistake that must not pass in silence. */
const schema = values.superRefine((value, context) => {
  for (const [name, needed] of [
    ["OPENAI_BASE_URL", "OPENAI_API_KEY"],
    ["OPENAI_COMPATIBLE_API_KEY", "OPENAI_COMPATIBLE_BASE_URL"],
  ] as const) {
    if (value[name] === undefined || value[needed] !== undefined) continue;
    context.addIssue({ code: "custom", path: [needed], message: `is not set, and ${name} does nothing without it` });
  }
});

const examples: Record<keyof z.infer<typeof values>, string> = {
  HOST: "127.0.0.1",
  PORT: "3000",
  DATA_DIR: "./data",
  DATABASE_URL: "postgresql://aloud:secret@localhost:5432/aloud",
  ALOUD_SECRET: exampleSecret,
  ALLOWED_ORIGINS: "https://app.example.org,http://localhost:5173",
  OPENAI_API_KEY: "sk-…",
  OPENAI_BASE_URL: "https://api.openai.com/v1",
  OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:11434/v1",
  OPENAI_COMPATIBLE_API_KEY: "any-key-the-server-takes",
  STALL_SECONDS: "120",
  DRAIN_SECONDS: "8",
  BUILTIN_WORDS_PER_SECOND: "30",
};

export interface Env {
  host: string;
  port: number;
  /** Absolute path. */
  dataDir: string;
  /** Undefined: SQLite in `dataDir`. */
  databaseUrl: string | undefined;
  /** What providers' keys are sealed with, at least 32 characters. Undefined: a file in `dataDir`. */
  secret: string | undefined;
  /** Pages on other sites that may use the outside interfaces, beside those known to need it; lower case. */
  allowedOrigins: readonly string[];
  openai: { apiKey: string; baseUrl: string } | undefined;
  compatible: { baseUrl: string; apiKey: string | undefined } | undefined;
  /** How long a provider may be silent. */
  stallMs: number;
  /** How long runs may go on after SIGTERM. */
  drainMs: number;
  builtinWordsPerSecond: number;
}

/** Bad values, each sentence naming the variable, what is wrong and an example. */
export class EnvError extends Error {}

/** Reads and validates; throws EnvError with one sentence a line. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof examples;
      return `${name} ${issue.message}. Example: ${name}=${examples[name]}`;
    });
    throw new EnvError(sentences.join("\n"));
  }
  const { data } = parsed;
  return {
    host: data.HOST ?? "127.0.0.1",
    port: data.PORT ?? 3000,
    dataDir: resolve(/* turbopackIgnore: true */ data.DATA_DIR ?? "./data"),
    databaseUrl: data.DATABASE_URL,
    secret: data.ALOUD_SECRET,
    allowedOrigins: data.ALLOWED_ORIGINS ?? [],
    openai: data.OPENAI_API_KEY
      ? { apiKey: data.OPENAI_API_KEY, baseUrl: trimSlash(data.OPENAI_BASE_URL ?? "https://api.openai.com/v1") }
      : undefined,
    compatible: data.OPENAI_COMPATIBLE_BASE_URL
      ? { baseUrl: trimSlash(data.OPENAI_COMPATIBLE_BASE_URL), apiKey: data.OPENAI_COMPATIBLE_API_KEY }
      : undefined,
    stallMs: (data.STALL_SECONDS ?? 120) * 1000,
    drainMs: (data.DRAIN_SECONDS ?? 8) * 1000,
    builtinWordsPerSecond: data.BUILTIN_WORDS_PER_SECOND ?? 30,
  };
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** What libraries in use would read by themselves, to send somewhere or to be set up by: it goes, for all else is set in code. */
export function removeLibraryVariables(source: Record<string, string | undefined>): void {
  for (const name of Object.keys(source)) if (name.startsWith("BETTER_AUTH_")) delete source[name];
}

/** The environment of this process, read once. */
export function env(): Env {
  return remember("env", () => {
    removeLibraryVariables(process.env);
    return parseEnv(process.env);
  });
}
