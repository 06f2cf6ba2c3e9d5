/** Owns: what a program that asks brings along beside what a person can ask for. */
import { storable, storableValue } from "#lib/core/storable.ts";
import type { Surface } from "#lib/core/surface.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

/** A model call that was not made here, as whoever asks tells it. */
export interface ImportedStep {
  text: string;
  calls: {
    callId: string;
    name: string;
    args: unknown;
    /** Null: none was told. */
    result: { text: string; isError: boolean } | null;
  }[];
}

/** A question that was not asked here, with what was answered. */
export interface ImportedTurn {
  text: string;
  images?: PromptImage[];
  pathHash?: string;
  /** Empty: it was not answered. */
  steps: ImportedStep[];
}

export interface StartExtra {
  /** Equal for equal requests, where the input alone does not tell; absent: made from the input. */
  requestHash?: string;
  origin?: { surface: Exclude<Surface, "page">; keyId: string | null; keyName: string | null };
  brief?: Brief;
  /** Pictures of the new turn. */
  images?: PromptImage[];
  /** Of everything said up to and with the new turn, as the program tells it. */
  pathHash?: string;
  /** False: model and effort are not stored as the person's last choice. True when absent. */
  remembersChoice?: boolean;
  /** Put between the run that is replied to, or the beginning of the conversation, and the new turn. */
  importedTurns?: ImportedTurn[];
  /** Steps that followed the new turn already; the run goes on after them. */
  prelude?: ImportedStep[];
}

/** The same with every text as both databases hold it. */
export function storableExtra(extra: StartExtra): StartExtra {
  const { brief, prelude, importedTurns } = extra;
  return {
    ...extra,
    ...(brief && { brief: storableValue(brief) }),
    ...(prelude && { prelude: storableValue(prelude) }),
    // Pictures are letters and digits already.
    ...(importedTurns && {
      importedTurns: importedTurns.map((turn) => ({ ...turn, text: storable(turn.text), steps: storableValue(turn.steps) })),
    }),
  };
}
