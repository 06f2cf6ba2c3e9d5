import { createHash } from "node:crypto";
import { type Effort, isEffort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import { type IdKind, isId } from "#lib/core/id.ts";
import { storable } from "#lib/core/storable.ts";
import type { StartExtra } from "./start-extra.ts";

/** What a person may ask for; `start.ts` says what each combination means. */
export interface StartInput {
  /** Chosen by the client, 1 to 200 printable ASCII characters; the same id again returns the same run. */
  clientRequestId: string;
  conversationId?: string | undefined;
  parentRunId?: string | undefined;
  turnId?: string | undefined;
  text?: string | undefined;
  modelId?: string | undefined;
  /** Says nothing beside `continueRunId`: such a run thinks as little as its model can. */
  effort?: string | undefined;
  /** A run of the turn `turnId` names; the new one answers from its unfinished thought. */
  continueRunId?: string | undefined;
  /** Tokens the answer may have at most, thinking included: 256 to 1 000 000. */
  outputLimit?: number | undefined;
  /** Model calls the answer may take at most, 1 to 20; in the last one the model is offered no tools. */
  mostSteps?: number | undefined;
  /** Names of the tools it may use, of those that are on; false: none. Absent: all that are on. */
  tools?: string[] | false | undefined;
  /** The person's IANA time zone; one that is not known here is left out. */
  timeZone?: string | undefined;
}

export type StartTarget =
  | { kind: "regenerate"; turnId: string; conversationId: string | null; continueRunId: string | null }
  | { kind: "reply"; parentRunId: string; conversationId: string | null; text: string }
  | { kind: "first-turn"; conversationId: string; text: string }
  | { kind: "new-conversation"; text: string };

export interface StartRequest {
  clientRequestId: string;
  /** Equal for equal requests; two requests with one id and different hashes are a mistake of the client. */
  hash: string;
  target: StartTarget;
  modelId: string | null;
  effort: Effort | null;
  outputLimit: number | null;
  mostSteps: number | null;
  tools: string[] | null;
  timeZone: string | null;
}

export const longestText = 100_000;
/** What programs send holds whole files. */
export const longestTextOfPrograms = 2_000_000;
const leastOutputLimit = 256;
/** Programs test a line with a single token. */
const leastOutputLimitOfPrograms = 1;
export const mostOutputLimit = 1_000_000;
const mostMostSteps = 20;
const mostToolNames = 200;

/** Checks everything that can be checked without the database; throws AppError naming the field. */
export function readStartInput(input: StartInput, extra: StartExtra = {}): StartRequest {
  if (!/^[\x21-\x7e]{1,200}$/.test(input.clientRequestId)) {
    throw wrong("clientRequestId", "clientRequestId must be 1 to 200 printable characters without spaces.");
  }
  if (input.effort !== undefined && !isEffort(input.effort)) {
    throw wrong("effort", "effort must be one of off, minimal, low, medium, high, xhigh, max.");
  }
  const { outputLimit = null } = input;
  const least = extra.origin === undefined ? leastOutputLimit : leastOutputLimitOfPrograms;
  if (outputLimit !== null && !isWhole(outputLimit, least, mostOutputLimit)) {
    throw wrong("outputLimit", `outputLimit must be a whole number from ${least} to ${mostOutputLimit}.`);
  }
  return {
    clientRequestId: input.clientRequestId,
    hash: extra.requestHash ?? hashOf(input),
    target: readTarget(input, {
      longest: extra.origin === undefined ? longestText : longestTextOfPrograms,
      mayBeEmpty: (extra.images ?? []).length > 0,
    }),
    modelId: input.modelId ?? null,
    effort: input.continueRunId === undefined ? (input.effort ?? null) : null,
    outputLimit,
    mostSteps: readMostSteps(input.mostSteps),
    tools: readToolNames(input.tools),
    timeZone: input.timeZone !== undefined && isTimeZone(input.timeZone) ? input.timeZone : null,
  };
}

function readMostSteps(value = mostMostSteps): number | null {
  if (!isWhole(value, 1, mostMostSteps)) {
    throw wrong("mostSteps", `mostSteps must be a whole number from 1 to ${mostMostSteps}.`);
  }
  return value === mostMostSteps ? null : value;
}

function readToolNames(value: string[] | false | undefined): string[] | null {
  if (value === undefined) return null;
  const names = value === false ? [] : value;
  if (names.length > mostToolNames || !names.every((name) => /^[A-Za-z0-9_-]{1,64}$/.test(name))) {
    throw wrong("tools", `tools must be false or a list of at most ${mostToolNames} names of tools.`);
  }
  return [...new Set(names)];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    // That is how a name which is none is told.
    return false;
  }
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

interface TextRule {
  longest: number;
  mayBeEmpty: boolean;
}

function readTarget(input: StartInput, rule: TextRule): StartTarget {
  const conversationId = input.conversationId === undefined ? null : known("conversation", input.conversationId);
  if (input.turnId !== undefined) {
    if (input.text !== undefined) {
      throw wrong("text", "text and turnId exclude each other: turnId alone answers that message again.");
    }
    if (input.parentRunId !== undefined) {
      throw wrong("parentRunId", "parentRunId and turnId exclude each other: a turn already has its parent.");
    }
    const continueRunId = input.continueRunId === undefined ? null : known("run", input.continueRunId, "continueRunId");
    return { kind: "regenerate", turnId: known("turn", input.turnId), conversationId, continueRunId };
  }
  if (input.continueRunId !== undefined) {
    throw wrong("continueRunId", "continueRunId needs the turnId of the message that run answers.");
  }
  if (input.text === undefined) throw wrong("text", "Either text or turnId is needed.");
  const text = cleanText(input.text, rule);
  if (input.parentRunId !== undefined) {
    return { kind: "reply", parentRunId: known("run", input.parentRunId), conversationId, text };
  }
  return conversationId === null ? { kind: "new-conversation", text } : { kind: "first-turn", conversationId, text };
}

/** Blank lines around it are dropped; indentation, which means something in Markdown, stays. */
function cleanText(raw: string, { longest, mayBeEmpty }: TextRule): string {
  if (raw.length > longest) {
    throw new AppError("too-large", { message: `text is longer than ${longest} characters.`, field: "text" });
  }
  const text = storable(raw)
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
  if (text.trim() === "" && !mayBeEmpty) throw wrong("text", "text must not be empty.");
  return text;
}

function known(kind: IdKind, id: string, field?: string): string {
  if (!isId(kind, id)) throw new AppError("not-found", field === undefined ? {} : { field });
  return id;
}

function wrong(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}

function hashOf(input: StartInput): string {
  const { conversationId, parentRunId, turnId, text, modelId, effort, continueRunId, outputLimit, mostSteps, tools } = input;
  const content: unknown[] = [conversationId, parentRunId, turnId, text, modelId, effort];
  // Requests without these keep the hash they had before there were any.
  const hasTools = mostSteps !== undefined || tools !== undefined;
  if (hasTools || continueRunId !== undefined || outputLimit !== undefined) content.push(continueRunId, outputLimit);
  if (hasTools) content.push(mostSteps, tools);
  return createHash("sha256")
    .update(JSON.stringify(content.map((value) => value ?? null)))
    .digest("hex");
}
