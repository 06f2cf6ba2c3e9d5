/**
 * Owns: asking a tool for something that is worked out here as well. What the tool says is compared with the own working, which
 * nothing of the tool goes into; where the two differ, or the tool failed, it is asked once more in another way.
 */
import type { CallOutcome } from "./call-outcome.ts";
import type { Matter, Move } from "./matter.ts";
import { quoted } from "./quoted.ts";
import type { Depth, Solution, Thought } from "./solution.ts";
import type { SpokenCall } from "./speak.ts";

export interface Errand {
  /** `the calculator`. */
  tool: string;
  call: SpokenCall;
  /** Why, and what it is asked. */
  why: string;
  again: SpokenCall;
  /** How that is another way to ask. */
  whyAgain: string;
  /** The own result, in words. */
  own: string;
  compare(result: unknown): Comparison;
}

/** `said` is what the tool says, in words; what is `unclear` is nothing that could be compared. */
export interface Comparison {
  kind: "agrees" | "differs" | "unclear";
  said: string;
  /** Where the tool agrees and knows more than is known here: what follows from that. */
  solution?: Solution;
}

type Heard = Comparison | Exclude<CallOutcome, { kind: "result" }>;

export function checkedMatter(solution: Solution, errand: Errand): Matter {
  const [, plan, ...work] = solution.thoughts;
  const { tool, call, again } = errand;
  return {
    next(tried, mayCall) {
      const all = tried.map((one): Heard => (one.kind === "result" ? errand.compare(one.result) : one));
      const [first, second] = all;
      if (first === undefined) {
        if (!mayCall(call)) return { kind: "answer", ...solution };
        const asking = atEachDepth(
          `Asking ${tool}`,
          errand.why,
          `${errand.why} What comes back is checked against an own working.`,
        );
        return { kind: "call", thoughts: [...(plan ? [plan] : []), ...asking], call };
      }
      if (second !== undefined) return settle(all, first.kind === "differs" ? [] : work);
      if (first.kind === "agrees" || first.kind === "refused" || !mayCall(again)) return settle(all, work);
      const working = first.kind === "differs" ? work : [];
      const doubt = first.kind === "differs" ? `The own working gives ${errand.own}, so one of the two is wrong. ` : "";
      const thoughts = [
        ...reading(first),
        ...working,
        ...atEachDepth("Asking again", `${heardText(first)} ${doubt}${errand.whyAgain}`, `${doubt}${errand.whyAgain}`),
      ];
      return { kind: "call", thoughts, call: again };
    },
  };

  function settle(all: readonly Heard[], working: readonly Thought[]): Move {
    const last = all.at(-1) ?? { kind: "unclear", said: "nothing" };
    const better = last.kind === "agrees" ? last.solution : undefined;
    const { thoughts, answer, isCertain } = better ?? solution;
    const verdict = verdictOn(last);
    return {
      kind: "answer",
      thoughts: [
        ...reading(last),
        ...(better ? better.thoughts.slice(2) : working),
        ...atEachDepth("Comparing the two", [heardText(last), thoughts[0]?.text ?? "", verdict].join(" "), verdict),
      ],
      answer: [answer, noteOn(all)].filter((part) => part !== "").join("\n\n"),
      isCertain,
    };
  }

  function reading(heard: Heard): Thought[] {
    return [{ heading: "Reading what came back", text: heardText(heard), depth: 2 }];
  }

  function heardText(heard: Heard): string {
    switch (heard.kind) {
      case "agrees":
      case "differs":
      case "unclear":
        return `${capital(tool)} says ${heard.said}.`;
      case "failed":
        return `${capital(tool)} failed: ${quoted(heard.message)}`;
      case "refused":
        return `${capital(refusalText(heard))}.`;
      default:
        return heard satisfies never;
    }
  }

  function verdictOn(heard: Heard): string {
    const checked = solution.isChecked ? ", and has been checked another way" : "";
    const trust = solution.isCertain ? checked : ", though its own check failed";
    switch (heard.kind) {
      case "agrees":
        return `The own working gives ${errand.own}: the two agree.`;
      case "differs":
        return `The own working gives ${errand.own}${trust}. ${capital(tool)} says ${heard.said}. The two do not agree: the own result is given, and the difference is told.`;
      case "unclear":
        return `That is nothing that could be compared, so the own working counts. It gives ${errand.own}${trust}.`;
      case "failed":
        return `So this is left to the own working. It gives ${errand.own}${trust}.`;
      case "refused":
        return `So this is done without ${tool}, and it is not asked again. The own working gives ${errand.own}${trust}.`;
      default:
        return heard satisfies never;
    }
  }

  /** What the person is told beside the answer; empty where all went well. */
  function noteOn(all: readonly Heard[]): string {
    const [first] = all;
    const last = all.at(-1);
    switch (last?.kind) {
      case undefined:
        return "";
      case "agrees":
        return first?.kind === "differs"
          ? `*${capital(tool)} first said ${first.said}. Asked again in another way it says ${last.said}, as the working here does.*`
          : "";
      case "differs": {
        const holds = solution.isChecked ? ", and checked another way" : "";
        const ownNote = solution.isCertain ? holds : ", but its own check failed";
        return `**${capital(tool)} does not agree: it says ${last.said}.** The result above is worked out here${ownNote}; one of the two is wrong.`;
      }
      case "unclear":
        return `*${capital(tool)} said ${last.said}, which could not be compared; this is worked out here without it.*`;
      case "failed":
        return `*${capital(tool)} failed (${quoted(last.message)}), so this is worked out here without it.*`;
      case "refused":
        return `*${capital(tool)} was not used, because ${refusalText(last)}; this is worked out here without it.*`;
      default:
        return last satisfies undefined;
    }
  }
}

/** One text for when little is thought, another for more. */
export function atEachDepth(heading: string, short: string, long: string): Thought[] {
  return [
    { heading, text: short, depth: 1 satisfies Depth },
    { heading, text: long, depth: 2 satisfies Depth },
  ];
}

function refusalText({ reason, isExpired }: Extract<CallOutcome, { kind: "refused" }>): string {
  if (isExpired) return "nobody allowed the call in time";
  return `the call was refused${reason ? ` (${quoted(reason)})` : ""}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
